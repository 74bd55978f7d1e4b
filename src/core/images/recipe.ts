/** A recipe: the folder under resources/images/ that one image is built from, and its content hash. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';

/** Our images, in the order they are built: each after the one it stands on. */
export const IMAGE_NAMES = ['base', 'postgres', 'redis', 'mongo', 'mysql', 'shell', 'shell-python', 'shell-java', 'shell-go'] as const;
export type ImageName = (typeof IMAGE_NAMES)[number];

/** The image that another stands on: a language's shell on the learner's shell, everything else on `base`. */
export function parentOf(name: ImageName): ImageName | null {
  if (name === 'base') return null;
  return name.startsWith('shell-') ? 'shell' : 'base';
}

export interface RecipeFile {
  /** Relative to the recipe, with `/` on every platform. */
  path: string;
  bytes: Uint8Array;
}

export interface Recipe {
  name: ImageName;
  /** Sorted by path. */
  files: RecipeFile[];
}

/** What lies in a recipe's folder and is not part of the image: a better sentence must not cause a rebuild. */
const NOT_PART_OF_IMAGE = /(^|\/)(README\.md|\.gitattributes|requirements\.in)$/;

/** Hexadecimal digits of a hash in a tag: 48 bits tell all recipes of a machine apart, and can still be read. */
const HASH_DIGITS = 12;

/**
 * Reads a recipe's folder.
 * @throws BackbenchError FILE_NOT_FOUND when the folder has no Dockerfile
 */
export async function readRecipe(recipesFolder: string, name: ImageName): Promise<Recipe> {
  const folder = join(recipesFolder, name);
  const paths = await filesBelow(folder, '');
  if (!paths.includes('Dockerfile')) throw new BackbenchError('FILE_NOT_FOUND', { path: join(folder, 'Dockerfile') });
  const wanted = paths.filter((path) => !NOT_PART_OF_IMAGE.test(path)).sort();
  const files = await Promise.all(wanted.map(async (path) => ({ path, bytes: await readFile(join(folder, path)) })));
  return { name, files };
}

async function filesBelow(folder: string, prefix: string): Promise<string[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && prefix === '') return [];
    throw error;
  });
  const found = await Promise.all(entries.map(async (entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, path);
    return entry.isFile() ? [path] : [];
  }));
  return found.flat();
}

/**
 * The hash that names an image: equal on every machine for equal recipes, whatever the platform's file modes,
 * times and order of reading.
 * @param parentHash the hash of the image it stands on, or null for the base itself
 */
export function recipeHash(recipe: Recipe, parentHash: string | null): string {
  const hash = createHash('sha256');
  // Lengths first, so that no two different recipes run together into the same bytes.
  const add = (bytes: Uint8Array) => hash.update(`${bytes.byteLength}\n`).update(bytes);
  const text = new TextEncoder();
  add(text.encode(parentHash ?? ''));
  for (const file of recipe.files) {
    add(text.encode(file.path));
    add(file.bytes);
  }
  return hash.digest('hex').slice(0, HASH_DIGITS);
}

/** Programs are marked by their first line; Windows keeps no such mode for files. */
export function isProgram(file: RecipeFile): boolean {
  return file.bytes[0] === 0x23 && file.bytes[1] === 0x21; // #!
}
