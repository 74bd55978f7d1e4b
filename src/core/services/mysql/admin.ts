/** Root's connection: opened when it is needed, kept for a while, opened again after a restart. */
import type { Endpoint } from '../../engines/engine.ts';
import { connectMysql, type MysqlClient, type MysqlConnection } from './connection.ts';
import { asAdmin } from './names.ts';

/** After this long without work the connection is given back, so that an idle lab shows none of ours. */
const IDLE_MS = 10_000;

export interface Admin {
  /**
   * Does work as root, on a connection that answers; one piece of work at a time.
   * @throws whatever work throws; BackbenchError SERVICE_UNREACHABLE; the signal's reason
   */
  use<T>(signal: AbortSignal, work: (client: MysqlClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @param endpoint the learner's endpoint, asked anew for every connection */
export function createAdmin(endpoint: () => Endpoint): Admin {
  let connection: MysqlConnection | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const drop = async (): Promise<void> => {
    const old = connection;
    connection = null;
    await old?.close();
  };
  /** A kept connection may have died unnoticed, with the server that restarted. */
  const living = async (signal: AbortSignal): Promise<MysqlConnection> => {
    if (connection !== null && !connection.client.closed) {
      const answers = await connection.run(signal, (client) => client.rows('SELECT 1')).then(() => true, () => false);
      if (answers) return connection;
    }
    await drop();
    signal.throwIfAborted();
    connection = await connectMysql(asAdmin(endpoint()), { signal });
    await connection.run(signal, prepareSession);
    return connection;
  };
  return {
    use(signal, work) {
      clearTimeout(idle);
      const result = queue.then(async () => (await living(signal)).run(signal, work));
      queue = result.catch(() => {}).then(async () => {
        // Killed with the signal: of no more use.
        if (signal.aborted) await drop();
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

/** Longest wait for a table that somebody holds, in seconds: by then everybody has been sent away twice. */
const LOCK_WAIT_S = 5;

/** Names and texts mean the same whatever the lab's server is set to, and copies may be made in any order. */
async function prepareSession(client: MysqlClient): Promise<void> {
  await client.rows(`SET SESSION sql_mode = '', foreign_key_checks = 0, unique_checks = 0, lock_wait_timeout = ${String(LOCK_WAIT_S)}`);
  // Copying reads what is committed and locks none of it.
  await client.rows('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
}
