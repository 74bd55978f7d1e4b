/** A script's session on PostgreSQL. */
import type { Endpoint } from '../../engines/engine.ts';
import type { ScriptSession } from '../script-session.ts';
import { runBounded } from './bounded-statement.ts';
import { namedColumns } from './column-types.ts';
import { connectPostgres, isConnectionError, isServerError } from './connection.ts';
import { errorMessage } from './server-error.ts';
import { errorOffset } from './sql-statements.ts';

/** Rows read of one result: more teach nothing in a script. */
const MAX_ROWS = 1_000;
/** Messages kept of one statement. */
const MAX_NOTICES = 20;

const SYNTAX_ERROR = '42601';
/** lock_not_available: NOWAIT has it too, so the words decide. */
const LOCK_NOT_AVAILABLE = '55P03';

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function openScriptSession(endpoint: Endpoint, signal: AbortSignal): Promise<ScriptSession> {
  const connection = await connectPostgres(endpoint, { signal });
  const { client } = connection;
  let notices: string[] = [];
  client.on('notice', ({ severity, message }) => { if (notices.length < MAX_NOTICES) notices.push(`${severity ?? 'NOTICE'}: ${message ?? ''}`); });
  const session: ScriptSession = {
    // Comes with the greeting; the type declarations leave it out.
    pid: (client as typeof client & { processID: number }).processID,
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
        return {
          ok: false, sqlstate: error.code, number: null, message: `${error.code}: ${errorMessage(error)}`,
          offset: errorOffset({ text: statement, offset: 0 }, error.position), isSyntaxError: error.code === SYNTAX_ERROR && error.position !== undefined,
          lockTimedOut: error.code === LOCK_NOT_AVAILABLE && error.message.includes('timeout'),
        };
      }
    }),
    async rollBack() {
      if (client.getTransactionStatus() !== 'I') await session.run('ROLLBACK');
    },
    close: () => connection.close(),
  };
  return session;
}
