/** Reads one file of a lab folder when it is needed: never through a link, never more than a sane size. */
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { relativePath } from '../../shared/names.ts';

/** The largest file of a lab, in bytes: seeds of some hundred thousand rows fit; more is made by a generator in the seed. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** What is needed to find a lab's files. */
export interface LabFolder {
  /** Absolute. */
  folder: string;
  lab: { id: string };
}

/**
 * @param name a path inside the lab folder, forward slashes
 * @returns the text, without a byte order mark
 * @throws BackbenchError LAB_INVALID naming the file and what is wrong with it
 */
export async function readLabFile(loaded: LabFolder, name: string): Promise<string> {
  const bytes = await readLabBytes(loaded, name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalid(loaded, name, 'This is not UTF-8 text. Save it as UTF-8.', error);
  }
}

/** As {@link readLabFile}, for files that need not be text. */
export async function readLabBytes(loaded: LabFolder, name: string): Promise<Buffer> {
  if (!relativePath.safeParse(name).success) throw invalid(loaded, name, 'This path leaves the lab folder.');
  try {
    await refuseLinks(loaded, name);
    const handle = await open(join(loaded.folder, name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = await handle.stat();
      if (size > MAX_FILE_BYTES) {
        throw invalid(loaded, name, `The file has ${String(size)} bytes; the limit is ${String(MAX_FILE_BYTES)}.`);
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof BackbenchError) throw error;
    throw invalid(loaded, name, `The file could not be read: ${error instanceof Error ? error.message : String(error)}.`, error);
  }
}

async function refuseLinks(loaded: LabFolder, name: string): Promise<void> {
  const parts = name.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const stat = await lstat(join(loaded.folder, ...parts.slice(0, count)));
    if (stat.isSymbolicLink()) throw invalid(loaded, name, 'This is a symbolic link. Put the file itself here.');
    if (count === parts.length && !stat.isFile()) throw invalid(loaded, name, 'This is not a file.');
  }
}

function invalid(loaded: LabFolder, file: string, message: string, cause?: unknown): BackbenchError<'LAB_INVALID'> {
  return new BackbenchError('LAB_INVALID', { lab: loaded.lab.id, problems: [{ file, message }] }, { cause });
}
