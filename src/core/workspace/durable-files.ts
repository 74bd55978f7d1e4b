/** Writes and moves that survive a crash: a file holds the old bytes or the new ones, never half of them. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { errno } from './file-errors.ts';

/** Marks files that are being written; nobody but us names a file so, and no listing shows them. */
const WRITING = '.backbench-writing';

/** Windows refuses to move what an editor or a virus scanner has open for a moment. Half a second in all. */
const WINDOWS_TRIES = 10;
const WINDOWS_WAIT_MS = 50;

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
    const handle = await open(temporary, 'wx', options.mode ?? 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await options.beforeMove?.();
    await move(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(target));
}

/** rename(2), with patience on Windows. */
export async function move(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const busy = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(errno(error) ?? '');
      if (!busy || tries >= WINDOWS_TRIES) throw error;
      await wait(WINDOWS_WAIT_MS);
    }
  }
}

/** Brings a folder's list of names to the disk. Windows has no such thing and keeps the order by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems can't; they have promised nothing either.
    if (!['EINVAL', 'ENOTSUP'].includes(errno(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
