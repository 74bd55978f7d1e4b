/** Before a workspace is used: what a crash interrupted is ended, and a new one gets its start content. */
import { lstat, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BackbenchError } from '../../shared/errors.ts';
import { copyFolder } from './copy-folder.ts';
import { errno } from './file-errors.ts';
import { finish, readJournal, replaceContent, type Mover, type Places } from './replace-content.ts';

/** How long another process gets to end its reset of the same workspace; it takes milliseconds. */
const OTHER_PROCESS_MS = 5_000;

/**
 * Ends what another run left in the middle.
 * @throws BackbenchError DATA_FOLDER_UNUSABLE when its journal can't be read; the file system's error
 */
export async function settle(places: Places, mover: Mover): Promise<void> {
  const deadline = Date.now() + OTHER_PROCESS_MS;
  for (;;) {
    let journal;
    try {
      journal = await readJournal(places);
    } catch (error) {
      const reason = `journal.json cannot be read, and the files may lie in outgoing/ or undo/ beside it: ${error instanceof Error ? error.message : String(error)}`;
      throw new BackbenchError('DATA_FOLDER_UNUSABLE', { path: places.kept, reason }, { cause: error });
    }
    if (journal === null) return;
    if (journal.pid !== process.pid && isAlive(journal.pid) && Date.now() < deadline) {
      await wait(50);
      continue;
    }
    await finish(places, journal, mover);
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

/** Puts the start content into a workspace that never held any. */
export async function fillOnce(places: Places, startFolders: readonly string[], mover: Mover): Promise<void> {
  const mark = join(places.kept, 'made');
  if (await lstat(mark).then(() => true, () => false)) return;
  // Files without the mark: somebody lost our notes. They are the learner's, and stay.
  if ((await readdir(places.workspace)).length === 0) {
    await prepareIncoming(places, startFolders);
    await replaceContent(places, 'create', mover);
  }
  await writeFile(mark, '');
}

/** Copies the start content, each folder over the ones before, to where {@link replaceContent} takes it from. Leaves nothing behind when it fails. */
export async function prepareIncoming(places: Places, startFolders: readonly string[]): Promise<void> {
  const incoming = join(places.kept, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  try {
    for (const folder of startFolders) await copyFolder(folder, incoming);
  } catch (error) {
    await rm(incoming, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}
