/** Files and folders of a workspace under another name, taken away, and put back. What is taken away lies beside the workspace. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { move } from './durable-files.ts';
import { errno } from './file-errors.ts';
import { resolveInside } from './safe-path.ts';

/** So many removals can be taken back; older ones are gone for good. */
const MOST_REMOVED = 20;

/** In a removal's folder: where it stood, and itself. */
const PATH = 'path';
const CONTENT = 'content';

/** The ids of removals: when, then chance, so that their order is their age. */
const REMOVED = /^\d{15}-[0-9a-f]{8}$/;

/** @throws BackbenchError FILE_NOT_FOUND, FILE_CHANGED when there is something at `to`, PATH_REFUSED */
export async function moveInside(folder: string, from: string, to: string): Promise<void> {
  const source = await resolveInside(folder, from);
  if (source.stat === null) throw new BackbenchError('FILE_NOT_FOUND', { path: from });
  const target = await resolveInside(folder, to);
  // Where names differ by case only, some systems say that the other one is there: it is the same file.
  if (target.stat !== null && target.stat.ino !== source.stat.ino) throw new BackbenchError('FILE_CHANGED', { path: to });
  if (`${to}/`.startsWith(`${from}/`) && to !== from) throw new BackbenchError('PATH_REFUSED', { path: to, reason: 'a folder cannot be moved into itself' });
  await mkdir(dirname(target.absolute), { recursive: true });
  await move(source.absolute, target.absolute);
}

/**
 * Takes a file or a folder away.
 * @param removed where it goes; on the same disk as `folder`
 * @returns the removal's id, for {@link putBackInside}
 * @throws BackbenchError FILE_NOT_FOUND, PATH_REFUSED
 */
export async function removeInside(folder: string, removed: string, path: string): Promise<string> {
  const source = await resolveInside(folder, path);
  if (source.stat === null) throw new BackbenchError('FILE_NOT_FOUND', { path });
  const id = `${String(Date.now()).padStart(15, '0')}-${randomBytes(4).toString('hex')}`;
  const place = join(removed, id);
  await mkdir(place, { recursive: true });
  await writeFile(join(place, PATH), path);
  await move(source.absolute, join(place, CONTENT));
  for (const old of (await idsIn(removed)).slice(0, -MOST_REMOVED)) await rm(join(removed, old), { recursive: true, force: true });
  return id;
}

/**
 * Puts back what was taken away.
 * @returns its path
 * @throws BackbenchError FILE_NOT_FOUND when it is gone for good, FILE_CHANGED when something has its name now
 */
export async function putBackInside(folder: string, removed: string, id: string): Promise<string> {
  const place = join(removed, id);
  if (!(await idsIn(removed)).includes(id)) throw new BackbenchError('FILE_NOT_FOUND', { path: id });
  const path = await readFile(join(place, PATH), 'utf8');
  const target = await resolveInside(folder, path);
  if (target.stat !== null) throw new BackbenchError('FILE_CHANGED', { path });
  await mkdir(dirname(target.absolute), { recursive: true });
  await move(join(place, CONTENT), target.absolute);
  await rm(place, { recursive: true, force: true });
  return path;
}

async function idsIn(removed: string): Promise<string[]> {
  const names = await readdir(removed).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => REMOVED.test(name)).sort();
}
