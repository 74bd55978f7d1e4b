/** A file that one process at a time may have made, as a lock. What a killed process left is taken over. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, processToken } from './process-identity.ts';
import { makeFolder } from './workspace/durable-files.ts';
import { errno, withFileErrors } from './workspace/file-errors.ts';

/** Between two looks at a lock that another process has, in milliseconds. */
const LOOK_MS = 30;

export interface LockOptions {
  /** How long to wait for another process, in milliseconds; none when left out. */
  waitMs?: number;
  /** What to throw when it still has the lock then. */
  busy: () => Error;
}

/** @param path absolute; its folder is made. @returns lets go of it. @throws what `busy` gives; BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE */
export async function lockFile(path: string, { waitMs = 0, busy }: LockOptions): Promise<() => Promise<void>> {
  const end = performance.now() + waitMs;
  return withFileErrors(path, async () => {
    makeFolder(dirname(path));
    for (let taken = false; ;) {
      try {
        await writeFile(path, processToken(process.pid) ?? '', { flag: 'wx' });
        return () => rm(path, { force: true });
      } catch (error) {
        if (errno(error) !== 'EEXIST') throw error;
      }
      const owner = await readFile(path, 'utf8').catch(() => '');
      // Empty for the moment between making and writing it.
      const held = owner === '' ? performance.now() < end : isRunning(owner);
      if (held && performance.now() < end) {
        await wait(LOOK_MS);
        continue;
      }
      if (held || taken) throw busy();
      // Its process was killed.
      taken = true;
      await rm(path, { force: true });
    }
  });
}
