/** A connection of the data panel to PostgreSQL: runs what the learner typed, as psql would, with results of any size. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackbenchError } from '../../../shared/errors.ts';
import type { TransactionState } from '../../../shared/data-views.ts';
import type { Endpoint } from '../../engines/engine.ts';
import type { RowSink, SqlOutcome, SqlSession } from '../sql-access.ts';
import { connectPostgres, isConnectionError, isServerError, unreachable } from './connection.ts';
import { resultColumns } from './result-columns.ts';
import { queryFailed } from './server-error.ts';
import { sqlStatements, type SqlStatement } from './sql-statements.ts';
import { runStreamed, type BatchTaker, type StreamedResult } from './streamed-statement.ts';

/** Messages that a statement may raise; a loop that raises one a row would fill the memory. */
const MOST_NOTICES = 200;

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function openPostgresSession(endpoint: Endpoint, signal: AbortSignal): Promise<SqlSession> {
  const connection = await connectPostgres(endpoint, { signal });
  const { client } = connection;
  let notices: string[] = [];
  client.on('notice', (notice) => {
    if (notices.length < MOST_NOTICES) notices.push(`${notice.severity ?? 'NOTICE'}:  ${notice.message ?? ''}`);
  });
  // Comes with the greeting; the type declarations leave it out.
  const { processID } = client as Client & { processID: number | null };
  /** Ends a lost connection's use, so that the next run opens another. */
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isServerError(error) && isConnectionError(error)) await connection.close();
      throw error;
    }
  };
  return {
    pid: processID ?? 0,
    get closed() { return connection.closed; },
    run: (text, sink, running) => guarded(async () => {
      const statements = sqlStatements(text);
      if (statements.length === 0) throw new BackbenchError('QUERY_UNREADABLE', { message: 'There is no statement to run.' });
      return connection.run(running, async () => {
        let last: StreamedResult = { fields: [], cut: false, tag: '', copied: null };
        for (const [at, statement] of statements.entries()) {
          running.throwIfAborted();
          notices = [];
          last = await runOne(client, statement, at === statements.length - 1 ? toSink(sink) : NOBODY);
        }
        return outcome(client, last, notices, sink);
      });
    }),
    async transaction(asking) {
      if (connection.closed) return 'none';
      // An error is told before the server is ready again; this waits until it is.
      await connection.run(asking, () => client.query('')).catch((error: unknown) => { throw isServerError(error) ? unreachable(error) : error; });
      return stateOf(client);
    },
    close: () => connection.close(),
  };
}

/** Takes the results of the statements before the last one, which nobody sees. */
const NOBODY: BatchTaker = { fields: () => undefined, rows: () => Promise.resolve(true) };

const toSink = (sink: RowSink): BatchTaker => ({
  fields: (fields) => { sink.columns(fields.map(({ name }) => ({ name, type: '', from: null }))); },
  rows: (rows) => sink.rows(rows),
});

async function outcome(client: Client, last: StreamedResult, notices: readonly string[], sink: RowSink): Promise<SqlOutcome> {
  // In a transaction that failed the server answers nothing; a statement that brought rows has not failed.
  const known = last.fields.length > 0 ? await resultColumns(client, last.fields) : null;
  if (known !== null) sink.columns(known.columns);
  return {
    cut: last.cut, text: [...notices, last.tag].filter((line) => line !== '').join('\n'), copied: last.copied,
    transaction: stateOf(client), editable: known?.editable ?? null, readOnly: known?.readOnly ?? null,
  };
}

function stateOf(client: Client): TransactionState {
  const status = client.getTransactionStatus();
  return status === 'T' ? 'open' : status === 'E' ? 'failed' : 'none';
}

async function runOne(client: Client, statement: SqlStatement, taker: BatchTaker): Promise<StreamedResult> {
  try {
    if (statement.data === null) return await runStreamed(client, statement.text, taker);
    const copy = client.query(copyFrom(statement.text));
    await pipeline(Readable.from([statement.data]), copy);
    return { fields: [], cut: false, tag: `COPY ${String(copy.rowCount)}`, copied: null };
  } catch (error) {
    if (!isServerError(error)) throw error;
    throw isConnectionError(error) ? error : queryFailed(error, statement);
  }
}
