/** An empty logical database of Redis for a check, and the connections that work in it. */
import type { Endpoint } from '../../engines/engine.ts';
import { BackbenchError } from '../../../shared/errors.ts';
import { withRedis } from './connection.ts';

/** Emptying a check's database, in milliseconds. */
const CLEAN_TIMEOUT_MS = 10_000;

/**
 * Runs work in an empty database and leaves it empty.
 * @param work gets the endpoint of that database
 * @throws BackbenchError QUERY_FAILED when no database is empty, SERVICE_UNREACHABLE; what work throws
 */
export async function inScratchDatabase<T>(endpoint: Endpoint, signal: AbortSignal, work: (scratch: Endpoint) => Promise<T>): Promise<T> {
  const index = await withRedis(endpoint, { signal }, ({ send }) => freeDatabase(send, Number(endpoint.database)));
  const scratch = { ...endpoint, database: String(index) };
  try {
    return await work(scratch);
  } finally {
    // The check's verdict stands whether or not this works; a server that is gone has nothing to clean.
    await withRedis(scratch, { signal: AbortSignal.timeout(CLEAN_TIMEOUT_MS) }, ({ send }) => send(['FLUSHDB'])).catch(() => undefined);
  }
}

/**
 * The highest logical database that is empty: learners begin at 0.
 * @param home the database that the learner works in
 * @param taken databases that are in use though they are empty
 */
export async function freeDatabase(send: (command: string[]) => Promise<unknown>, home: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  const [, configured] = (await send(['CONFIG', 'GET', 'databases'])) as [string, string];
  const used = new Set([...String(await send(['INFO', 'keyspace'])).matchAll(/^db(\d+):/gm)].map(([, index]) => Number(index)));
  for (let index = Number(configured) - 1; index > home; index -= 1) {
    if (!used.has(index) && !taken.has(index)) return index;
  }
  throw new BackbenchError('QUERY_FAILED', { message: `All ${configured} databases of Redis hold data; a check needs an empty one. Empty one with FLUSHDB.` });
}
