/** The query panel for PostgreSQL: what psql would answer, as a table. Each run is a session of its own. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackbenchError } from '../../../shared/errors.ts';
import type { QueryResult } from '../../../shared/views.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { runBounded, type BoundedResult } from './bounded-statement.ts';
import { namedColumns } from './column-types.ts';
import { isConnectionError, isServerError, withPostgres } from './connection.ts';
import { queryFailed } from './server-error.ts';
import { sqlStatements, type SqlStatement } from './sql-statements.ts';

/** Messages that a statement may raise; a loop that raises one a row would fill the memory. */
const MOST_NOTICES = 200;

/** A connection that ends in an open transaction takes its changes with it; people who type BEGIN must be told. */
const LEFT_OPEN = 'The transaction was left open and has been rolled back: here, every run is a session of its own. '
  + 'Put BEGIN and COMMIT in one run, or use psql in the terminal.';

/**
 * @param text one or more statements; the last one's result is shown
 * @param limit rows to show at most
 * @throws BackbenchError QUERY_FAILED, QUERY_UNREADABLE, SERVICE_UNREACHABLE; the signal's reason
 */
export async function queryPostgres(endpoint: Endpoint, text: string, limit: number, signal: AbortSignal): Promise<QueryResult> {
  const statements = sqlStatements(text);
  if (statements.length === 0) throw new BackbenchError('QUERY_UNREADABLE', { message: 'There is no statement to run.' });
  return withPostgres(endpoint, signal, async (client) => {
    const notices: string[] = [];
    client.on('notice', (notice) => {
      if (notices.length < MOST_NOTICES) notices.push(`${notice.severity ?? 'NOTICE'}:  ${notice.message ?? ''}`);
    });
    const began = performance.now();
    let last: BoundedResult | null = null;
    for (const statement of statements) {
      signal.throwIfAborted();
      notices.length = 0;
      last = await runOne(client, statement, limit);
    }
    const ms = performance.now() - began;
    // Types' names can't be asked for in a transaction that failed, and needn't be: a failed one has thrown.
    const columns = last === null ? [] : await namedColumns(client, last.fields);
    if (client.getTransactionStatus() !== 'I') notices.push(LEFT_OPEN);
    if (last?.copied !== null && last?.copied !== undefined) return { kind: 'text', text: last.copied, cut: last.cut, ms };
    if (last !== null && columns.length > 0) return { kind: 'table', columns, rows: last.rows, cut: last.cut, ms };
    return { kind: 'done', text: [...notices, last?.tag ?? ''].filter((line) => line !== '').join('\n'), ms };
  });
}

async function runOne(client: Client, statement: SqlStatement, limit: number): Promise<BoundedResult> {
  try {
    if (statement.data === null) return await runBounded(client, statement.text, limit);
    const copy = client.query(copyFrom(statement.text));
    await pipeline(Readable.from([statement.data]), copy);
    return { fields: [], rows: [], cut: false, tag: `COPY ${String(copy.rowCount)}`, copied: null };
  } catch (error) {
    if (!isServerError(error)) throw error;
    throw isConnectionError(error) ? error : queryFailed(error, statement);
  }
}
