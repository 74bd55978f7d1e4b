/** Checks of a file's text, for things that have no behaviour of their own. */
import type { FileCheck } from '../../shared/check-format/file.ts';
import { lineAt } from '../services/postgres/sql-statements.ts';
import { findPattern, hasPattern } from './author-pattern.ts';
import type { CheckTools } from './check-context.ts';
import { readLearnerFile } from './learner-file.ts';
import { message, notYet, type Outcome } from './outcome.ts';

export async function checkFile(check: FileCheck, tools: CheckTools): Promise<Outcome> {
  const file = await readLearnerFile(check.path, tools);
  if ('verdict' in file) return file;
  const { text } = file;
  const more = { got: text, source: text };
  if (text.trim() === '') return notYet('file-empty', [], more);
  if (check.excludes !== undefined) {
    const found = findPattern(check.excludes, 'ms', text);
    if (found !== null) {
      const line = lineAt(text, found.index);
      return notYet('file-text-forbidden', [message(`${check.path}, line ${String(line)}`, text.split('\n')[line - 1] ?? '')], more);
    }
  }
  if (check.matches !== undefined && !hasPattern(check.matches, 'ms', text)) return notYet('file-text-missing', [], more);
  return { verdict: 'passed', value: text };
}
