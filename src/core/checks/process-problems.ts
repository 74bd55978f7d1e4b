/** What the schema can't say about a check of kind `process`. */
import type { ProcessCheck } from '../../shared/check-format/process.ts';
import { regexProblems, type CheckProblem } from './check-problem.ts';

export function processProblems({ matches, expect }: ProcessCheck): CheckProblem[] {
  const problems = regexProblems(matches, ['matches'], '');
  if (!expect.running && (expect.count !== undefined || expect.listens !== undefined)) {
    problems.push({ path: ['expect'], message: 'A process that must not run has no count and no port.' });
  }
  return problems;
}
