/** Redis as the session sees it: readiness, seed, snapshots, queries. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError, isCode } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { PRISTINE_SNAPSHOT } from '../../snapshot.ts';
import type { SeedPart, ServiceDriver } from '../service.ts';
import { redisCommands, redisKeys, redisValue } from './browse.ts';
import { RedisError, withRedis } from './connection.ts';
import { createCopyDatabases } from './copy-databases.ts';
import { queryRedis, runRedisScript } from './query.ts';
import { readSnapshot, restoreDatabase, restoreSnapshot, takeSnapshot, writeSnapshot, type RedisSnapshot } from './snapshot.ts';
import { writeRows } from './write-rows.ts';

/** Longest time for a ping to connect: a busy machine takes seconds. Who starts a server asks with a shorter deadline of their own. */
const PING_TIMEOUT_MS = 4_000;
/** The server writes its log to the disk every second. */
const FLUSH_TIMEOUT_MS = 5_000;
/** Ending of the files that hold what is kept. */
const ENDING = '.dump';
/** @param endpoint asked anew for every connection, so that the driver outlives a restart of the server */
export function createRedisDriver(endpoint: () => Endpoint, options: { scratchFolder: string }): ServiceDriver {
  const pathOf = (name: string): string => join(options.scratchFolder, `${name}${ENDING}`);
  const pristinePath = pathOf(PRISTINE_SNAPSHOT);

  const copies = createCopyDatabases(endpoint, options.scratchFolder);

  const pristine = async (): Promise<RedisSnapshot> => {
    const snapshot = await readSnapshot(pristinePath);
    if (snapshot === null) {
      throw new BackbenchError('SERVICE_SEED_FAILED', { service: 'redis', file: pristinePath, reason: 'the copy of the first data is missing' });
    }
    return snapshot;
  };
  return {
    async ping(signal) {
      await withRedis(endpoint(), { signal, timeoutMs: PING_TIMEOUT_MS }, async ({ send }) => {
        // A server that is still reading its data answers PING with an error, LOADING.
        await send(['PING']);
      });
    },
    isSeeded: async () => (await readSnapshot(pristinePath)) !== null,
    async seed(parts, signal) {
      await mkdir(options.scratchFolder, { recursive: true });
      for (const name of await kept(options.scratchFolder)) await rm(pathOf(name), { force: true });
      await withRedis(endpoint(), { signal }, ({ send }) => send(['FLUSHALL']));
      for (const part of parts) await seedPart(endpoint(), part, signal);
      const snapshot = await withRedis(endpoint(), { signal }, takeSnapshot);
      await writeSnapshot(pristinePath, snapshot);
    },
    async capture(name, signal) {
      await writeSnapshot(pathOf(name), await withRedis(endpoint(), { signal }, takeSnapshot));
      return name;
    },
    async restore(name, keepAs, signal) {
      const to = await readSnapshot(pathOf(name));
      if (to === null) throw new BackbenchError('CHECKPOINT_DAMAGED', { name, reason: 'the dump of Redis is missing' });
      await withRedis(endpoint(), { signal }, async (connection) => {
        if (keepAs !== null && await readSnapshot(pathOf(keepAs)) === null) await writeSnapshot(pathOf(keepAs), await takeSnapshot(connection));
        await restoreSnapshot(connection, to);
        // Servers before 7.2 don't know this; they bring what they hold to the disk within a second.
        await connection.send(['WAITAOF', '1', '0', String(FLUSH_TIMEOUT_MS)]).catch((error: unknown) => {
          if (!(error instanceof RedisError)) throw error;
        });
      });
    },
    discard: (name) => rm(pathOf(name), { force: true }),
    async list() {
      const names = await kept(options.scratchFolder);
      return Promise.all(names.map(async (name) => ({ name, bytes: (await stat(pathOf(name))).size })));
    },
    // Dumps are ready as they are.
    prepare: () => {},
    async pristineCopy(signal) {
      const from = await pristine();
      const home = Number(endpoint().database);
      const index = await copies.take(signal);
      try {
        await withRedis(endpoint(), { signal }, (connection) => restoreDatabase(connection, from, home, index));
      } catch (error) {
        await copies.free(index).catch(() => undefined);
        throw error;
      }
      return { database: String(index), dispose: () => copies.free(index) };
    },
    runScript: (text, signal) => runRedisScript(endpoint(), text, signal, (error, { line, text: command, offset }) =>
      new BackbenchError('QUERY_FAILED', { message: `Line ${String(line)}: ${error.message}\n${command}`, position: offset + 1 })),
    query: (text, limit, signal) => queryRedis(endpoint(), text, limit, signal),
    async connections(signal) {
      const clients = await withRedis(endpoint(), { signal }, ({ send }) => send(['CLIENT', 'LIST']));
      // The one that asks is no connection of the learner's.
      const lines = String(clients).trim().split('\n');
      return { open: lines.length - 1, inTransaction: lines.filter((line) => /\bmulti=\d/.test(line)).length };
    },
    keys: {
      keys: (prefix, signal) => redisKeys(endpoint(), prefix, signal),
      value: (key, signal) => redisValue(endpoint(), key, signal),
      commands: (signal) => redisCommands(endpoint(), signal),
    },
    dispose: () => Promise.resolve(),
  };
}

async function seedPart(endpoint: Endpoint, part: SeedPart, signal: AbortSignal): Promise<void> {
  const failed = (reason: string, cause: unknown): BackbenchError =>
    new BackbenchError('SERVICE_SEED_FAILED', { service: 'redis', file: 'rows' in part ? `generate: ${part.name}` : part.name, reason }, { cause });
  try {
    if ('rows' in part) await withRedis(endpoint, { signal }, (connection) => writeRows(connection, part.rows, { signal, onRows: part.onRows }));
    else await runRedisScript(endpoint, part.text, signal, (error, { line, text }) => failed(`line ${String(line)}: ${error.message}\n${text}`, error));
  } catch (error) {
    if (error instanceof RedisError) throw failed(error.message, error);
    throw isCode(error, 'QUERY_UNREADABLE') ? failed(error.details.message, error) : error;
  }
}

/** Names of what is kept. */
async function kept(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length));
}
