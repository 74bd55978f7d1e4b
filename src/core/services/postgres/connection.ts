/**
 * One connection to PostgreSQL: opened with a deadline, given up with the signal. A statement that runs
 * when the signal fires is cancelled on the server, so that nothing goes on behind the learner's back.
 */
import { connect as connectSocket, Socket } from 'node:net';
import { Client } from 'pg';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';

/** Long enough for a busy laptop; a server that accepts connections at all answers in a few milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** What a cancelled statement gets to end by itself before its connection is cut. */
const CANCEL_GRACE_MS = 1_000;
/** Code of the cancel request, from the protocol's description of CancelRequest (1234 in the high half, 5678 in the low). */
const CANCEL_REQUEST_CODE = 80_877_102;

/** The facts that PostgreSQL gives with an error; https://www.postgresql.org/docs/current/protocol-error-fields.html */
export interface ServerError extends Error {
  /** SQLSTATE, five characters. */
  code: string;
  /** Characters (code points) from 1, in the statement. */
  position?: string;
  detail?: string;
  hint?: string;
  severity?: string;
}

export interface PostgresConnection {
  readonly client: Client;
  /**
   * Runs work on this connection. When the signal fires meanwhile, the running statement is cancelled and,
   * if that does not help, the connection is cut; then the signal's reason is thrown.
   */
  run<T>(signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T>;
  /** True once the connection is of no more use. */
  readonly closed: boolean;
  close(): Promise<void>;
}

/** True for an error that the server sent, as opposed to one of the connection. */
export function isServerError(error: unknown): error is ServerError {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
}

/**
 * True when the error says that the connection or the server is gone, whatever was asked.
 * Classes 08 (connection exception), 57P0x (shutdown), 53300 (too many connections), 28 (refused).
 */
export function isConnectionError(error: unknown): boolean {
  if (!isServerError(error)) return error instanceof Error && !(error instanceof BackbenchError);
  return /^(08|28|57P0|53300)/.test(error.code);
}

/** The error that everything here throws when PostgreSQL can't be talked to. */
export function unreachable(error: unknown): BackbenchError<'SERVICE_UNREACHABLE'> {
  const reason = error instanceof Error ? error.message : String(error);
  return new BackbenchError('SERVICE_UNREACHABLE', { service: 'postgres', reason, log: [] }, { cause: error });
}

/**
 * @param target where to, as whom
 * @param options `timeoutMs` for connecting, 5 s unless told
 * @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function connectPostgres(
  target: Endpoint,
  options: { signal: AbortSignal; timeoutMs?: number },
): Promise<PostgresConnection> {
  options.signal.throwIfAborted();
  const socket = new Socket();
  const client = new Client({
    host: target.host, port: target.port, user: target.user, password: target.password, database: target.database,
    // Named, so that no variable of the host's environment (PGSSLMODE, PGOPTIONS) takes part.
    ssl: false, options: '', application_name: 'backbench',
    stream: () => socket, connectionTimeoutMillis: options.timeoutMs ?? CONNECT_TIMEOUT_MS, keepAlive: true,
    // Cells are shown as the server wrote them.
    types: { getTypeParser: () => (value: string) => value },
  });
  let closed = false;
  client.on('error', () => { closed = true; });
  client.on('end', () => { closed = true; });
  const stop = (): void => { socket.destroy(abortError(options.signal)); };
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
  } catch (error) {
    socket.destroy();
    options.signal.throwIfAborted();
    throw unreachable(error);
  } finally {
    options.signal.removeEventListener('abort', stop);
  }
  return {
    client,
    get closed() { return closed; },
    run: (signal, work) => runCancellable(target, client, socket, signal, work),
    async close() {
      if (closed) return;
      closed = true;
      // end() says goodbye and waits for the other side; a frozen server never answers.
      const cut = setTimeout(() => { socket.destroy(); }, CANCEL_GRACE_MS);
      await client.end().catch(() => {});
      clearTimeout(cut);
    },
  };
}

/** Opens a connection, runs work on it and closes it. @throws as {@link connectPostgres} and work do */
export async function withPostgres<T>(target: Endpoint, signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await connectPostgres(target, { signal });
  try {
    return await connection.run(signal, work);
  } finally {
    await connection.close();
  }
}

async function runCancellable<T>(
  target: Endpoint, client: Client, socket: Socket, signal: AbortSignal, work: (client: Client) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let cut: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    cut = setTimeout(() => { socket.destroy(abortError(signal)); }, CANCEL_GRACE_MS);
    sendCancel(target, client);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(client);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BackbenchError || !isConnectionError(error)) throw error;
    throw unreachable(error);
  } finally {
    signal.removeEventListener('abort', cancel);
    clearTimeout(cut);
  }
}

/** Asks the server, on a connection of its own as the protocol wants it, to cancel what `client` runs. */
function sendCancel(target: Endpoint, client: Client): void {
  // Both come with the greeting; the type declarations leave them out.
  const { processID, secretKey } = client as Client & { processID: number | null; secretKey: number | null };
  if (processID === null || secretKey === null) return;
  const request = Buffer.alloc(16);
  request.writeInt32BE(16, 0);
  request.writeInt32BE(CANCEL_REQUEST_CODE, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  const socket = connectSocket({ host: target.host, port: target.port, timeout: CANCEL_GRACE_MS });
  socket.on('error', () => {}).on('timeout', () => { socket.destroy(); }).end(request);
}

function abortError(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
