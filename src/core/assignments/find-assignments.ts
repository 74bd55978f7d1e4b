/** The assignment files at a place: one file, or a folder such as a stick with all below it. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ASSIGNMENT_ENDING } from '../../shared/assignment-format.ts';
import { BackbenchError } from '../../shared/errors.ts';

/** What a year of a school needs stays below; whole disks are no place to import from. */
const MOST_FILES = 500;
const DEEPEST_FOLDER = 6;

/** @returns absolute paths, links not followed @throws BackbenchError PLACE_NOT_FOUND */
export async function findAssignments(place: string): Promise<string[]> {
  const found = await stat(place).catch((error: unknown) => { throw new BackbenchError('PLACE_NOT_FOUND', { path: place }, { cause: error }); });
  if (!found.isDirectory()) return [place];
  const paths: string[] = [];
  const look = async (folder: string, depth: number): Promise<void> => {
    // A folder that may not be looked into, such as a stick's own bin, holds none.
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (paths.length >= MOST_FILES) return;
      if (entry.isFile() && entry.name.endsWith(ASSIGNMENT_ENDING)) paths.push(join(folder, entry.name));
      else if (entry.isDirectory() && depth < DEEPEST_FOLDER) await look(join(folder, entry.name), depth + 1);
    }
  };
  await look(place, 0);
  return paths;
}
