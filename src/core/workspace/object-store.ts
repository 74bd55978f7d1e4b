/** Contents of files, each kept once under its SHA-256, however many snapshots hold it. Never changed once there. */
import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream, lstatSync, readFileSync } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackbenchError } from '../../shared/errors.ts';
import { bringToDisk } from './durable-files.ts';
import { errno } from './file-errors.ts';

/** Files up to this are read quicker than they are handed to another thread. */
const SMALL_BYTES = 64 * 1024;

export interface ObjectStore {
  /** Copies a file's content, which counts for nothing before {@link ObjectStore.keep}. */
  stage(path: string): Promise<Staged>;
  /** On the disk when it resolves. */
  keep(staged: Staged): Promise<void>;
  /** Puts a copy of a content at `target`, which must not exist. @throws BackbenchError CHECKPOINT_DAMAGED when it is not there */
  copyTo(hash: string, target: string, mode: number): Promise<void>;
  /** @throws BackbenchError CHECKPOINT_DAMAGED when it is not there */
  read(hash: string): Promise<Buffer>;
  /** Removes what none of these hashes names. */
  retain(hashes: ReadonlySet<string>): Promise<void>;
  /** Bytes of all that is kept. */
  bytes(): Promise<number>;
}

/** A content that is about to be kept. */
export interface Staged {
  hash: string;
  /** The copy; null when the content was there already. */
  work: string | null;
}

/** @param folder absolute; made on first use */
export function createObjectStore(folder: string): ObjectStore {
  const place = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2));
  async function each(act: (hash: string, path: string) => Promise<void>): Promise<void> {
    for (const part of await namesIn(folder)) {
      for (const rest of await namesIn(join(folder, part))) await act(`${part}${rest}`, join(folder, part, rest));
    }
  }
  return {
    async stage(path) {
      await mkdir(folder, { recursive: true });
      const work = join(folder, `new-${randomBytes(6).toString('hex')}`);
      try {
        // A clone where the file system can, which takes no space; the copy is what is hashed, so both agree for ever.
        await copyFile(path, work, constants.COPYFILE_FICLONE);
        const hash = await hashFile(work);
        if (!isThere(place(hash))) return { hash, work };
        await rm(work, { force: true });
        return { hash, work: null };
      } catch (error) {
        await rm(work, { force: true });
        throw error;
      }
    },
    async keep({ hash, work }) {
      if (work === null) return;
      try {
        await bringToDisk(work, 0o600);
        await mkdir(join(folder, hash.slice(0, 2)), { recursive: true });
        await rename(work, place(hash));
      } catch (error) {
        await rm(work, { force: true });
        throw error;
      }
    },
    async copyTo(hash, target, mode) {
      try {
        await copyFile(place(hash), target, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
      } catch (error) {
        if (errno(error) === 'ENOENT' && !isThere(place(hash))) throw new BackbenchError('CHECKPOINT_DAMAGED', { name: hash.slice(0, 12), reason: 'the content of a file is missing' }, { cause: error });
        throw error;
      }
      await bringToDisk(target, mode);
    },
    async read(hash) {
      try {
        return await readFile(place(hash));
      } catch (error) {
        if (errno(error) === 'ENOENT') throw new BackbenchError('CHECKPOINT_DAMAGED', { name: hash.slice(0, 12), reason: 'the content of a file is missing' }, { cause: error });
        throw error;
      }
    },
    retain: (hashes) => each(async (hash, path) => {
      if (!hashes.has(hash)) await rm(path, { force: true });
    }),
    async bytes() {
      let sum = 0;
      await each(async (_hash, path) => { sum += (await lstat(path).catch(() => null))?.size ?? 0; });
      return sum;
    },
  };
}

/** SHA-256 in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  if (lstatSync(path).size <= SMALL_BYTES) return hash.update(readFileSync(path)).digest('hex');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return [];
    throw error;
  });
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
