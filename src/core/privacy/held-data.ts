/** What is held about the learner of a data folder: listed with its size, and copied out as a whole. */
import { cp, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import type { Db } from '../progress/database.ts';
import { errno } from '../workspace/file-errors.ts';
import { HELD_PLACES, placeOf, type HeldPlace } from './held-places.ts';

export interface HeldData extends HeldPlace {
  /** What is there under that name. */
  paths: string[];
  bytes: number;
  /** How many files that is. */
  files: number;
}

/** Places that hold something, in the order of the list. */
export async function heldData(dataFolder: string, signal: AbortSignal): Promise<HeldData[]> {
  const found = new Map<string, HeldData>();
  for (const name of (await readdir(dataFolder)).toSorted()) {
    const place = placeOf(name);
    const known = found.get(place.name) ?? { ...place, paths: [], bytes: 0, files: 0 };
    const path = join(dataFolder, name);
    const { bytes, files } = await sizeOf(path, signal);
    found.set(place.name, { ...known, paths: [...known.paths, path], bytes: known.bytes + bytes, files: known.files + files });
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
 * @param target absolute; must not exist or be empty. What was written is taken away when it can't be completed
 * @throws BackbenchError FILE_CHANGED when something is there already; DISK_FULL, DATA_FOLDER_UNUSABLE
 */
export async function copyHeldData(db: Db, dataFolder: string, target: string, signal: AbortSignal, onCopied: (bytes: number, of: number) => void = () => undefined): Promise<HeldData[]> {
  let ours = false;
  try {
    await mkdir(target, { recursive: true });
    if ((await readdir(target)).length > 0) throw new BackbenchError('FILE_CHANGED', { path: target });
    ours = true;
    const held = (await heldData(dataFolder, signal)).filter(({ about }) => about === 'learner');
    // The database is there as text; its own files hold passwords.
    const copied = held.filter(({ name }) => !name.startsWith('backbench.db'));
    const all = copied.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    await writeFile(join(target, 'database.json'), `${JSON.stringify(tables(db), null, 2)}\n`);
    const passing = async (path: string): Promise<boolean> => {
      signal.throwIfAborted();
      const found = await lstat(path).catch(() => null);
      if (found !== null && !found.isDirectory()) onCopied(Math.min(all, done += found.size), all);
      // Sockets and pipes hold nothing that could be copied.
      return found !== null && (found.isDirectory() || found.isFile() || found.isSymbolicLink());
    };
    for (const path of copied.flatMap(({ paths }) => paths)) {
      await cp(path, join(target, path.slice(dataFolder.length + 1)), { recursive: true, verbatimSymlinks: true, filter: passing });
    }
    const lines = held.map(({ paths, what }) => `${paths.map((path) => path.slice(dataFolder.length + 1)).join(', ')}\n  ${what}`);
    await writeFile(join(target, 'README.txt'), `What Backbench holds about you on this machine. database.json has the whole database, without passwords.\n\n${lines.join('\n')}\n`);
    return held;
  } catch (error) {
    // Half a copy would be taken for all of it.
    if (ours) await rm(target, { recursive: true, force: true });
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

async function sizeOf(path: string, signal: AbortSignal): Promise<{ bytes: number; files: number }> {
  signal.throwIfAborted();
  const found = await lstat(path).catch(() => null);
  if (found === null) return { bytes: 0, files: 0 };
  if (!found.isDirectory()) return { bytes: found.size, files: 1 };
  const sum = { bytes: 0, files: 0 };
  for (const name of await readdir(path).catch(() => [])) {
    const { bytes, files } = await sizeOf(join(path, name), signal);
    sum.bytes += bytes;
    sum.files += files;
  }
  return sum;
}
