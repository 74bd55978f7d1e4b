/** One session of a script: a connection of its own, on which statements run one after the other, and may wait for locks. */
import type { Endpoint } from '../../engines/engine.ts';
import { runBounded } from './bounded-statement.ts';
import { namedColumns, type Column } from './column-types.ts';
import { connectPostgres, isConnectionError, isServerError } from './connection.ts';
import { errorMessage } from './server-error.ts';

/** Rows read of one result: more teach nothing in a script. */
const MAX_ROWS = 1_000;
/** Messages kept of one statement. */
const MAX_NOTICES = 20;

export type StatementResult =
  | { ok: true; columns: Column[]; rows: (string | null)[][]; /** Such as `UPDATE 3`. */ tag: string; /** Rows changed; null when the statement changes none by its nature. */ affected: number | null; notices: string[] }
  | { ok: false; sqlstate: string; message: string; /** Code points from 1 in the statement. */ position: string | undefined };

export interface ScriptSession {
  /** The server process behind it. */
  readonly pid: number;
  /** Whether a transaction is open, be it a failed one. */
  readonly inTransaction: boolean;
  /** Sends one statement. @throws BackbenchError SERVICE_UNREACHABLE, in the promise */
  run(statement: string): Promise<StatementResult>;
  close(): Promise<void>;
}

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function openScriptSession(endpoint: Endpoint, signal: AbortSignal): Promise<ScriptSession> {
  const connection = await connectPostgres(endpoint, { signal });
  const { client } = connection;
  let notices: string[] = [];
  client.on('notice', ({ severity, message }) => { if (notices.length < MAX_NOTICES) notices.push(`${severity ?? 'NOTICE'}: ${message ?? ''}`); });
  return {
    // Comes with the greeting; the type declarations leave it out.
    pid: (client as typeof client & { processID: number }).processID,
    get inTransaction() { return client.getTransactionStatus() !== 'I'; },
    run: (statement) => connection.run(signal, async () => {
      notices = [];
      try {
        const result = await runBounded(client, statement, MAX_ROWS);
        const columns = await namedColumns(client, result.fields);
        const affected = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(result.tag)?.[1];
        return { ok: true, columns, rows: result.rows, tag: result.tag, affected: affected === undefined ? null : Number(affected), notices };
      } catch (error) {
        // Cancelled because time is over, not refused.
        signal.throwIfAborted();
        if (!isServerError(error) || isConnectionError(error)) throw error;
        return { ok: false, sqlstate: error.code, message: errorMessage(error), position: error.position };
      }
    }),
    close: () => connection.close(),
  };
}
