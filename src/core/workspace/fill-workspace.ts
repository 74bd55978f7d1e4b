/** Before a workspace is used: what a crash interrupted is ended, and a new one gets its start content. */
import { lstat, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BackbenchError } from '../../shared/errors.ts';
import { PRISTINE_SNAPSHOT } from '../snapshot.ts';
import { copyFolder } from './copy-folder.ts';
import { syncFolder } from './durable-files.ts';
import { errno } from './file-errors.ts';
import { endJournal, makeEqual, readJournal, type Doing, type Places } from './make-equal.ts';
import type { Snapshots } from './snapshots.ts';

/** How long another process gets to end its restore of the same workspace; it takes milliseconds. */
const OTHER_PROCESS_MS = 5_000;

/**
 * Ends what another run left in the middle.
 * @throws BackbenchError DATA_FOLDER_UNUSABLE when its journal can't be read; the file system's error
 */
export async function settle(places: Places, snapshots: Snapshots, doing: Doing): Promise<void> {
  const deadline = Date.now() + OTHER_PROCESS_MS;
  for (;;) {
    let journal;
    try {
      journal = readJournal(places);
    } catch (error) {
      const reason = `journal.json cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path: places.kept, reason }, { cause: error });
    }
    if (journal === null) return;
    if (journal.pid !== process.pid && isAlive(journal.pid) && Date.now() < deadline) {
      await wait(50);
      continue;
    }
    if (journal.keeps === null || snapshots.has(journal.keeps)) await makeEqual(journal.to, places, snapshots, doing);
    else await endJournal(places, doing);
    await syncFolder(places.kept);
    return;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errno(error) === 'EPERM';
  }
}

/** Keeps the start content as the pristine snapshot, and puts it into a workspace that never held any. */
export async function fillOnce(places: Places, startFolders: readonly string[], snapshots: Snapshots, doing: Doing): Promise<void> {
  if (!snapshots.has(PRISTINE_SNAPSHOT)) await keepStart(places, startFolders, snapshots);
  const mark = join(places.kept, 'made');
  if (await lstat(mark).then(() => true, () => false)) return;
  // Files without the mark: somebody lost our notes. They are the learner's, and stay.
  if ((await readdir(places.workspace)).length === 0) {
    await makeEqual(PRISTINE_SNAPSHOT, places, snapshots, doing);
    await syncFolder(places.kept);
  }
  await writeFile(mark, '');
}

/** What the lab starts with, each folder over the ones before, as a snapshot. Leaves nothing behind when it fails. */
async function keepStart(places: Places, startFolders: readonly string[], snapshots: Snapshots): Promise<void> {
  const work = join(places.kept, 'start');
  await rm(work, { recursive: true, force: true });
  try {
    for (const folder of startFolders) await copyFolder(folder, work);
    await snapshots.capture(PRISTINE_SNAPSHOT, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
