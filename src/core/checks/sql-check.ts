/** Checks of SQL: the learner's query, or a question about the state, against a reference result. */
import type { SqlCheck } from '../../shared/check-format/sql.ts';
import type { ReadOnlyResult } from '../services/read-only-result.ts';
import type { CheckTools } from './check-context.ts';
import { compareRows, literalTable, type RowRules, type Table } from './compare-rows.ts';
import { readLearnerFile } from './learner-file.ts';
import { labFault, message, notYet, type Outcome } from './outcome.ts';
import { dialectOf } from './sql-dialect.ts';
import { learnersFailure, stateFailure } from './sql-failures.ts';

/** Rows read of each result. A check that expects more teaches nothing more, and a cross join must not fill the memory. */
const MAX_ROWS = 10_000;
/** Rows written out for the author's regular expressions. */
const MAX_GOT_ROWS = 500;

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function checkSql(check: SqlCheck, tools: CheckTools): Promise<Outcome> {
  const endpoint = tools.endpoint(check.service);
  const dialect = dialectOf(check.service, tools.context);
  const run = (sql: string): Promise<ReadOnlyResult> => dialect.ask(endpoint, sql, { timeoutMs: tools.deadlineMs, maxRows: MAX_ROWS, signal: tools.signal });

  let got: ReadOnlyResult;
  let source: string | undefined;
  if (check.file !== undefined) {
    const file = await readLearnerFile(check.file, tools);
    if ('verdict' in file) return file;
    source = file.text;
    got = await run(source);
    if (!got.ok) return learnersFailure(check.file, source, got, dialect);
  } else {
    got = await run(check.query ?? '');
    if (!got.ok) return stateFailure(check.query ?? '', got, dialect);
  }
  const withSource = source === undefined ? {} : { source };
  if (got.columns.length === 0) return notYet('no-result', [], withSource);

  const expected = await expectedTable(check, got, run);
  if ('verdict' in expected) return expected;
  const rules: RowRules = { compare: check.compare, columnNames: check.columnNames };
  const comparison = compareRows(expected, got, rules);
  if (comparison.equal) return { verdict: 'passed', value: written(got) };
  const result = got;
  const evidence = [comparison.evidence];
  if (got.cut) evidence.push(message(dialect.name, `There are more than ${String(MAX_ROWS)} rows; the rest was not read.`));
  return notYet(comparison.reason, evidence, {
    ...withSource,
    got: written(result),
    isResultOf: async (query) => {
      const wrong = await run(query);
      if (!wrong.ok) throw new Error(wrong.message);
      return !wrong.cut && compareRows(wrong, result, rules).equal;
    },
  });
}

async function expectedTable(check: SqlCheck, got: Table, run: (sql: string) => Promise<ReadOnlyResult>): Promise<Table | Outcome> {
  if (check.expect.query === undefined) return literalTable(check.expect.rows ?? [], got);
  const reference = await run(check.expect.query);
  if (!reference.ok) return labFault(`The reference query of the check "${check.id}" failed: ${reference.message}`);
  if (reference.cut) return labFault(`The reference query of the check "${check.id}" gives more than ${String(MAX_ROWS)} rows.`);
  if (reference.columns.length === 0) return labFault(`The reference query of the check "${check.id}" gives no result.`);
  return reference;
}

/** Column names, then the rows, tabs between the cells. */
function written(table: Table): string {
  const rows = table.rows.slice(0, MAX_GOT_ROWS).map((row) => row.map((cell) => cell ?? 'NULL').join('\t'));
  return [table.columns.map((column) => column.name).join('\t'), ...rows].join('\n');
}
