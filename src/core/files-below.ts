/** Finds the files of a kind at a place that a person names: a stick, a folder with all below it, or one file. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../shared/errors.ts';

/** A school's year stays below; whole disks are no place to import from. */
const DEEPEST_FOLDER = 6;

/**
 * By path, links not followed.
 * @param ending of the names that count; a file that is named itself is taken as it is
 * @param most how many at most
 * @returns absolute paths
 * @throws BackbenchError PLACE_NOT_FOUND
 */
export async function filesBelow(place: string, ending: string, most: number): Promise<string[]> {
  const found = await stat(place).catch((error: unknown) => { throw new BackbenchError('PLACE_NOT_FOUND', { path: place }, { cause: error }); });
  if (!found.isDirectory()) return [place];
  const paths: string[] = [];
  const look = async (folder: string, depth: number): Promise<void> => {
    // A folder that may not be looked into, such as a stick's own bin, holds none.
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (paths.length >= most) return;
      const path = join(folder, entry.name);
      if (entry.isFile() && entry.name.endsWith(ending)) paths.push(path);
      else if (entry.isDirectory() && depth < DEEPEST_FOLDER) await look(path, depth + 1);
    }
  };
  await look(place, 0);
  return paths;
}
