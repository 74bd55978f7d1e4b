/** Whether a step of a script ended as the lab says. */
import type { ScriptExpectation, ScriptStep, SqlScriptCheck } from '../../shared/check-format/sql-script.ts';
import type { Endpoint } from '../engines/engine.ts';
import type { StatementRefused } from '../services/script-session.ts';
import { hasPattern } from './author-pattern.ts';
import type { CheckTools } from './check-context.ts';
import { compareRows, literalTable, type Table } from './compare-rows.ts';
import { labFault, type Outcome } from './outcome.ts';
import type { Work } from './script-stage.ts';
import type { SqlDialect } from './sql-dialect.ts';
import type { StepFault } from './sql-script-check.ts';

/** Rows read of a reference. */
const MAX_ROWS = 1_000;

/** Where a step was played, and how the copy is asked. */
export interface PlayedOn {
  check: SqlScriptCheck;
  endpoint: Endpoint;
  ask: SqlDialect['ask'];
  tools: CheckTools;
}

/** @param ended whether the step's statements came to an end; else they wait */
export async function judgeStep(
  step: ScriptStep, work: Work, ended: boolean, where: PlayedOn,
): Promise<StepFault | Outcome | null> {
  const { expect } = step;
  if (expect?.waits === true) return ended ? { reason: 'step-does-not-wait', expected: 'that it waits for another session' } : null;
  if (!ended) return { reason: 'step-waits', expected: step.continues === true ? 'that it goes on' : 'that it does not wait' };
  const last = work.results.at(-1);
  if (last?.ok === false) return expect?.error === undefined ? { reason: 'step-refused', expected: 'that it is not refused' } : judgeError(expect.error, last);
  if (expect?.error !== undefined) return { reason: 'step-accepted', expected: describeError(expect.error) };
  if (expect?.affected !== undefined) {
    const affected = work.results.findLast((result) => result.ok && result.affected !== null);
    const got = affected?.ok === true ? affected.affected : null;
    if (got !== expect.affected) {
      return { reason: 'value-differs', expected: `${String(expect.affected)} ${expect.affected === 1 ? 'row' : 'rows'} changed` };
    }
  }
  return expect?.rows === undefined && expect?.query === undefined ? null : judgeRows(expect, work, where);
}

/** The codes by which a lab names errors. None given: every error. */
interface Codes { sqlstate?: string | string[] | undefined; number?: number | number[] | undefined }

/** Whether an error has one of the states and one of the numbers that are named. */
export function refusalFits({ sqlstate, number }: Codes, got: StatementRefused): boolean {
  const isState = sqlstate === undefined || [sqlstate].flat().includes(got.sqlstate);
  return isState && (number === undefined || (got.number !== null && [number].flat().includes(got.number)));
}

function judgeError(wanted: NonNullable<ScriptExpectation['error']>, got: StatementRefused): StepFault | null {
  const fits = refusalFits(wanted, got) && (wanted.matches === undefined || hasPattern(wanted.matches, 'i', got.message));
  return fits ? null : { reason: 'step-refused', expected: describeError(wanted) };
}

function describeError({ sqlstate, number, matches }: NonNullable<ScriptExpectation['error']>): string {
  const codes = [number ?? sqlstate ?? []].flat().map(String);
  return `that it is refused${codes.length === 0 ? '' : ` with ${codes.join(' or ')}`}${matches === undefined || codes.length > 0 ? '' : `, with a message about "${matches}"`}`;
}

async function judgeRows(
  expect: ScriptExpectation, work: Work, { check, endpoint, ask, tools }: PlayedOn,
): Promise<StepFault | Outcome | null> {
  const result = work.results.findLast((each) => each.ok && each.columns.length > 0);
  if (result?.ok !== true) return { reason: 'no-result', expected: 'rows' };
  const got: Table = { columns: result.columns, rows: result.rows };
  let expected: Table;
  if (expect.query === undefined) expected = literalTable(expect.rows ?? [], got);
  else {
    const reference = await ask(endpoint, expect.query, { timeoutMs: tools.deadlineMs, maxRows: MAX_ROWS, signal: tools.signal });
    if (!reference.ok) return labFault(`The reference query of the check "${check.id}" failed: ${reference.message}`);
    expected = reference;
  }
  const scalar = expected.rows.length === 1 && expected.columns.length === 1;
  const comparison = compareRows(expected, got, { compare: scalar ? 'scalar' : expect.compare, columnNames: false });
  if (comparison.equal) return null;
  const text = scalar ? expected.rows[0]?.[0] ?? 'NULL' : `${String(expected.rows.length)} ${expected.rows.length === 1 ? 'row' : 'rows'} as below`;
  return { reason: comparison.reason, expected: text, ...(scalar && got.rows.length === 1 ? {} : { evidence: comparison.evidence }) };
}
