/** What the schema can't say about a check of kind `mongo`. */
import type { MongoCheck } from '../../shared/check-format/mongo.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { matcherProblemsAt, oneOf, serviceProblems, type CheckProblem } from './check-problem.ts';

export function mongoProblems(check: MongoCheck, lab: Lab): CheckProblem[] {
  const problems = [...serviceProblems(check, lab, ['mongo']), ...oneOf(check, [], 'file', 'query'), ...oneOf(check.expect, ['expect'], 'query', 'value')];
  if (check.compare !== 'scalar' && check.expect.value !== undefined && !Array.isArray(check.expect.value)) {
    problems.push({ path: ['expect', 'value'], message: `Comparing as a ${check.compare} needs a list here. For operators, compare as scalar.` });
  }
  return [...problems, ...matcherProblemsAt(check.expect.value, ['expect', 'value'])];
}
