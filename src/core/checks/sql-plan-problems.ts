/** What the schema can't say about a check of kind `sql-plan`. */
import type { SqlPlanCheck } from '../../shared/check-format/sql-plan.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { oneOf, regexProblems, serviceProblems, type CheckProblem } from './check-problem.ts';

export function sqlPlanProblems(check: SqlPlanCheck, lab: Lab): CheckProblem[] {
  const { uses, avoids, rowsRemovedAtMost, fewerBuffersThan } = check.expect;
  const problems = [...serviceProblems(check, lab, ['postgres', 'mysql']), ...oneOf(check, [], 'file', 'query')];
  if (fewerBuffersThan !== undefined) problems.push(...oneOf(fewerBuffersThan, ['expect', 'fewerBuffersThan'], 'query', 'withoutIndexes'));
  if (fewerBuffersThan?.withoutIndexes === true && lab.services.find((each) => each.id === check.service)?.kind === 'mysql') {
    problems.push({ path: ['expect', 'fewerBuffersThan', 'withoutIndexes'], message: 'MySQL has no switch for indexes. Name a "query" that can\'t use one, e.g. with customer_id + 0 = 42.' });
  }
  if (uses.length === 0 && avoids.length === 0 && rowsRemovedAtMost === undefined && fewerBuffersThan === undefined) {
    problems.push({ path: ['expect'], message: 'This check expects nothing of the plan. Give "uses", "avoids", "rowsRemovedAtMost" or "fewerBuffersThan".' });
  }
  for (const [at, mistake] of check.mistakes.entries()) {
    if (mistake.result !== undefined && check.expect.sameRowsAs === undefined) problems.push({ path: ['mistakes', at, 'result'], message: 'Rows are compared only where "sameRowsAs" says with what.' });
  }
  for (const [list, patterns] of [['uses', uses], ['avoids', avoids]] as const) {
    for (const [at, pattern] of patterns.entries()) {
      const path = ['expect', list, at];
      if (Object.keys(pattern).length === 0) problems.push({ path, message: 'Say which node: "node", "relation" or "index".' });
      problems.push(...regexProblems(pattern.node, [...path, 'node'], 'i'), ...regexProblems(pattern.index, [...path, 'index'], 'i'));
    }
  }
  return problems;
}
