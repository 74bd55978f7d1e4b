/** What the schema can't say about a check of kind `redis`. */
import type { RedisCheck } from '../../shared/check-format/redis.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { matcherProblemsAt, serviceProblems, type CheckProblem } from './check-problem.ts';
import { isReadingCommand } from './redis-reading.ts';

export function redisProblems(check: RedisCheck, lab: Lab): CheckProblem[] {
  const problems = [...serviceProblems(check, lab, ['redis']), ...matcherProblemsAt(check.expect, ['expect'])];
  if (!isReadingCommand(check.command)) {
    problems.push({ path: ['command'], message: `${check.command[0] ?? ''} is not a command that only reads. A check must change nothing.` });
  }
  return problems;
}
