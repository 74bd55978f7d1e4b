/** A script's session on MySQL or MariaDB. */
import type { Endpoint } from '../../engines/engine.ts';
import type { ScriptSession } from '../script-session.ts';
import type { BoundedResult } from './bounded-statement.ts';
import { namedColumns } from './column-types.ts';
import { connectMysql, isConnectionError, isServerError } from './connection.ts';
import { errorMessage, errorOffset } from './server-error.ts';
import { firstWord } from './sql-statements.ts';

/** Rows read of one result. Reading stops there with the connection, so this is far beyond what a script of a lab asks for. */
const MAX_ROWS = 100_000;
/** Rows kept: more teach nothing in a script. */
const KEPT_ROWS = 1_000;
const SYNTAX_ERROR = 1064;
/** ER_LOCK_WAIT_TIMEOUT; NOWAIT has it too. */
const LOCK_WAIT_TIMEOUT = 1205;
/** Statements whose nature it is to change rows. */
const CHANGING: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'LOAD', 'WITH']);

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function openScriptSession(endpoint: Endpoint, signal: AbortSignal): Promise<ScriptSession> {
  const connection = await connectMysql(endpoint, { signal });
  const session: ScriptSession = {
    pid: connection.threadId,
    run: (text) => connection.run(signal, async (client) => {
      const statement = { text, offset: 0 };
      try {
        const result = await client.bounded(text, MAX_ROWS);
        const columns = namedColumns(result.fields);
        const changes = columns.length === 0 && CHANGING.has(firstWord(statement));
        return { ok: true, columns, rows: result.rows.slice(0, KEPT_ROWS), tag: tagOf(result), affected: changes ? result.affected : null, notices: [] };
      } catch (error) {
        // Killed because time is over, not refused.
        signal.throwIfAborted();
        if (!isServerError(error) || isConnectionError(error)) throw error;
        return {
          ok: false, sqlstate: error.sqlState, number: error.errno, message: errorMessage(error), offset: errorOffset(error, statement) ?? 0,
          isSyntaxError: error.errno === SYNTAX_ERROR, lockTimedOut: error.errno === LOCK_WAIT_TIMEOUT,
        };
      }
    }),
    // Without a transaction it does nothing. A deadlock has ended the transaction already, a lock's time-out has not.
    rollBack: async () => { await session.run('ROLLBACK'); },
    close: () => connection.close(),
  };
  return session;
}

/** In the client's words. */
function tagOf({ affected, info, warnings }: BoundedResult): string {
  const rows = affected ?? 0;
  const told = warnings === 0 ? '' : `, ${String(warnings)} ${warnings === 1 ? 'warning' : 'warnings'}`;
  const counted = `Query OK, ${String(rows)} ${rows === 1 ? 'row' : 'rows'} affected${told}`;
  return info.trim() === '' ? counted : `${counted}\n${info.trim()}`;
}
