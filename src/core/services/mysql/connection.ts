/**
 * One connection to MySQL or MariaDB: opened with a deadline, given up with the signal. A statement that runs when
 * the signal fires is killed on the server, so that nothing goes on behind the learner's back.
 */
import type { Connection, ConnectionOptions } from 'mysql2';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { runBounded, type BoundedResult } from './bounded-statement.ts';
import { runStreamed, type BatchTaker, type StreamedResult } from './streamed-statement.ts';

/** Long enough for a busy laptop; a server that accepts connections at all answers in a few milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** What saying goodbye, or killing a statement, may take before the connection is cut. */
const END_GRACE_MS = 1_000;
/** Rows of a maintenance statement; catalogues of a lab are far smaller. */
const MOST_ROWS = 100_000;

/** The facts that the server gives with an error. */
export interface ServerError extends Error {
  /** Such as 1146; https://mariadb.com/kb/en/mariadb-error-codes/ */
  errno: number;
  /** SQLSTATE, five characters. */
  sqlState: string;
  sqlMessage: string;
}

export interface MysqlClient {
  /** One statement with a limit on the rows that are read. @throws the server's error */
  bounded(sql: string, maxRows: number): Promise<BoundedResult>;
  /** One statement whose rows are taken in batches. @throws the server's error; what the taker throws */
  streamed(sql: string, taker: BatchTaker): Promise<StreamedResult>;
  /** One statement. @returns its rows, cells as text. @throws the server's error */
  rows(sql: string): Promise<(string | null)[][]>;
  /** True when this is MariaDB, false for MySQL. */
  readonly isMariaDb: boolean;
  /** True once the connection is of no more use. */
  readonly closed: boolean;
}

export interface MysqlConnection {
  readonly client: MysqlClient;
  /** The server's number for this connection. */
  readonly threadId: number;
  /**
   * Runs work on this connection. When the signal fires meanwhile, the running statement is killed and the
   * connection with it; then the signal's reason is thrown.
   */
  run<T>(signal: AbortSignal, work: (client: MysqlClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** Cuts it at once. */
  destroy(): void;
}

/** True for an error that the server sent, as opposed to one of the connection. */
export function isServerError(error: unknown): error is ServerError {
  return error instanceof Error && 'sqlState' in error && typeof error.sqlState === 'string' && 'errno' in error && Number(error.errno) > 0;
}

/** Errors of a statement that mean the end of its connection: the server shuts down, or somebody killed the connection. */
const ENDING_ERRORS: ReadonlySet<number> = new Set([1053, 1927]);

/** True when the error says that the connection or the server is gone, whatever was asked. */
export function isConnectionError(error: unknown): boolean {
  if (!isServerError(error)) return error instanceof Error && !(error instanceof BackbenchError);
  return ENDING_ERRORS.has(error.errno);
}

/** The error that everything here throws when the server can't be talked to. */
export function unreachable(error: unknown): BackbenchError<'SERVICE_UNREACHABLE'> {
  const reason = error instanceof Error ? error.message : String(error);
  return new BackbenchError('SERVICE_UNREACHABLE', { service: 'mysql', reason, log: [] }, { cause: error });
}

/**
 * @param target where to, as whom; an empty database name for none
 * @param options `timeoutMs` for connecting, 5 s unless told
 * @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function connectMysql(target: Endpoint, options: { signal: AbortSignal; timeoutMs?: number }): Promise<MysqlConnection> {
  options.signal.throwIfAborted();
  // Loaded when first used: it takes longer to load than to answer.
  const { createConnection } = await import('mysql2');
  options.signal.throwIfAborted();
  const connection = createConnection(settings(target, options.timeoutMs ?? CONNECT_TIMEOUT_MS));
  let closed = false;
  // Failures reach the caller through the promises below.
  connection.on('error', () => { closed = true; });
  connection.on('end', () => { closed = true; });
  const connected = Promise.withResolvers<void>();
  const stop = (): void => { connected.reject(options.signal.reason as Error); };
  options.signal.addEventListener('abort', stop, { once: true });
  connection.connect((error) => {
    if (error === null) connected.resolve();
    else connected.reject(error);
  });
  try {
    await connected.promise;
  } catch (error) {
    connection.destroy();
    options.signal.throwIfAborted();
    throw unreachable(error);
  } finally {
    options.signal.removeEventListener('abort', stop);
  }
  const client = clientOf(connection, { is: () => closed, set: () => { closed = true; } });
  const run: MysqlConnection['run'] = (signal, work) => runKillable(target, connection, client, signal, work);
  // The server's own collation for utf8mb4, as the client `mysql` has it; the protocol could only name an old one.
  await run(options.signal, () => client.rows('SET NAMES utf8mb4')).catch((error: unknown) => {
    connection.destroy();
    throw error;
  });
  return {
    client,
    threadId: connection.threadId ?? 0,
    run,
    async close() {
      if (closed) return;
      closed = true;
      const ended = Promise.withResolvers<void>();
      const cut = setTimeout(() => { ended.resolve(); }, END_GRACE_MS);
      connection.end(() => { ended.resolve(); });
      await ended.promise;
      clearTimeout(cut);
      connection.destroy();
    },
    destroy() {
      closed = true;
      connection.destroy();
    },
  };
}

/** Opens a connection, runs work on it and closes it. @throws as {@link connectMysql} and work do */
export async function withMysql<T>(target: Endpoint, signal: AbortSignal, work: (client: MysqlClient) => Promise<T>): Promise<T> {
  const connection = await connectMysql(target, { signal });
  try {
    return await connection.run(signal, work);
  } finally {
    await connection.close();
  }
}

function settings(target: Endpoint, timeoutMs: number): ConnectionOptions {
  return {
    host: target.host, port: target.port, user: target.user, password: target.password, connectTimeout: timeoutMs,
    ...(target.database === '' ? {} : { database: target.database }),
    charset: 'utf8mb4', rowsAsArray: true,
    // As the client `mysql` does it: rows that were changed are counted, not those that were found.
    flags: ['-FOUND_ROWS', '-LOCAL_FILES'],
    // Cells are decoded where their column is known, see bounded-statement.ts.
    typeCast: (field) => field.buffer(),
  };
}

function clientOf(connection: Connection, closed: { is(): boolean; set(): void }): MysqlClient {
  // Comes with the greeting; the type declarations leave it out.
  const greeting = (connection as Connection & { _handshakePacket?: { serverVersion?: string } })._handshakePacket;
  const bounded: MysqlClient['bounded'] = async (sql, maxRows) => {
    const result = await runBounded(connection, sql, maxRows);
    if (result.cut) closed.set();
    return result;
  };
  return {
    bounded,
    streamed: (sql, taker) => runStreamed(connection, sql, taker),
    rows: async (sql) => (await bounded(sql, MOST_ROWS)).rows,
    isMariaDb: /mariadb/i.test(greeting?.serverVersion ?? ''),
    get closed() { return closed.is(); },
  };
}

async function runKillable<T>(
  target: Endpoint, connection: Connection, client: MysqlClient, signal: AbortSignal, work: (client: MysqlClient) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const kills: Promise<void>[] = [];
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {});
  const stop = (): void => {
    kills.push(kill(target, connection.threadId).then(() => {
      connection.destroy();
      aborted.reject(signal.reason as Error);
    }));
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(client), aborted.promise]);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BackbenchError || !isConnectionError(error)) throw error;
    throw unreachable(error);
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.all(kills);
  }
}

/** Ends a connection and what it runs, on a second one as the server wants it. A server that is gone needs no kill. */
async function kill(target: Endpoint, thread: number | null): Promise<void> {
  if (thread === null) return;
  const limit = AbortSignal.timeout(END_GRACE_MS);
  try {
    const connection = await connectMysql({ ...target, database: '' }, { signal: limit, timeoutMs: END_GRACE_MS });
    try {
      await Promise.race([
        connection.client.rows(`KILL ${String(thread)}`),
        new Promise((resolve) => { limit.addEventListener('abort', resolve, { once: true }); }),
      ]);
    } finally {
      await connection.close();
    }
  } catch {
    // Its connection is cut all the same.
  }
}
