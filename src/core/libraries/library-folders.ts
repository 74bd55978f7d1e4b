/** Where the libraries of a stack lie on this machine, and what was written down when they were complete. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { STACK_DEFINITIONS, type Stack } from './stacks.ts';

/** Written last: a folder without it is not complete. */
export const MANIFEST = 'libraries.json';

const manifestSchema = z.object({
  /** Hash of the list that they were made from. */
  list: z.string(),
  /** Version of the program that got them, e.g. 3.11.2. */
  madeWith: z.string(),
});
export type LibraryManifest = z.infer<typeof manifestSchema>;

export const librariesFolder = (resourcesFolder: string, stack: Stack): string => join(resourcesFolder, 'native', 'libraries', stack);

/** Where a pack brought the libraries of a stack; null where none did. */
export type PackedLibraries = (stack: Stack) => string | null;

/** @returns the folder when its libraries are complete, a pack's before set-up's; else null */
export function presentLibraries(resourcesFolder: string, stack: Stack, packed: PackedLibraries = () => null): string | null {
  return [packed(stack), librariesFolder(resourcesFolder, stack)].find((folder) => folder !== null && existsSync(join(folder, MANIFEST))) ?? null;
}

/** @returns null when there is none, or none that can be read */
export async function readManifest(folder: string): Promise<LibraryManifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch {
    return null;
  }
}

/** One hash of a stack's list: a file, or all files of a folder. */
export async function listHash(recipesFolder: string, stack: Stack): Promise<string> {
  const hash = createHash('sha256');
  const path = join(recipesFolder, STACK_DEFINITIONS[stack].list);
  if ((await stat(path)).isFile()) return hash.update(await readFile(path)).digest('hex');
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) {
    hash.update(`${file.slice(path.length).replaceAll('\\', '/')}\0`).update(await readFile(file)).update('\0');
  }
  return hash.digest('hex');
}
