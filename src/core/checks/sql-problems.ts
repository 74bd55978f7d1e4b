/** What the schema can't say about a check of kind `sql`. */
import type { SqlCheck } from '../../shared/check-format/sql.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { oneOf, serviceProblems, type CheckProblem } from './check-problem.ts';

export function sqlProblems(check: SqlCheck, lab: Lab): CheckProblem[] {
  const { rows } = check.expect;
  const problems = [...serviceProblems(check, lab, ['postgres', 'mysql']), ...oneOf(check, [], 'file', 'query'), ...oneOf(check.expect, ['expect'], 'query', 'rows')];
  if (rows !== undefined && check.compare === 'scalar' && (rows.length !== 1 || rows[0]?.length !== 1)) {
    problems.push({ path: ['expect', 'rows'], message: 'A scalar is one row with one value, e.g. [[42]].' });
  }
  if (rows !== undefined && new Set(rows.map((row) => row.length)).size > 1) {
    problems.push({ path: ['expect', 'rows'], message: 'The rows do not all have the same number of values.' });
  }
  if (rows !== undefined && check.columnNames) {
    problems.push({ path: ['columnNames'], message: 'Rows written out have no column names. Use expect.query, or take columnNames out.' });
  }
  return problems;
}
