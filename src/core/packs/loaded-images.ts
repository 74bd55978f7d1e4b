/** The images that an import which has not ended gave to the engine: without a name as yet, and to be removed when it is given up. */
import { join } from 'node:path';
import { z } from 'zod';
import { sha256Schema } from '../../shared/pack-format.ts';
import type { PackDisk } from './disk.ts';
import { readState, writeState } from './state-file.ts';

const placeOf = (packsFolder: string): string => join(packsFolder, 'loaded-images.json');

/** @returns their ids, SHA-256 in hex. @throws BackbenchError DATA_FOLDER_UNUSABLE */
export async function loadedImages(packsFolder: string): Promise<string[]> {
  return (await readState(placeOf(packsFolder), z.array(sha256Schema))) ?? [];
}

/** Written before the engine gets the first of them. @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE */
export async function noteLoadedImages(packsFolder: string, ids: readonly string[], disk: PackDisk): Promise<void> {
  const before = await loadedImages(packsFolder);
  if (ids.length > 0) await writeState(placeOf(packsFolder), [...new Set([...before, ...ids])], disk);
}

/**
 * They are named, or gone; those of other imports that were given up stay noted. What can't be written now changes nothing: an image
 * with a name is never removed.
 */
export async function forgetLoadedImages(packsFolder: string, ids: readonly string[], disk: PackDisk): Promise<void> {
  try {
    const noted = await loadedImages(packsFolder);
    const left = noted.filter((id) => !ids.includes(id));
    if (left.length === 0) await disk.remove(placeOf(packsFolder));
    else if (left.length < noted.length) await writeState(placeOf(packsFolder), left, disk);
  } catch {
    // They are looked at again when unlisted images are removed.
  }
}
