/** Everything that a Redis holds, as data: read with DUMP, put back with RESTORE, kept in one file. */
import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import { BLOB_STRING, type RedisConnection } from './connection.ts';

const bytes = z.instanceof(Uint8Array).transform((data): Buffer => Buffer.from(data));
const snapshotSchema = z.object({
  /** Raised when this shape changes. */
  version: z.literal(1),
  /** By number of the logical database. */
  databases: z.array(z.object({
    index: z.number().int(),
    /** `ttlMs` is what the key had left to live, 0 for ever: restored, it has that long again. */
    keys: z.array(z.object({ key: bytes, value: bytes, ttlMs: z.number() })),
  })),
  /** What FUNCTION DUMP gave; null where the server has no functions. */
  functions: bytes.nullable(),
});
export type RedisSnapshot = z.infer<typeof snapshotSchema>;

/** Keys that SCAN looks at a time, and that are asked for in one go. */
const BATCH = 1000;
const AS_BYTES = { [BLOB_STRING]: Buffer } as const;

/** @throws RedisError; BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function takeSnapshot({ send }: RedisConnection): Promise<RedisSnapshot> {
  const databases: RedisSnapshot['databases'] = [];
  const keyspace = String(await send(['INFO', 'keyspace']));
  for (const [, index] of keyspace.matchAll(/^db(\d+):/gm)) {
    await send(['SELECT', String(index)]);
    const found = new Map<string, Buffer>();
    let cursor = '0';
    do {
      const [next, keys] = (await send(['SCAN', cursor, 'COUNT', String(BATCH)], AS_BYTES)) as [Buffer, Buffer[]];
      // SCAN may tell a key twice.
      for (const key of keys) found.set(key.toString('latin1'), key);
      cursor = next.toString();
    } while (cursor !== '0');
    const all = [...found.values()];
    const keys: RedisSnapshot['databases'][number]['keys'] = [];
    for (let at = 0; at < all.length; at += BATCH) {
      const part = all.slice(at, at + BATCH);
      const values = await Promise.all(part.map((key) => Promise.all([send(['DUMP', key], AS_BYTES), send(['PTTL', key])])));
      part.forEach((key, place) => {
        const [value, ttl] = values[place] ?? [];
        // A key may have expired in between.
        if (Buffer.isBuffer(value)) keys.push({ key, value, ttlMs: Math.max(0, Number(ttl)) });
      });
    }
    databases.push({ index: Number(index), keys });
  }
  const functions = await send(['FUNCTION', 'DUMP'], AS_BYTES).catch(() => null);
  return { version: 1, databases, functions: Buffer.isBuffer(functions) ? functions : null };
}

/**
 * Puts a snapshot in the place of everything the server holds. Small ones in one transaction, so that nobody sees it half done.
 * @throws RedisError; BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function restoreSnapshot(connection: RedisConnection, snapshot: RedisSnapshot): Promise<void> {
  const commands: (string | Buffer)[][] = [['FLUSHALL', 'ASYNC']];
  if (snapshot.functions !== null) commands.push(['FUNCTION', 'RESTORE', snapshot.functions, 'FLUSH']);
  for (const { index, keys } of snapshot.databases) {
    commands.push(['SELECT', String(index)], ...keys.map(({ key, value, ttlMs }) => ['RESTORE', key, String(ttlMs), value, 'REPLACE']));
  }
  const atOnce = commands.length <= BATCH;
  if (atOnce) commands.unshift(['MULTI']);
  if (atOnce) commands.push(['EXEC']);
  await sendAll(connection, commands);
}

/** Puts one database of a snapshot into another, which must be empty. */
export async function restoreDatabase(connection: RedisConnection, snapshot: RedisSnapshot, from: number, to: number): Promise<void> {
  const keys = snapshot.databases.find(({ index }) => index === from)?.keys ?? [];
  await sendAll(connection, [['SELECT', String(to)], ...keys.map(({ key, value, ttlMs }) => ['RESTORE', key, String(ttlMs), value])]);
}

async function sendAll({ send }: RedisConnection, commands: (string | Buffer)[][]): Promise<void> {
  for (let at = 0; at < commands.length; at += BATCH) {
    await Promise.all(commands.slice(at, at + BATCH).map((command) => send(command)));
  }
}

/** Complete or not there at all. @throws errors of the file system */
export async function writeSnapshot(path: string, snapshot: RedisSnapshot): Promise<void> {
  const work = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(work, serialize(snapshot), { mode: 0o600, flush: true });
    await rename(work, path);
  } finally {
    await rm(work, { force: true });
  }
}

/** @returns null when there is none. @throws when the file is damaged */
export async function readSnapshot(path: string): Promise<RedisSnapshot | null> {
  const data = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return data === null ? null : snapshotSchema.parse(deserialize(data));
}
