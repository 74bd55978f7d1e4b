/**
 * Checks of MongoDB: the learner's expression, or a question about the state, against a reference. Values are
 * compared as relaxed extended JSON: numbers of all types as numbers, the order of an object's fields does not
 * matter (MongoDB keeps it, but no answer should hang on it), decimals and dates by what they mean.
 */
import { isCode } from '../../shared/errors.ts';
import type { MongoCheck } from '../../shared/check-format/mongo.ts';
import type { Evidence } from '../../shared/verdict.ts';
import type { Endpoint } from '../engines/engine.ts';
import { withMongo } from '../services/mongo/connection.ts';
import { evaluateMongo, parseMongo } from '../services/mongo/expression.ts';
import { plainJson } from '../services/mongo/shell-text.ts';
import { lineAt } from '../services/postgres/sql-statements.ts';
import type { CheckTools } from './check-context.ts';
import { compareRows, type Table } from './compare-rows.ts';
import { canonicalDecimal } from './cell-kinds.ts';
import { isPlainObject } from './json-value.ts';
import { readLearnerFile } from './learner-file.ts';
import { findDifference } from './match.ts';
import { labFault, message, notYet, type NotYet, type Outcome } from './outcome.ts';
import { writtenValue } from './written-value.ts';

/** Documents read of each result. */
const MAX_DOCUMENTS = 10_000;
/** Characters written out for the author's regular expressions. */
const MAX_GOT_CHARACTERS = 100_000;

type Evaluated = { ok: true; value: unknown; cut: boolean } | { ok: false; outcome: NotYet };

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function checkMongo(check: MongoCheck, tools: CheckTools): Promise<Outcome> {
  const endpoint = tools.endpoint(check.service);
  let text = check.query ?? '';
  let source: string | undefined;
  if (check.file !== undefined) {
    const file = await readLearnerFile(check.file, tools);
    if ('verdict' in file) return file;
    text = source = file.text;
  }
  const withSource = source === undefined ? {} : { source };
  const got = await evaluate(endpoint, text, check.file ?? null, tools);
  if (!got.ok) {
    const isStateQuestion = check.file === undefined;
    // A question that can't be read, or that writes, is the author's fault; one that the server refuses tells of the state.
    if (isStateQuestion && got.outcome.reason !== 'query-failed' && got.outcome.reason !== 'query-timeout') {
      return labFault(`The query of the check "${check.id}" can't be used: ${got.outcome.got}`);
    }
    return { ...got.outcome, ...withSource };
  }
  if (got.value === undefined) return notYet('no-result', [], withSource);

  const expected = await expectedValue(check, endpoint, tools);
  if ('verdict' in expected) return expected;
  const failure = compare(check, expected.matcher, got.value);
  if (failure === null) return { verdict: 'passed', value: JSON.stringify(got.value) };
  return notYet(failure.reason, failure.evidence, {
    ...withSource,
    got: JSON.stringify(got.value).slice(0, MAX_GOT_CHARACTERS),
    isResultOf: async (query) => {
      const wrong = await evaluate(endpoint, query, null, tools);
      if (!wrong.ok) throw new Error(wrong.outcome.got);
      return compare(check, wrong.value, got.value) === null;
    },
  });
}

async function evaluate(endpoint: Endpoint, text: string, path: string | null, tools: CheckTools): Promise<Evaluated> {
  const fail = (reason: NotYet['reason'], said: string): Evaluated => ({ ok: false, outcome: notYet(reason, [message(path ?? 'MongoDB', said)], { got: said }) });
  const empty: Evaluated = { ok: false, outcome: notYet('file-empty', [], { got: 'There is no expression.' }) };
  if (isBlank(text)) return empty;
  let program;
  try {
    program = parseMongo(text);
  } catch (error) {
    if (!isCode(error, 'QUERY_UNREADABLE')) throw error;
    const { position, message: said } = error.details;
    return fail('query-unreadable', position === undefined ? said : `line ${String(lineAt(text, position - 1))}: ${said}`);
  }
  const asked = program.statements.filter((statement) => statement.kind === 'evaluate').length;
  if (asked === 0) return empty;
  if (asked > 1) return fail('more-than-one-statement', `There are ${String(asked)} expressions.`);
  if (!program.readsOnly) return fail('not-read-only', `${program.writes.join(', ')} changes data.`);
  try {
    const result = await withMongo(endpoint, tools.signal, (db) =>
      evaluateMongo(db, program, { limit: MAX_DOCUMENTS, signal: tools.signal, timeoutMs: tools.deadlineMs }));
    return { ok: true, value: result.value === undefined ? undefined : normal(plainJson(result.value)), cut: result.cut };
  } catch (error) {
    if (!isCode(error, 'QUERY_FAILED')) throw error;
    const { message: said, hint } = error.details;
    return fail(/MaxTimeMSExpired|exceeded time limit/i.test(said) ? 'query-timeout' : 'query-failed', hint === undefined ? said : `${said}\n${hint}`);
  }
}

/** True for a text of nothing but blanks and comments. */
function isBlank(text: string): boolean {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').replace(/[\s;]/g, '') === '';
}

async function expectedValue(check: MongoCheck, endpoint: Endpoint, tools: CheckTools): Promise<{ matcher: unknown } | Outcome> {
  if (check.expect.query === undefined) return { matcher: normal(check.expect.value) };
  const reference = await evaluate(endpoint, check.expect.query, null, tools);
  if (!reference.ok) return labFault(`The reference of the check "${check.id}" failed: ${reference.outcome.got}`);
  if (reference.value === undefined || reference.cut) return labFault(`The reference of the check "${check.id}" gives ${reference.cut ? 'too many documents' : 'no result'}.`);
  return { matcher: reference.value };
}

/** @returns null when the value is as expected */
function compare(check: MongoCheck, expected: unknown, got: unknown): { reason: NotYet['reason']; evidence: Evidence[] } | null {
  if (check.compare === 'scalar' || !Array.isArray(expected) || !Array.isArray(got)) {
    const difference = findDifference(got, expected);
    return difference === null ? null : { reason: 'value-differs', evidence: [valueEvidence(difference)] };
  }
  if (check.expect.value !== undefined) {
    // Written by the author, with operators perhaps: documents are matched, not compared.
    const difference = findDifference(got, check.compare === 'set' ? { $unordered: expected } : expected);
    return difference === null ? null : { reason: 'value-differs', evidence: [valueEvidence(difference)] };
  }
  const comparison = compareRows(documents(expected), documents(got), { compare: check.compare, columnNames: false });
  if (comparison.equal) return null;
  const evidence = [comparison.evidence];
  if (comparison.evidence.kind === 'rows' && comparison.evidence.missing.length === 1 && expected.length === got.length && check.compare === 'list') {
    // One document differs: say where inside of it.
    const difference = findDifference(got, expected);
    if (difference !== null) evidence.push(valueEvidence(difference));
  }
  return { reason: comparison.reason, evidence };
}

function documents(list: readonly unknown[]): Table {
  return { columns: [{ name: 'document', type: 'jsonb' }], rows: list.map((document) => [JSON.stringify(document)]) };
}

function valueEvidence({ path, expected, got }: { path: string; expected: string; got: unknown }): Evidence {
  return { kind: 'value', path, expected, got: writtenValue(got) };
}

/** One form for all ways to write a decimal or a date in extended JSON. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (!isPlainObject(value)) return value;
  const { $numberDecimal: decimal, $date: date, $numberLong: long } = value;
  if (Object.keys(value).length === 1) {
    if (typeof decimal === 'string') return { $numberDecimal: canonicalDecimal(decimal) ?? decimal };
    if (typeof long === 'string' && Number.isSafeInteger(Number(long))) return Number(long);
    if (typeof date === 'string' && !Number.isNaN(Date.parse(date))) return { $date: new Date(date).toISOString() };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normal(item)]));
}
