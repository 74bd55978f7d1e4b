/** What is held about the learner of a data folder: listed with its size, and copied out as a whole. */
import { cp, lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import type { Db } from '../progress/database.ts';
import { errno } from '../workspace/file-errors.ts';
import { HELD_PLACES, placeOf, type HeldPlace } from './held-places.ts';

export interface HeldData extends HeldPlace {
  /** What is there under that name. */
  paths: string[];
  bytes: number;
}

/** Places that hold something, in the order of the list. */
export async function heldData(dataFolder: string, signal: AbortSignal): Promise<HeldData[]> {
  const found = new Map<string, HeldData>();
  for (const name of (await readdir(dataFolder)).toSorted()) {
    const place = placeOf(name);
    const known = found.get(place.name) ?? { ...place, paths: [], bytes: 0 };
    const path = join(dataFolder, name);
    found.set(place.name, { ...known, paths: [...known.paths, path], bytes: known.bytes + await bytesOf(path, signal) });
  }
  const order = (place: HeldPlace): number => {
    const at = HELD_PLACES.findIndex(({ name }) => name === place.name);
    return at === -1 ? HELD_PLACES.length : at;
  };
  return [...found.values()].toSorted((a, b) => order(a) - order(b));
}

/** Passwords of services and the names of processes are no facts about anybody. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = { session: ['passwords', 'owner'] };

/**
 * Copies all that is held about the learner into a new folder: the database's tables as JSON, and the files as they are.
 * @param target absolute; must not exist or be empty
 * @throws BackbenchError FILE_CHANGED when something is there already; DISK_FULL, DATA_FOLDER_UNUSABLE
 */
export async function copyHeldData(db: Db, dataFolder: string, target: string, signal: AbortSignal): Promise<HeldData[]> {
  try {
    await mkdir(target, { recursive: true });
    if ((await readdir(target)).length > 0) throw new BackbenchError('FILE_CHANGED', { path: target });
    const held = (await heldData(dataFolder, signal)).filter(({ about }) => about === 'learner');
    await writeFile(join(target, 'database.json'), `${JSON.stringify(tables(db), null, 2)}\n`);
    for (const { name, paths } of held) {
      // The database is there as text; its own files hold passwords.
      if (name.startsWith('backbench.db')) continue;
      for (const path of paths) {
        signal.throwIfAborted();
        await cp(path, join(target, path.slice(dataFolder.length + 1)), { recursive: true, verbatimSymlinks: true });
      }
    }
    const lines = held.map(({ paths, what }) => `${paths.map((path) => path.slice(dataFolder.length + 1)).join(', ')}\n  ${what}`);
    await writeFile(join(target, 'README.txt'), `What Backbench holds about you on this machine. database.json has the whole database, without passwords.\n\n${lines.join('\n')}\n`);
    return held;
  } catch (error) {
    if (errno(error) === 'ENOSPC') throw new BackbenchError('DISK_FULL', { path: target }, { cause: error });
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(errno(error) ?? '')) {
      throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path: target, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
    throw error;
  }
}

function tables(db: Db): Record<string, unknown[]> {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all() as string[];
  return Object.fromEntries(names.map((name) => {
    const rows = db.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[];
    return [name, rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => LEFT_OUT[name]?.includes(column) !== true)))];
  }));
}

async function bytesOf(path: string, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  const found = await lstat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  let sum = 0;
  for (const name of await readdir(path).catch(() => [])) sum += await bytesOf(join(path, name), signal);
  return sum;
}
