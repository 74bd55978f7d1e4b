/** One import at a time writes to a data folder, whichever process does it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { isRunning, processToken } from '../process-identity.ts';
import { errno, withFileErrors } from '../workspace/file-errors.ts';

/** @returns lets go of it. @throws BackbenchError PACK_BUSY, DISK_FULL, DATA_FOLDER_UNUSABLE */
export async function lockImports(packsFolder: string): Promise<() => Promise<void>> {
  const path = join(packsFolder, 'importing.lock');
  return withFileErrors(path, async () => {
    await mkdir(packsFolder, { recursive: true });
    for (let tries = 0; ; tries += 1) {
      try {
        await writeFile(path, processToken(process.pid) ?? '', { flag: 'wx' });
        return () => rm(path, { force: true });
      } catch (error) {
        if (errno(error) !== 'EEXIST') throw error;
      }
      const owner = await readFile(path, 'utf8').catch(() => '');
      if (tries > 0 || (owner !== '' && isRunning(owner))) throw new BackbenchError('PACK_BUSY', { path });
      // Its process was killed.
      await rm(path, { force: true });
    }
  });
}
