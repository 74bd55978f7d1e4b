/** One connection to MongoDB, or what stands in for it: opened with a deadline, closed by the signal. */
import type { Db, MongoClient } from 'mongodb';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';

/** Long enough for a busy laptop; a server that accepts connections at all answers in a few milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** The database that holds the user, in the official image and in ours. */
export const AUTH_DATABASE = 'admin';

/**
 * Opens a connection, runs work on the endpoint's database and closes the connection.
 * The signal closes it at once; a server that sees its client gone stops what it does for it.
 * @throws BackbenchError SERVICE_UNREACHABLE; QUERY_FAILED with the server's message; the signal's reason; whatever work throws
 */
export async function withMongo<T>(
  endpoint: Endpoint, signal: AbortSignal, work: (db: Db, client: MongoClient) => Promise<T>, options: { timeoutMs?: number } = {},
): Promise<T> {
  signal.throwIfAborted();
  const timeoutMs = options.timeoutMs ?? CONNECT_TIMEOUT_MS;
  // Loaded when first used: it takes longer to load than to answer.
  const { MongoClient, MongoError, MongoNetworkError, MongoServerSelectionError } = await import('mongodb');
  const client = new MongoClient(`mongodb://${endpoint.host}:${String(endpoint.port)}/`, {
    auth: { username: endpoint.user, password: endpoint.password }, authSource: AUTH_DATABASE,
    directConnection: true, appName: 'backbench', serverSelectionTimeoutMS: timeoutMs, connectTimeoutMS: timeoutMs,
    maxPoolSize: 2, retryReads: false, retryWrites: false, ignoreUndefined: true,
  });
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {});
  const stop = (): void => {
    aborted.reject(signal.reason as Error);
    void client.close().catch(() => {});
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([client.connect().then(() => work(client.db(endpoint.database), client)), aborted.promise]);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BackbenchError || !(error instanceof MongoError)) throw error;
    if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError || isRefused(error)) {
      throw new BackbenchError('SERVICE_UNREACHABLE', { service: 'mongo', reason: error.message, log: [] }, { cause: error });
    }
    throw queryFailed(error);
  } finally {
    signal.removeEventListener('abort', stop);
    await client.close().catch(() => {});
  }
}

/** AuthenticationFailed; the server answers, but not to us. */
const isRefused = (error: Error): boolean => 'code' in error && error.code === 18;

/** The server's or the driver's refusal in the words of the shell, with the details of a failed validation. */
function queryFailed(error: Error): BackbenchError<'QUERY_FAILED'> {
  const details = 'errInfo' in error ? error.errInfo : undefined;
  return new BackbenchError('QUERY_FAILED', {
    message: `${error.name}: ${error.message}`,
    ...(details === undefined || details === null ? {} : { hint: JSON.stringify(details, null, 2) }),
  }, { cause: error });
}
