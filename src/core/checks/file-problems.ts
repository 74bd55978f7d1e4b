/** What the schema can't say about a check of kind `file`. */
import type { FileCheck } from '../../shared/check-format/file.ts';
import { regexProblems, type CheckProblem } from './check-problem.ts';

export function fileProblems(check: FileCheck): CheckProblem[] {
  if (check.matches === undefined && check.excludes === undefined) {
    return [{ path: [], message: 'This check looks for nothing. Give it "matches" or "excludes".' }];
  }
  return [...regexProblems(check.matches, ['matches'], 'ms'), ...regexProblems(check.excludes, ['excludes'], 'ms')];
}
