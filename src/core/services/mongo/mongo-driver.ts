/** MongoDB, or what stands in for it, as the session sees it: readiness, seed, snapshots, queries. */
import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { EJSON } from 'bson';
import type { Db, Document } from 'mongodb';
import { BackbenchError, isCode } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { PRISTINE_SNAPSHOT } from '../../snapshot.ts';
import type { SeedRows, ServiceDriver } from '../service.ts';
import { mongoCollections, mongoStages } from './browse.ts';
import { withMongo } from './connection.ts';
import { hasDump, restoreDump, writeDump } from './dump.ts';
import { evaluateMongo, parseMongo } from './expression.ts';
import { insertRows } from './insert-rows.ts';
import { extendedJson, shellText } from './shell-text.ts';

/** Longest time for a ping to connect: a busy machine takes seconds. Who starts a server asks with a shorter deadline of their own. */
const PING_TIMEOUT_MS = 4_000;
/** Dropping a check's database. */
const DISPOSE_TIMEOUT_MS = 10_000;
/** A script's results are not shown; a find in it reads no further than this. */
const SCRIPT_LIMIT = 1;

/** @param endpoint asked anew for every connection, so that the driver outlives a restart of the server */
export function createMongoDriver(endpoint: () => Endpoint, options: { scratchFolder: string }): ServiceDriver {
  const folderOf = (name: string): string => join(options.scratchFolder, name);
  const pristine = folderOf(PRISTINE_SNAPSHOT);
  const needPristine = async (): Promise<void> => {
    if (await hasDump(pristine)) return;
    throw new BackbenchError('SERVICE_SEED_FAILED', { service: 'mongo', file: pristine, reason: 'the copy of the first data is missing' });
  };
  const copyPrefix = (): string => `${endpoint().database}_copy_`;
  let leftCopies: Promise<void> | null = null;
  /** Drops the copies of an app that was killed. */
  const dropLeftCopies = (signal: AbortSignal): Promise<void> => withMongo(endpoint(), signal, async (db, client) => {
    const { databases } = await db.admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(copyPrefix())) await client.db(name).dropDatabase();
  });
  return {
    async ping(signal) {
      // Asks for the collections, because ping itself is answered without a password.
      await withMongo(endpoint(), signal, (db) => db.listCollections({}, { nameOnly: true }).toArray(), { timeoutMs: PING_TIMEOUT_MS });
    },
    isSeeded: () => hasDump(pristine),
    async seed(parts, signal) {
      await rm(options.scratchFolder, { recursive: true, force: true });
      await withMongo(endpoint(), signal, async (db) => {
        await db.dropDatabase();
        for (const part of parts) await ('rows' in part ? seedRows(db, part, signal) : seedFile(db, part, signal));
        await writeDump(db, pristine, signal);
      });
    },
    async capture(name, signal) {
      await withMongo(endpoint(), signal, (db) => writeDump(db, folderOf(name), signal));
      return name;
    },
    async restore(name, keepAs, signal) {
      if (!(await hasDump(folderOf(name)))) throw new BackbenchError('CHECKPOINT_DAMAGED', { name, reason: 'the dump of MongoDB is missing' });
      await withMongo(endpoint(), signal, async (db, client) => {
        if (keepAs !== null && !(await hasDump(folderOf(keepAs)))) await writeDump(db, folderOf(keepAs), signal);
        await restoreDump(db, folderOf(name), signal);
        // Brings everything to the disk. What stands in for MongoDB may not know it, and writes at once by itself.
        await client.db('admin').command({ fsync: 1 }).catch(() => { signal.throwIfAborted(); });
      });
    },
    discard: (name) => rm(folderOf(name), { recursive: true, force: true }),
    async list() {
      const names = await readdir(options.scratchFolder).catch(() => []);
      const found = await Promise.all(names.map(async (name) => ((await hasDump(folderOf(name))) ? [{ name, bytes: await sizeOf(folderOf(name)) }] : [])));
      return found.flat();
    },
    // Dumps are ready as they are.
    prepare: () => {},
    async pristineCopy(signal) {
      await needPristine();
      leftCopies ??= dropLeftCopies(signal);
      // What could not be dropped takes room and disturbs nobody; it is tried again.
      await leftCopies.catch(() => { leftCopies = null; });
      const copy = { ...endpoint(), database: `${copyPrefix()}${randomBytes(4).toString('hex')}` };
      await withMongo(copy, signal, (db) => restoreDump(db, pristine, signal));
      return {
        database: copy.database,
        async dispose() {
          await withMongo({ ...endpoint(), database: copy.database }, AbortSignal.timeout(DISPOSE_TIMEOUT_MS), (db) => db.dropDatabase());
        },
      };
    },
    async runScript(text, signal) {
      const program = parseMongo(text);
      await withMongo(endpoint(), signal, async (db) => {
        let start = 0;
        try {
          await evaluateMongo(db, program, { limit: SCRIPT_LIMIT, signal, onStatement: (at) => { start = at; } });
        } catch (error) {
          throw atPlace(error, start);
        }
      });
    },
    async query(text, limit, signal) {
      const program = parseMongo(text);
      return withMongo(endpoint(), signal, async (db) => {
        const began = performance.now();
        const { value, cut } = await evaluateMongo(db, program, { limit, signal });
        const documents = extendedJson(value);
        return { kind: 'text', text: shellText(value), ...(documents === null ? {} : { documents }), cut, ms: performance.now() - began };
      });
    },
    documents: {
      collections: (signal) => mongoCollections(endpoint(), signal),
      stages: (text, signal) => mongoStages(endpoint(), text, signal),
    },
    dispose: () => Promise.resolve(),
  };
}

/** Bytes of the files in a dump. */
async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** A `.json` file is a list of documents for the collection that it is named after; any other is a script. */
async function seedFile(db: Db, file: { name: string; text: string }, signal: AbortSignal): Promise<void> {
  let start = 0;
  try {
    if (extname(file.name) === '.json') {
      const documents: unknown = EJSON.parse(file.text, { relaxed: false });
      if (!Array.isArray(documents)) throw new Error('a .json file must hold a list of documents [ { … }, … ]');
      if (documents.length > 0) await db.collection(basename(file.name, '.json')).insertMany(documents as Document[]);
    } else {
      await evaluateMongo(db, parseMongo(file.text), { limit: SCRIPT_LIMIT, signal, onStatement: (at) => { start = at; } });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (isCode(error, 'SERVICE_UNREACHABLE')) throw error;
    const place = isCode(error, 'QUERY_UNREADABLE') ? (error.details.position ?? 1) - 1 : start;
    const message = isCode(error, 'QUERY_UNREADABLE') || isCode(error, 'QUERY_FAILED') ? error.details.message
      : error instanceof Error ? error.message : String(error);
    const line = extname(file.name) === '.json' ? '' : `line ${String(file.text.slice(0, place).split('\n').length)}: `;
    throw new BackbenchError('SERVICE_SEED_FAILED', { service: 'mongo', file: file.name, reason: `${line}${message}` }, { cause: error });
  }
}

async function seedRows(db: Db, { name, rows, onRows }: SeedRows, signal: AbortSignal): Promise<void> {
  try {
    await insertRows(db, rows, { signal, onRows });
  } catch (error) {
    signal.throwIfAborted();
    // What concerns the connection is told apart where the connection is opened.
    const { MongoServerError } = await import('mongodb');
    if (!(error instanceof MongoServerError)) throw error;
    throw new BackbenchError('SERVICE_SEED_FAILED', { service: 'mongo', file: `generate: ${name}`, reason: error.message }, { cause: error });
  }
}

/** Adds where the statement begins to an error that names no place; the driver's own are left for withMongo. */
function atPlace(error: unknown, start: number): unknown {
  if (!isCode(error, 'QUERY_FAILED') || error.details.position !== undefined) return error;
  return new BackbenchError('QUERY_FAILED', { ...error.details, position: start + 1 }, { cause: error });
}
