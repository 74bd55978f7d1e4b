/** A connection of the data panel to MySQL: runs what the learner typed, as the client would, with results of any size. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { TransactionState } from '../../../shared/data-views.ts';
import type { Endpoint } from '../../engines/engine.ts';
import type { RowSink, SqlOutcome, SqlSession } from '../sql-access.ts';
import { connectMysql, isConnectionError, isServerError, unreachable, withMysql, type MysqlClient, type MysqlConnection } from './connection.ts';
import { describedColumns, editableTable } from './result-columns.ts';
import { queryFailed } from './server-error.ts';
import { sqlStatements, type SqlStatement } from './sql-statements.ts';
import type { BatchTaker, StreamedResult } from './streamed-statement.ts';
import { done, warnings } from './statement-words.ts';

/** What a killed statement gets to end by itself before its connection is given up. */
const CANCEL_GRACE_MS = 1_000;

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function openMysqlSession(endpoint: Endpoint, signal: AbortSignal): Promise<SqlSession> {
  const connection = await connectMysql(endpoint, { signal });
  const { client } = connection;
  const pid = Number((await client.rows('SELECT CONNECTION_ID()'))[0]?.[0] ?? 0);
  return {
    pid,
    get closed() { return client.closed; },
    async run(text, sink, running) {
      const statements = sqlStatements(text);
      if (statements.length === 0) throw new BackbenchError('QUERY_UNREADABLE', { message: 'There is no statement to run.' });
      return killable({ endpoint, connection, pid }, running, async (endRows) => {
        let last: StreamedResult | null = null;
        for (const [at, statement] of statements.entries()) {
          running.throwIfAborted();
          last = await runOne(client, statement, at === statements.length - 1 ? toSink(sink, endRows) : NOBODY);
        }
        return outcome(client, last, sink);
      });
    },
    async transaction() {
      return client.closed ? 'none' : stateOf(client);
    },
    close: () => connection.close(),
  };
}

/** The session that keeps a lock which another waits for. Empty where the learner may not be told. */
export async function mysqlBlockers(endpoint: Endpoint, pid: number, signal: AbortSignal): Promise<readonly number[]> {
  return withMysql(endpoint, signal, async (client) => {
    const rows = await client.rows(`SELECT b.trx_mysql_thread_id FROM information_schema.INNODB_LOCK_WAITS w
      JOIN information_schema.INNODB_TRX r ON r.trx_id = w.requesting_trx_id
      JOIN information_schema.INNODB_TRX b ON b.trx_id = w.blocking_trx_id WHERE r.trx_mysql_thread_id = ${String(pid)}`);
    return rows.map(([by]) => Number(by));
  });
}

/** Takes the results of the statements before the last one, which nobody sees. */
const NOBODY: BatchTaker = { fields: () => undefined, rows: () => Promise.resolve(true) };

const toSink = (sink: RowSink, endRows: () => Promise<void>): BatchTaker => ({
  fields: (fields) => { sink.columns(describedColumns(fields)); },
  async rows(rows) {
    const more = await sink.rows(rows);
    // Resolves when the statement was told to end, so that the next one is not meant.
    if (!more) await endRows();
    return more;
  },
});

async function outcome(client: MysqlClient, last: StreamedResult | null, sink: RowSink): Promise<SqlOutcome> {
  const fields = last?.fields ?? [];
  if (fields.length > 0) sink.columns(describedColumns(fields));
  const notices = fields.length > 0 || last === null || last.warnings === 0 ? [] : await warnings(client);
  return {
    cut: last?.cut === true, text: [...notices, last === null || fields.length > 0 ? '' : done(last)].filter((line) => line !== '').join('\n'),
    copied: null, transaction: await stateOf(client), ...(fields.length > 0 ? await editableTable(client, fields) : { editable: null, readOnly: null }),
  };
}

/** The server says it with every statement that returns no rows. */
async function stateOf(client: MysqlClient): Promise<TransactionState> {
  return (await client.bounded('DO 0', 1)).inTransaction ? 'open' : 'none';
}

async function runOne(client: MysqlClient, statement: SqlStatement, taker: BatchTaker): Promise<StreamedResult> {
  try {
    return await client.streamed(statement.text, taker);
  } catch (error) {
    if (!isServerError(error) || isConnectionError(error)) throw error;
    throw queryFailed(error, statement);
  }
}

/**
 * Runs work; the statement alone is killed on the server when the signal fires, or when work wants no more rows.
 * A connection whose statement does not end then is given up.
 */
async function killable(
  { endpoint, connection, pid }: { endpoint: Endpoint; connection: MysqlConnection; pid: number }, signal: AbortSignal,
  work: (endRows: () => Promise<void>) => Promise<SqlOutcome>,
): Promise<SqlOutcome> {
  signal.throwIfAborted();
  let given: NodeJS.Timeout | undefined;
  const kill = async (): Promise<void> => {
    await withMysql({ ...endpoint, database: '' }, AbortSignal.timeout(CANCEL_GRACE_MS), (other) => other.rows(`KILL QUERY ${String(pid)}`))
      // A statement that has ended needs no kill; one that runs on is given up with its connection.
      .catch(() => undefined);
  };
  const givenUp = Promise.withResolvers<never>();
  givenUp.promise.catch(() => undefined);
  const stop = (): void => {
    void kill();
    given = setTimeout(() => {
      connection.destroy();
      givenUp.reject(signal.reason as Error);
    }, CANCEL_GRACE_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(kill), givenUp.promise]);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BackbenchError || !isConnectionError(error)) throw error;
    throw unreachable(error);
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(given);
  }
}
