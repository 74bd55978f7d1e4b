/** The query panel for MySQL: what the client would answer, as a table. Each run is a session of its own. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { QueryResult } from '../../../shared/views.ts';
import type { Endpoint } from '../../engines/engine.ts';
import type { BoundedResult } from './bounded-statement.ts';
import { namedColumns } from './column-types.ts';
import { isConnectionError, isServerError, withMysql, type MysqlClient } from './connection.ts';
import { queryFailed } from './server-error.ts';
import { sqlStatements, type SqlStatement } from './sql-statements.ts';
import { done, warnings } from './statement-words.ts';

/** A connection that ends in an open transaction takes its changes with it; people who type START TRANSACTION must be told. */
const LEFT_OPEN = 'The transaction was left open and has been rolled back: here, every run is a session of its own. '
  + 'Put START TRANSACTION and COMMIT in one run, or use mysql in the terminal.';

/**
 * @param text one or more statements; the last one's result is shown
 * @param limit rows to show at most
 * @throws BackbenchError QUERY_FAILED, QUERY_UNREADABLE, SERVICE_UNREACHABLE; the signal's reason
 */
export async function queryMysql(endpoint: Endpoint, text: string, limit: number, signal: AbortSignal): Promise<QueryResult> {
  const statements = sqlStatements(text);
  if (statements.length === 0) throw new BackbenchError('QUERY_UNREADABLE', { message: 'There is no statement to run.' });
  return withMysql(endpoint, signal, async (client) => {
    const began = performance.now();
    let last: BoundedResult | null = null;
    for (const statement of statements) {
      signal.throwIfAborted();
      last = await runOne(client, statement, limit);
    }
    const ms = performance.now() - began;
    const columns = last === null ? [] : namedColumns(last.fields);
    if (last !== null && columns.length > 0) return { kind: 'table', columns, rows: last.rows, cut: last.cut, ms };
    const notices = last === null || last.warnings === 0 ? [] : await warnings(client);
    if ((await client.bounded('DO 0', 1)).inTransaction) notices.push(LEFT_OPEN);
    return { kind: 'done', text: [...notices, last === null ? '' : done(last)].filter((line) => line !== '').join('\n'), ms };
  });
}

async function runOne(client: MysqlClient, statement: SqlStatement, limit: number): Promise<BoundedResult> {
  try {
    return await client.bounded(statement.text, limit);
  } catch (error) {
    if (!isServerError(error) || isConnectionError(error)) throw error;
    throw queryFailed(error, statement);
  }
}
