/** Files and folders that a person has chosen in a dialog or has dropped on the window: calls name them by a token, once. */
import { mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../shared/errors.ts';
import { writeDurably } from './workspace/durable-files.ts';
import { errno } from './workspace/file-errors.ts';

/** read: what is there may be read. save: it may be written. */
export type ChosenUse = 'read' | 'save';

export class ChosenFiles {
  readonly #paths = new Map<string, string>();

  /** One call that names the token may use this place, in this way. */
  allow(use: ChosenUse, token: string, path: string): void {
    this.#paths.set(`${use} ${token}`, path);
  }

  /** @returns the place, absolute @throws BackbenchError PATH_REFUSED for a token that nobody gave, or that was used */
  take(use: ChosenUse, token: string): string {
    const key = `${use} ${token}`;
    const path = this.#paths.get(key);
    this.#paths.delete(key);
    if (path === undefined) throw new BackbenchError('PATH_REFUSED', { path: '', reason: 'it was not chosen' });
    return path;
  }
}

/**
 * Writes a file where a person said.
 * @param path absolute
 * @throws BackbenchError DISK_FULL; PLACE_NOT_WRITABLE for a place that can't be written, such as a stick that was pulled out
 */
export async function writeChosen(path: string, bytes: Uint8Array | string): Promise<void> {
  try {
    await writeDurably(path, bytes);
  } catch (error) {
    throw placeError(error, path);
  }
}

/**
 * Tries whether a folder can be written, and makes it where it is missing: for work that takes long before it writes there.
 * @param folder absolute
 * @throws BackbenchError DISK_FULL; PLACE_NOT_WRITABLE for a folder that can't be written
 */
export async function makeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await rmdir(await mkdtemp(join(folder, '.backbench-')));
  } catch (error) {
    throw placeError(error, folder);
  }
}

/** @param error of the file system @returns DISK_FULL or PLACE_NOT_WRITABLE with the place; anything else as it is */
export function placeError(error: unknown, path: string): unknown {
  if (errno(error) === 'ENOSPC') return new BackbenchError('DISK_FULL', { path }, { cause: error });
  if (errno(error) === undefined) return error;
  return new BackbenchError('PLACE_NOT_WRITABLE', { path, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
}
