/** The name of this installation: a UUID in its data folder, put on everything that it starts. */
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync, linkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BackbenchError } from '../shared/errors.ts';
import { makeFolder, syncFolderNow } from './workspace/durable-files.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the name, or gives one on first use; two processes that start at once agree on it.
 * @throws BackbenchError DATA_FOLDER_UNUSABLE, DISK_FULL
 */
export function instanceId(dataFolder: string): string {
  const path = join(dataFolder, 'instance');
  try {
    makeFolder(dataFolder);
    const known = read(path);
    if (known !== null) return known;
    const draft = `${path}.${String(process.pid)}`;
    // What a learner is given follows from it: it must not be another one after a power cut.
    writeFileSync(draft, randomUUID(), { flush: true });
    try {
      linkSync(draft, path);
      rmSync(draft);
    } catch {
      // Another process was first, the file was damaged, or the file system has no hard links.
      const other = read(path);
      if (other === null) renameSync(draft, path);
      else rmSync(draft);
    }
    syncFolderNow(dataFolder);
    return read(path) ?? fail(path, 'its name could not be kept');
  } catch (error) {
    if (error instanceof BackbenchError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new BackbenchError('DISK_FULL', { path }, { cause: error });
    return fail(path, error instanceof Error ? error.message : String(error));
  }
}

function read(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return UUID.test(text) ? text : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function fail(path: string, reason: string): never {
  throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path, reason });
}
