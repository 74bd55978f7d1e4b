/**
 * A copy of a database in a folder: one file of BSON documents a collection, and a list of the collections with
 * their options and indexes. It only uses finds and inserts, which every stand-in for MongoDB has.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BSON, EJSON } from 'bson';
import type { Db, Document } from 'mongodb';
import { z } from 'zod';

const listSchema = z.array(z.object({
  name: z.string(),
  type: z.string(),
  options: z.record(z.string(), z.unknown()),
  indexes: z.array(z.record(z.string(), z.unknown())),
  /** The file of its documents; none for a view. */
  file: z.string().nullable(),
}));

const LIST = 'collections.json';
/** What one insert may carry. The server's limit is 48 MB; this keeps memory flat. */
const BATCH_BYTES = 4 * 1024 * 1024;
const BATCH_DOCUMENTS = 1000;
/** Types come back exactly as they were: 32-bit numbers stay 32-bit, patterns keep their flags. */
const EXACT = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;

/** Writes the database into `folder`: complete, or as it was before. @throws errors of the file system and the driver */
export async function writeDump(db: Db, folder: string, signal: AbortSignal): Promise<void> {
  const work = `${folder}.${randomBytes(4).toString('hex')}`;
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    const found = (await db.listCollections().toArray()).filter(({ name }) => !name.startsWith('system.'));
    const list: z.infer<typeof listSchema> = [];
    for (const [index, { name, type, options }] of found.entries() as Iterable<[number, { name: string; type?: string; options?: Document }]>) {
      signal.throwIfAborted();
      const isView = type === 'view';
      const file = isView ? null : `${String(index)}.bson`;
      const indexes = isView ? [] : (await db.collection(name).listIndexes().toArray()) as Document[];
      if (file !== null) {
        // `raw` gives the documents as the bytes that came over the wire.
        const documents = db.collection(name).find({}, { raw: true }).stream();
        await pipeline(documents, createWriteStream(join(work, file), { mode: 0o600 }), { signal });
      }
      list.push({
        name, type: type ?? 'collection', options: options ?? {}, file,
        indexes: indexes.filter((each) => each['name'] !== '_id_').map(({ ns: _ns, ...rest }) => rest),
      });
    }
    await writeFile(join(work, LIST), EJSON.stringify(list, { relaxed: false }), { mode: 0o600, flush: true });
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** True when a complete dump is there. */
export async function hasDump(folder: string): Promise<boolean> {
  return readFile(join(folder, LIST)).then(() => true, () => false);
}

/** Puts the dump in the place of everything in `db`. @throws errors of the file system and the driver */
export async function restoreDump(db: Db, folder: string, signal: AbortSignal): Promise<void> {
  const list = listSchema.parse(EJSON.parse(await readFile(join(folder, LIST), 'utf8'), { relaxed: false }));
  await db.dropDatabase();
  // Views last: they look at collections.
  for (const { name, options, indexes, file } of list.sort((a, b) => Number(a.file === null) - Number(b.file === null))) {
    signal.throwIfAborted();
    await db.createCollection(name, options);
    if (file !== null) await restoreDocuments(db, name, join(folder, file), signal);
    if (indexes.length > 0) await db.command({ createIndexes: name, indexes });
  }
}

async function restoreDocuments(db: Db, name: string, path: string, signal: AbortSignal): Promise<void> {
  let batch: Document[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    // What was stored before a validator came is part of the data too.
    if (batch.length > 0) await db.collection(name).insertMany(batch, { bypassDocumentValidation: true, promoteValues: false });
    batch = [];
    bytes = 0;
  };
  for await (const document of documentsOf(path)) {
    signal.throwIfAborted();
    batch.push(BSON.deserialize(document, EXACT));
    bytes += document.length;
    if (batch.length >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES) await flush();
  }
  await flush();
}

/** BSON documents begin with their own length, little-endian. */
async function* documentsOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let at = 0;
      while (rest.length - at >= 4 && rest.length - at >= rest.readInt32LE(at)) {
        const length = rest.readInt32LE(at);
        yield rest.subarray(at, at + length);
        at += length;
      }
      rest = rest.subarray(at);
    }
    if (rest.length > 0) throw new Error(`${path} ends in the middle of a document`);
  } finally {
    await file.close();
  }
}
