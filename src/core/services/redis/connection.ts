/** One connection to Redis, speaking RESP2 as redis-cli does, opened with a deadline and cut by the signal. */
import type { RedisArgument, TypeMapping } from '@redis/client';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';

/** Long enough for a busy laptop; a server that accepts connections at all answers in a few milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** RESP type of bulk strings (`$`), the ones that redis-cli puts in quotes. */
export const BLOB_STRING = 36;

export interface RedisConnection {
  /**
   * Sends one command. Commands sent without waiting are pipelined.
   * @throws RedisError, the server's error; BackbenchError SERVICE_UNREACHABLE; the signal's reason
   */
  send(command: readonly RedisArgument[], typeMapping?: TypeMapping): Promise<unknown>;
  /** Listens to a channel; the connection can do nothing else from then on. Resolves once Redis has taken it in. */
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  /** Tells every command that the server gets, as a line; the connection can do nothing else from then on. */
  monitor(listener: (line: string) => void): Promise<void>;
}

/** An error that the server replied, as opposed to one of the connection. Inside a list (of EXEC) it is a value. */
export class RedisError extends Error {}

/**
 * Opens a connection, runs work on it and closes it. The signal cuts the connection: Redis has no other way
 * to stop a command that blocks.
 * @param options `timeoutMs` for connecting, 5 s unless told
 * @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason; whatever work throws
 */
export async function withRedis<T>(
  endpoint: Endpoint,
  options: { signal: AbortSignal; timeoutMs?: number },
  work: (connection: RedisConnection) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  signal.throwIfAborted();
  // Loaded when first used: it takes longer to load than to answer.
  const { createClient, ErrorReply } = await import('@redis/client');
  const client = createClient({
    RESP: 2,
    socket: {
      host: endpoint.host, port: endpoint.port, connectTimeout: options.timeoutMs ?? CONNECT_TIMEOUT_MS, reconnectStrategy: false,
    },
    username: endpoint.user, password: endpoint.password, database: Number(endpoint.database),
    disableClientInfo: true, name: 'backbench',
    // The signal and the checks' deadlines limit commands; the library's own five seconds would be in the way.
    commandOptions: { timeout: 0 },
  });
  // Failures reach the caller through the promises below.
  client.on('error', () => {});
  const cut = (): void => { if (client.isOpen) client.destroy(); };
  const translate = (error: unknown): never => {
    signal.throwIfAborted();
    if (error instanceof ErrorReply) throw new RedisError(error.message);
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackbenchError('SERVICE_UNREACHABLE', { service: 'redis', reason, log: [] }, { cause: error });
  };
  const ours = (reply: unknown): unknown => {
    if (Array.isArray(reply)) return reply.map(ours);
    return reply instanceof ErrorReply ? new RedisError(reply.message) : reply;
  };
  signal.addEventListener('abort', cut, { once: true });
  try {
    await client.connect().catch((error: unknown) => {
      signal.throwIfAborted();
      // A refused password is a reply too, but here it means that there is no connection.
      throw new BackbenchError('SERVICE_UNREACHABLE', {
        service: 'redis', reason: error instanceof Error ? error.message : String(error), log: [],
      }, { cause: error });
    });
    return await work({
      send: (command, typeMapping) =>
        client.sendCommand([...command], typeMapping === undefined ? {} : { typeMapping }).then(ours, translate),
      subscribe: (channel, listener) => client.subscribe(channel, listener).catch(translate),
      monitor: async (listener) => {
        await client.MONITOR((line) => { listener(String(line)); }).catch(translate);
      },
    });
  } finally {
    signal.removeEventListener('abort', cut);
    cut();
  }
}
