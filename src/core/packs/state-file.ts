/** A small JSON file of packs: read through a schema, replaced as a whole and on the disk when it is. */
import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { BackbenchError } from '../../shared/errors.ts';
import { asFileError, errno } from '../workspace/file-errors.ts';
import type { PackDisk } from './disk.ts';

/** @returns null when there is none. @throws BackbenchError DATA_FOLDER_UNUSABLE for one that can't be read: what it protects must not be forgotten */
export async function readState<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/** @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE; the file is as before then */
export async function writeState(path: string, value: unknown, disk: PackDisk): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.new`;
  try {
    const folder = dirname(path);
    const isFirst = await stat(folder).then(() => false, () => true);
    await disk.makeFolder(folder);
    if (isFirst) await disk.syncFolder(dirname(folder));
    // Readable for all: where an administrator keeps packs for a whole machine, its learners must know what is there.
    await disk.writeFile(draft, [Buffer.from(`${JSON.stringify(value, null, 1)}\n`)], 0o644);
    await disk.rename(draft, path);
  } catch (error) {
    await disk.remove(draft).catch(() => undefined);
    throw asFileError(error, path);
  }
}
