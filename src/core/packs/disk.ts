/** The one place through which packs write to the data folder, so that tests can fill the disk or cut the power at any write. */
import { constants } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { move, syncFolder } from '../workspace/durable-files.ts';

export interface PackDisk {
  /** Makes a folder; those above it too. */
  makeFolder(path: string): Promise<void>;
  /** Makes a file that must not exist, with the bytes as they come, on the disk when it resolves. @param mtime in seconds; now when left out */
  writeFile(path: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, mode: number, mtime?: number): Promise<void>;
  /** The same, but it may be lost with the power until `syncFiles` has named it: a thousand small files wait for the disk together. */
  writeFileLater(path: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, mode: number, mtime?: number): Promise<void>;
  /** Brings files to the disk. */
  syncFiles(paths: readonly string[]): Promise<void>;
  /** Brings a folder's names to the disk. */
  syncFolder(path: string): Promise<void>;
  /** Moves; a file that is there is replaced. The names of the folder above are on the disk when it resolves. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export const realDisk: PackDisk = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o755 });
  },
  writeFile: (path, bytes, mode, mtime) => writeNew(path, { bytes, mode, mtime, wait: true }),
  writeFileLater: (path, bytes, mode, mtime) => writeNew(path, { bytes, mode, mtime, wait: false }),
  async syncFiles(paths) {
    const left = [...paths];
    const one = async (): Promise<void> => {
      for (let path = left.pop(); path !== undefined; path = left.pop()) {
        // Windows wants the right to write.
        const file = await open(path, 'r+');
        try {
          await file.sync();
        } finally {
          await file.close();
        }
      }
    };
    await Promise.all(Array.from({ length: SYNC_AT_ONCE }, one));
  },
  syncFolder,
  async rename(from, to) {
    await move(from, to);
    await syncFolder(dirname(to));
  },
  async remove(path) {
    await rm(path, { recursive: true, force: true });
  },
};

/** Files that wait for the disk at once: their waits become one where the file system commits them together. */
const SYNC_AT_ONCE = 16;

interface Writing { bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>; mode: number; mtime: number | undefined; wait: boolean }

async function writeNew(path: string, { bytes, mode, mtime, wait }: Writing): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0), mode);
  try {
    for await (const piece of bytes) await file.writeFile(piece);
    if (mtime !== undefined) await file.utimes(mtime, mtime);
    if (wait) await file.sync();
  } finally {
    await file.close();
  }
}
