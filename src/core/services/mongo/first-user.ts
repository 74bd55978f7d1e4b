/** Makes the user of a new MongoDB: until there is one, it lets a connection from the same machine make it. */
import type { Endpoint } from '../../engines/engine.ts';
import { AUTH_DATABASE } from './connection.ts';

/** The server has just been started; it either answers at once or is asked again. */
const CONNECT_TIMEOUT_MS = 1_000;

/** Does nothing when the user is there. @throws the driver's error when the server does not answer */
export async function createFirstUser(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { MongoClient, MongoServerError } = await import('mongodb');
  const client = new MongoClient(`mongodb://${endpoint.host}:${String(endpoint.port)}/`, {
    directConnection: true, serverSelectionTimeoutMS: CONNECT_TIMEOUT_MS, connectTimeoutMS: CONNECT_TIMEOUT_MS, appName: 'backbench',
  });
  try {
    await client.db(AUTH_DATABASE).command({ createUser: endpoint.user, pwd: endpoint.password, roles: [{ role: 'root', db: AUTH_DATABASE }] });
  } catch (error) {
    // Refused, because there is one: the exception for the first user is over.
    if (error instanceof MongoServerError && (error.code === 13 || error.code === 51003)) return;
    throw error;
  } finally {
    await client.close();
  }
}
