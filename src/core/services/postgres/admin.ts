/** The maintenance role's connection: opened when it is needed, kept for a while, opened again after a restart. */
import type { Endpoint } from '../../engines/engine.ts';
import { connectPostgres, isConnectionError, type PostgresConnection } from './connection.ts';
import { asAdmin } from './names.ts';

/** After this long without work the connection is given back, so that an idle lab shows none of ours. */
const IDLE_MS = 10_000;

export interface Admin {
  /**
   * Runs SQL, one or several statements, as the maintenance role; one call at a time.
   * @returns the rows of the last statement, cells as text
   * @throws the server's error; BackbenchError SERVICE_UNREACHABLE; the signal's reason
   */
  run(sql: string, signal: AbortSignal): Promise<Record<string, string | null>[]>;
  close(): Promise<void>;
}

/** Tries of a statement that met a database in the moment of its end. */
const LOST_TRIES = 5;
/** As the server says it of a database that was there when the statement began. One that never was is told by its name. */
const lostDatabase = (error: unknown): boolean => error instanceof Error && /^database with OID \d+ does not exist$/.test(error.message);

/** @param endpoint the learner's endpoint, asked anew for every connection */
export function createAdmin(endpoint: () => Endpoint): Admin {
  let connection: PostgresConnection | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const drop = async (): Promise<void> => {
    const old = connection;
    connection = null;
    await old?.close();
  };
  const attempt = async (sql: string, signal: AbortSignal, times = 1): Promise<Record<string, string | null>[]> => {
    if (connection?.closed === true) connection = null;
    const reused = connection !== null;
    try {
      connection ??= await connectPostgres(asAdmin(endpoint()), { signal });
      return await connection.run(signal, async (client) => {
        const reply: unknown = await client.query(sql);
        const last: unknown = Array.isArray(reply) ? reply.at(-1) : reply;
        return (last as { rows: Record<string, string | null>[] }).rows;
      });
    } catch (error) {
      const gone = connection?.closed !== false || isConnectionError(error);
      if (gone || signal.aborted) await drop();
      // A kept connection may have died unnoticed, with the server that restarted: once more, on a new one.
      if (gone && reused && !signal.aborted) return attempt(sql, signal);
      if (lostDatabase(error) && !sql.startsWith('BEGIN') && times < LOST_TRIES) return attempt(sql, signal, times + 1);
      throw error;
    }
  };
  return {
    run(sql, signal) {
      clearTimeout(idle);
      const result = queue.then(() => attempt(sql, signal));
      queue = result.catch(() => {}).then(() => {
        clearTimeout(idle);
        idle = setTimeout(() => void drop(), IDLE_MS).unref();
      });
      return result;
    },
    async close() {
      await queue;
      clearTimeout(idle);
      await drop();
    },
  };
}
