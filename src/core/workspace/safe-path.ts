/** From a path that somebody typed to a place inside a folder, never outside of it. */
import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { relativePath } from '../../shared/names.ts';
import { errno } from './file-errors.ts';

export interface SafePath {
  /** Absolute. */
  absolute: string;
  /** What is there, or null. Never a link. */
  stat: Stats | null;
}

/**
 * Follows a path part by part and stops at the first symbolic link: a link in the workspace could lead anywhere.
 * @param root absolute and trusted
 * @param path relative, forward slashes
 * @throws BackbenchError PATH_REFUSED when it is absolute, leaves the folder, or goes through a link or a file
 */
export async function resolveInside(root: string, path: string): Promise<SafePath> {
  const refuse = (reason: string): BackbenchError => new BackbenchError('PATH_REFUSED', { path, reason });
  if (!relativePath.safeParse(path).success) throw refuse('it is not a path inside the workspace');
  const parts = path.split('/').filter((part) => part !== '');
  let absolute = root;
  let stat: Stats | null = null;
  for (const [index, part] of parts.entries()) {
    absolute = join(absolute, part);
    stat = await lstatOrNull(absolute);
    if (stat === null) return { absolute: join(root, ...parts), stat: null };
    if (stat.isSymbolicLink()) throw refuse('a symbolic link lies on it');
    if (index < parts.length - 1 && !stat.isDirectory()) throw refuse('it goes through a file');
  }
  return { absolute, stat };
}

async function lstatOrNull(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  }
}
