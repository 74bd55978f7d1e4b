/**
 * Erases all that is held about the learner of a data folder. The database goes with its write-ahead log and its copies,
 * as files: no page of it is left for a later database to show. What is the same for everybody stays.
 */
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import type { Engine } from '../engines/engine.ts';
import type { Db } from '../progress/database.ts';
import { errno } from '../workspace/file-errors.ts';
import { placeOf } from './held-places.ts';

/** Windows and virus scanners keep a file open for a moment. */
const REMOVE_TRIES = 5;

export interface EraseParts {
  /** The folder's database. */
  db: Db;
  dataFolder: string;
  instance: string;
  engines: readonly Pick<Engine, 'remove' | 'sweep'>[];
  /** Sessions by the engine that has their data. */
  sessions: readonly { id: string; engine: Pick<Engine, 'remove'> | null }[];
  /** Names in the folder that stay. */
  spare?: readonly string[];
  /** Ends what still writes: called when it is known that nobody else has the database. */
  settle?: () => Promise<void>;
  /** Lets go of the database; nothing may be written to the folder after that. */
  close: () => Promise<void>;
}

/**
 * @returns what was removed, absolute paths
 * @throws BackbenchError DATA_IN_USE while another process has the database open; an engine's error when it holds data and
 * can't be reached: nothing is erased then. ERASE_INCOMPLETE when something could not be removed
 */
export async function eraseLearner({ db, dataFolder, instance, engines, sessions, spare = [], settle, close }: EraseParts, signal: AbortSignal): Promise<string[]> {
  assertUnused(db, dataFolder);
  await settle?.();
  for (const { id, engine } of sessions) await engine?.remove(id, signal);
  for (const engine of engines) await engine.sweep({ keep: () => false, stop: () => false }, signal);
  await close();
  const names = await readdir(dataFolder);
  // Last what others of us go by: whoever is interrupted here begins again with the same folder.
  const doomed = names.filter((name) => !spare.includes(name) && ['learner', 'installation'].includes(placeOf(name).about))
    .toSorted((a, b) => Number(placeOf(a).about === 'installation') - Number(placeOf(b).about === 'installation'))
    .map((name) => join(dataFolder, name));
  const removed: string[] = [];
  const left: { path: string; reason: string }[] = [];
  for (const path of [join(tmpdir(), `backbench-${instance}`), ...doomed]) {
    try {
      if (await lstat(path).then(() => false, () => true)) continue;
      await remove(path);
      removed.push(path);
    } catch (error) {
      left.push({ path, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  if (left.length > 0) throw new BackbenchError('ERASE_INCOMPLETE', { left });
  return removed;
}

/** The app has the database open for as long as it runs. Leaving write-ahead logging takes being alone with it. */
function assertUnused(db: Db, dataFolder: string): void {
  try {
    if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return;
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
  }
  throw new BackbenchError('DATA_IN_USE', { path: dataFolder });
}

async function remove(path: string): Promise<void> {
  const all = (): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: REMOVE_TRIES });
  await all().catch(async (error: unknown) => {
    if (errno(error) !== 'EACCES' && errno(error) !== 'EPERM') throw error;
    // A folder that a learner made read-only.
    await unlock(path);
    await all();
  });
}

async function unlock(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const name of await readdir(path)) await unlock(join(path, name));
}
