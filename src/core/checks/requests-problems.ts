/** What the schema can't say about a check of kind `requests`. */
import type { RequestsCheck } from '../../shared/check-format/requests.ts';
import { regexProblems, type CheckProblem } from './check-problem.ts';

export function requestsProblems(check: RequestsCheck): CheckProblem[] {
  const problems = check.sends.flatMap(({ path }, index) => regexProblems(path, ['sends', index, 'path'], ''));
  if (check.sends.length === 0 && Object.keys(check.faults).length === 0) problems.push({ path: [], message: 'A file without a single test passes this check. Give it "sends" or "faults".' });
  if (check.files.length === 0 && check.run.some((word) => word.includes('{{files}}'))) problems.push({ path: ['run'], message: '`{{files}}` stands for the folder of "files", and there are none.' });
  return problems;
}
