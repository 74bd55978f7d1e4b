/** Answers a question about the data without changing anything: what the sql checks of MySQL stand on. */
import { isCode } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import type { ReadOnlyFailure, ReadOnlyResult } from '../read-only-result.ts';
import { namedColumns } from './column-types.ts';
import { isConnectionError, isServerError, withMysql, type MysqlClient } from './connection.ts';
import { errorMessage, errorOffset } from './server-error.ts';
import { firstWord, sqlStatements, type SqlStatement } from './sql-statements.ts';

/** Cannot execute statement in a READ ONLY transaction; the server's option --read-only prevents it. */
const READ_ONLY_ERRORS: ReadonlySet<number> = new Set([1792, 1290]);
/** Statement timeout: MariaDB's, MySQL's. Interrupted: what SLEEP makes of it. */
const TIMEOUT_ERRORS: ReadonlySet<number> = new Set([1969, 3024, 1317]);
/** What could end the read-only transaction and go on outside it, or change the connection or its user. */
const NO_QUESTION: ReadonlySet<string> = new Set([
  'ALTER', 'BEGIN', 'CALL', 'COMMIT', 'CREATE', 'DROP', 'EXECUTE', 'FLUSH', 'GRANT', 'KILL', 'LOAD', 'LOCK', 'PREPARE', 'RENAME', 'RESET',
  'REVOKE', 'ROLLBACK', 'SAVEPOINT', 'SET', 'START', 'UNLOCK', 'USE', 'XA',
]);

/**
 * Runs one statement in a read-only transaction that is rolled back, as the endpoint's user.
 * @param options `timeoutMs` the longest the statement may run; `maxRows` the most rows to read
 * @returns the rows, or why there are none: the learner's statement is at fault, not the lab
 * @throws BackbenchError SERVICE_UNREACHABLE when the server does not answer; the signal's reason
 */
export async function readOnlyQuery(
  endpoint: Endpoint, sql: string, options: { timeoutMs: number; maxRows: number; signal: AbortSignal },
): Promise<ReadOnlyResult> {
  const statement = singleQuestion(sql);
  if ('ok' in statement) return statement;
  return withMysql(endpoint, options.signal, (client) => runReadOnly(client, statement, options));
}

/** The one statement of a text, or why it is none that only asks. */
export function singleQuestion(sql: string): SqlStatement | ReadOnlyFailure {
  let statements: SqlStatement[];
  try {
    statements = sqlStatements(sql);
  } catch (error) {
    if (!isCode(error, 'QUERY_UNREADABLE')) throw error;
    const { message, position } = error.details;
    return { ok: false, reason: 'query-failed', message, ...(position === undefined ? {} : { position }) };
  }
  const [statement, second] = statements;
  if (statement === undefined) return { ok: false, reason: 'empty', message: 'There is no statement here.' };
  if (second !== undefined) {
    return { ok: false, reason: 'more-than-one-statement', message: 'There is more than one statement.', position: second.offset + 1 };
  }
  if (NO_QUESTION.has(firstWord(statement))) {
    return { ok: false, reason: 'not-read-only', message: `${firstWord(statement)} is more than a question.`, position: statement.offset + 1 };
  }
  return statement;
}

/** Begins a transaction that changes nothing, with a limit on the time of its statements. */
export async function startReadOnly(client: MysqlClient, limitMs: number): Promise<void> {
  const timeoutMs = Math.max(1, Math.round(limitMs));
  // MariaDB limits every statement, MySQL only SELECT: others are short here, or refused.
  await client.rows(client.isMariaDb ? `SET SESSION max_statement_time = ${String(timeoutMs / 1000)}` : `SET SESSION max_execution_time = ${String(timeoutMs)}`);
  await client.rows('SET SESSION TRANSACTION READ ONLY');
  await client.rows('START TRANSACTION READ ONLY');
}

/** What the server has against a statement in such a transaction. @throws the error when it is none of the server's */
export function readOnlyFailure(error: unknown, statement: SqlStatement): ReadOnlyFailure {
  if (!isServerError(error) || isConnectionError(error)) throw error;
  const offset = errorOffset(error, statement);
  return {
    ok: false,
    reason: READ_ONLY_ERRORS.has(error.errno) ? 'not-read-only' : TIMEOUT_ERRORS.has(error.errno) ? 'query-timeout' : 'query-failed',
    message: errorMessage(error),
    ...(offset === null ? {} : { position: offset + 1 }),
  };
}

async function runReadOnly(
  client: MysqlClient, statement: SqlStatement, options: { timeoutMs: number; maxRows: number },
): Promise<ReadOnlyResult> {
  await startReadOnly(client, options.timeoutMs);
  try {
    const result = await client.bounded(statement.text, options.maxRows);
    return { ok: true, columns: namedColumns(result.fields), rows: result.rows, cut: result.cut };
  } catch (error) {
    return readOnlyFailure(error, statement);
  } finally {
    // Closing the connection would do it too; this way nothing of it is left when the caller goes on.
    if (!client.closed) await client.rows('ROLLBACK').catch(() => {});
  }
}
