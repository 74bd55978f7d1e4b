/**
 * Writes and moves that survive a crash: a file holds the old bytes or the new ones, never half of them. Only what waits
 * for the disk is handed to another thread; opening, closing and renaming take less time than the handing over.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fsync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errno } from './file-errors.ts';

/** Marks files that are being written; nobody but us names a file so, and no listing shows them. */
const WRITING = '.backbench-writing';

/** Windows refuses to move what an editor or a virus scanner has open for a moment. Half a second in all. */
const WINDOWS_TRIES = 10;
const WINDOWS_WAIT_MS = 50;

/** Up to this, writing goes to memory and takes microseconds. */
const SMALL_BYTES = 256 * 1024;

const sync = promisify(fsync);

/** True for a file that a write in progress, or an interrupted one, left. */
export function isUnfinished(name: string): boolean {
  return name.endsWith(WRITING);
}

/**
 * Writes beside the target, brings the bytes to the disk, then moves the file into place.
 * @param target absolute; its folder exists
 * @param options `mode` of a new file; `beforeMove` runs last of all and may throw to call it off
 */
export async function writeDurably(
  target: string, bytes: Uint8Array | string, options: { mode?: number; beforeMove?: () => Promise<void> } = {},
): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(4).toString('hex')}${WRITING}`);
  try {
    await writeNew(temporary, bytes, options.mode ?? 0o644);
    await options.beforeMove?.();
    await move(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(target));
}

async function writeNew(path: string, bytes: Uint8Array | string, mode: number): Promise<void> {
  if (bytes.length > SMALL_BYTES) {
    const handle = await open(path, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return;
  }
  const file = openSync(path, 'wx', mode);
  try {
    const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    for (let written = 0; written < all.length;) written += writeSync(file, all, written);
    await sync(file);
  } finally {
    closeSync(file);
  }
}

/** rename(2), with patience on Windows. */
export async function move(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const busy = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(errno(error) ?? '');
      if (!busy || tries >= WINDOWS_TRIES) throw error;
      await wait(WINDOWS_WAIT_MS);
    }
  }
}

/** Gives a file its permissions and waits until it is on the disk. */
export async function bringToDisk(path: string, mode: number): Promise<void> {
  const file = openSync(path, 'r');
  try {
    fchmodSync(file, mode);
    await sync(file);
  } finally {
    closeSync(file);
  }
}

/** Brings a folder's list of names to the disk. Windows has no such thing and keeps the order by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    await sync(file);
  } catch (error) {
    mustBeUnable(error);
  } finally {
    closeSync(file);
  }
}

/** The same, before it returns. */
export function syncFolderNow(folder: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } catch (error) {
    mustBeUnable(error);
  } finally {
    closeSync(file);
  }
}

/** Some network file systems can't; they have promised nothing either. */
function mustBeUnable(error: unknown): void {
  if (!['EINVAL', 'ENOTSUP'].includes(errno(error) ?? '')) throw error;
}

/** Makes a folder, and those above it, where there is none; their names are on the disk when it returns: what is saved in it is found again. */
export function makeFolder(path: string, mode?: number): void {
  const first = mkdirSync(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  if (first === undefined) return;
  for (let at = dirname(path); ; at = dirname(at)) {
    try {
      syncFolderNow(at);
    } catch (error) {
      // A home that others may enter but not list, with the data folder in it.
      if (errno(error) !== 'EACCES') throw error;
    }
    if (at === dirname(first)) return;
  }
}
