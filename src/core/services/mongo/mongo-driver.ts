/** MongoDB, or what stands in for it, as the session sees it: readiness, seed, reset, queries. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { EJSON } from 'bson';
import type { Db, Document } from 'mongodb';
import { BackbenchError, isCode } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import type { SeedRows, ServiceDriver } from '../service.ts';
import { withMongo } from './connection.ts';
import { hasDump, restoreDump, writeDump } from './dump.ts';
import { evaluateMongo, parseMongo } from './expression.ts';
import { insertRows } from './insert-rows.ts';
import { shellText } from './shell-text.ts';

/** A ping either connects at once or the server isn't ready. */
const PING_TIMEOUT_MS = 1_000;
/** Dropping a check's database. */
const DISPOSE_TIMEOUT_MS = 10_000;
/** A script's results are not shown; a find in it reads no further than this. */
const SCRIPT_LIMIT = 1;

/** @param endpoint asked anew for every connection, so that the driver outlives a restart of the server */
export function createMongoDriver(endpoint: () => Endpoint, options: { scratchFolder: string }): ServiceDriver {
  const pristine = join(options.scratchFolder, 'pristine');
  const previous = join(options.scratchFolder, 'previous');
  const needPristine = async (): Promise<void> => {
    if (await hasDump(pristine)) return;
    throw new BackbenchError('SERVICE_SEED_FAILED', { service: 'mongo', file: pristine, reason: 'the copy of the first data is missing' });
  };
  return {
    async ping(signal) {
      // Asks for the collections, because ping itself is answered without a password.
      await withMongo(endpoint(), signal, (db) => db.listCollections({}, { nameOnly: true }).toArray(), { timeoutMs: PING_TIMEOUT_MS });
    },
    isSeeded: () => hasDump(pristine),
    async seed(parts, signal) {
      await rm(pristine, { recursive: true, force: true });
      await rm(previous, { recursive: true, force: true });
      await withMongo(endpoint(), signal, async (db) => {
        await db.dropDatabase();
        for (const part of parts) await ('rows' in part ? seedRows(db, part, signal) : seedFile(db, part, signal));
        await writeDump(db, pristine, signal);
      });
    },
    async reset(signal) {
      await needPristine();
      await withMongo(endpoint(), signal, async (db) => {
        await writeDump(db, previous, signal);
        await restoreDump(db, pristine, signal);
      });
    },
    async undoReset(signal) {
      if (!(await hasDump(previous))) throw new BackbenchError('NOTHING_TO_UNDO', { lab: '' });
      await withMongo(endpoint(), signal, (db) => restoreDump(db, previous, signal));
      await rm(previous, { recursive: true, force: true });
    },
    async pristineCopy(signal) {
      await needPristine();
      const copy = { ...endpoint(), database: `${endpoint().database}_copy_${randomBytes(4).toString('hex')}` };
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
        return { kind: 'text', text: shellText(value), cut, ms: performance.now() - began };
      });
    },
    dispose: () => Promise.resolve(),
  };
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
