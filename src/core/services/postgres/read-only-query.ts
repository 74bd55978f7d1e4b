/** Answers a question about the data without changing anything: what the sql checks stand on. */
import type { Client } from 'pg';
import { isCode } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import type { ReadOnlyFailure, ReadOnlyResult } from '../read-only-result.ts';
import { runBounded } from './bounded-statement.ts';
import { isConnectionError, isServerError, withPostgres } from './connection.ts';
import { namedColumns } from './column-types.ts';
import { errorMessage } from './server-error.ts';
import { errorOffset, sqlStatements, type SqlStatement } from './sql-statements.ts';

/** SQLSTATE read_only_sql_transaction. */
const READ_ONLY = '25006';
/** SQLSTATE query_canceled: here only by statement_timeout, since an abort throws the signal's reason. */
const CANCELED = '57014';

/**
 * Runs one statement in a read-only transaction that is rolled back, as the endpoint's user.
 * @param options `timeoutMs` the longest the statement may run; `maxRows` the most rows to read
 * @returns the rows, or why there are none: the learner's statement is at fault, not the lab
 * @throws BackbenchError SERVICE_UNREACHABLE when the server does not answer; the signal's reason
 */
export async function readOnlyQuery(
  endpoint: Endpoint,
  sql: string,
  options: { timeoutMs: number; maxRows: number; signal: AbortSignal },
): Promise<ReadOnlyResult> {
  const statement = singleStatement(sql);
  if ('ok' in statement) return statement;
  return withPostgres(endpoint, options.signal, (client) => runReadOnly(client, statement, options));
}

/** The one statement of a text, or why it can't be run as one. */
export function singleStatement(sql: string): SqlStatement | ReadOnlyFailure {
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
  if (second === undefined) return statement;
  return { ok: false, reason: 'more-than-one-statement', message: 'There is more than one statement.', position: second.offset + 1 };
}

/** The server's answer to a statement in a read-only transaction with a timeout. @throws every other error */
export function readOnlyFailure(error: unknown, statement: SqlStatement): ReadOnlyFailure {
  if (!isServerError(error) || isConnectionError(error)) throw error;
  return {
    ok: false,
    reason: error.code === READ_ONLY ? 'not-read-only' : error.code === CANCELED ? 'query-timeout' : 'query-failed',
    message: errorMessage(error),
    ...(error.position === undefined ? {} : { position: errorOffset(statement, error.position) + 1 }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}

async function runReadOnly(
  client: Client, statement: SqlStatement, options: { timeoutMs: number; maxRows: number },
): Promise<ReadOnlyResult> {
  await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${String(Math.max(1, Math.round(options.timeoutMs)))}`);
  try {
    const result = await runBounded(client, statement.text, options.maxRows);
    const columns = await namedColumns(client, result.fields);
    return { ok: true, columns, rows: result.rows, cut: result.cut };
  } catch (error) {
    return readOnlyFailure(error, statement);
  } finally {
    // Closing the connection would do it too; this way nothing of it is left when the caller goes on.
    await client.query('ROLLBACK').catch(() => {});
  }
}
