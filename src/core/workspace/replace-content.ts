/**
 * Exchanges everything in the workspace for something else, as one act: after a crash at any moment the next
 * open finds the old content or the new, never a mixture. The folder itself stays, since shells stand in it
 * and containers have it mounted; only what lies in it is moved.
 *
 * Beside the workspace `<folder>` lies `<folder>.kept`:
 *   journal.json   the act under way and how far it is; written before anything is moved
 *   incoming/      what will be moved in
 *   outgoing/      what was moved out
 *   undo/          the content before the last reset
 *   made           the workspace has been filled once
 *
 * Phases: `out` moves the workspace's entries to outgoing, `in` moves incoming into the workspace, `keep` makes
 * outgoing the new undo (or drops it). Each can be repeated from where it stopped. An error (not a crash) goes
 * back instead: `back` moves everything where it was.
 */
import { lstat, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { move, syncFolder, writeDurably } from './durable-files.ts';
import { errno } from './file-errors.ts';

const journalSchema = z.strictObject({
  act: z.enum(['create', 'reset', 'undo']),
  phase: z.enum(['out', 'in', 'keep', 'back']),
  /** The names at the top of what is moved in. */
  incoming: z.array(z.string()),
  /** The process that does it. */
  pid: z.number().int(),
});
export type Journal = z.infer<typeof journalSchema>;

/** What changes the disk, so that tests can stop after any of it. */
export interface Mover {
  move(from: string, to: string): Promise<void>;
  writeJournal(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export const diskMover: Mover = {
  move,
  writeJournal: (path, text) => writeDurably(path, text),
  remove: (path) => rm(path, { recursive: true, force: true }),
};

export interface Places {
  workspace: string;
  kept: string;
}

const inKept = (places: Places, name: string): string => join(places.kept, name);

/** The journal of an act that was not finished, or null. @throws SyntaxError, ZodError for a journal nobody wrote */
export async function readJournal(places: Places): Promise<Journal | null> {
  try {
    return journalSchema.parse(JSON.parse(await readFile(inKept(places, 'journal.json'), 'utf8')));
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Begins an act and carries it through. Its content must lie in incoming/ (create, reset) or undo/ (undo).
 * @throws what stopped it, after everything was moved back
 */
export async function replaceContent(places: Places, act: Journal['act'], mover: Mover): Promise<void> {
  const source = inKept(places, act === 'undo' ? 'undo' : 'incoming');
  const journal: Journal = { act, phase: act === 'create' ? 'in' : 'out', incoming: await readdir(source), pid: process.pid };
  await record(places, journal, mover);
  await finish(places, journal, mover);
}

/**
 * Carries an act through from its phase; also what the next open does after a crash.
 * @throws what stopped it, after everything was moved back
 */
export async function finish(places: Places, journal: Journal, mover: Mover): Promise<void> {
  try {
    let now = journal;
    if (now.phase === 'out') {
      await moveOut(places, now, mover);
      now = await record(places, { ...now, phase: 'in' }, mover);
    }
    if (now.phase === 'in') {
      await moveIn(places, mover, now.act);
      now = await record(places, { ...now, phase: 'keep' }, mover);
    }
    if (now.phase === 'keep') await keep(places, now, mover);
    if (now.phase === 'back') await goBack(places, now, mover);
  } catch (error) {
    // Once the new content is in, the act has happened; what is left is tidying, for the next open.
    const reached = await readJournal(places).catch(() => null);
    if (reached === null || reached.phase === 'keep' || journal.phase === 'back') throw error;
    const back: Journal = { ...reached, phase: 'back' };
    // On a full disk not even this can be noted. Going back needs no space, so it is done all the same.
    await record(places, back, mover).catch(() => back);
    await goBack(places, back, mover);
    throw error;
  }
}

async function record(places: Places, journal: Journal, mover: Mover): Promise<Journal> {
  await mover.writeJournal(inKept(places, 'journal.json'), JSON.stringify(journal));
  return journal;
}

async function moveOut(places: Places, journal: Journal, mover: Mover): Promise<void> {
  if (journal.act === 'undo' && await exists(inKept(places, 'undo'))) await mover.move(inKept(places, 'undo'), inKept(places, 'incoming'));
  const outgoing = inKept(places, 'outgoing');
  await mkdir(outgoing, { recursive: true });
  for (const name of await readdir(places.workspace)) await mover.move(join(places.workspace, name), await freePlace(outgoing, name));
  await syncFolder(outgoing);
  await syncFolder(places.workspace);
}

async function moveIn(places: Places, mover: Mover, act: Journal['act']): Promise<void> {
  const outgoing = inKept(places, 'outgoing');
  for (const name of await namesIn(inKept(places, 'incoming'))) {
    const target = join(places.workspace, name);
    if (await exists(target)) {
      // Another program made it since the folder was emptied. At the creation it stays; else it goes where the rest went.
      if (act === 'create') continue;
      await mkdir(outgoing, { recursive: true });
      await mover.move(target, await freePlace(outgoing, name));
    }
    await mover.move(inKept(places, join('incoming', name)), target);
  }
  await syncFolder(places.workspace);
}

async function keep(places: Places, journal: Journal, mover: Mover): Promise<void> {
  const outgoing = inKept(places, 'outgoing');
  if (await exists(outgoing)) {
    if (journal.act === 'reset' && await exists(inKept(places, 'undo'))) await mover.move(inKept(places, 'undo'), await freePlace(places.kept, 'discarded'));
    await mover.move(outgoing, journal.act === 'reset' ? inKept(places, 'undo') : await freePlace(places.kept, 'discarded'));
  }
  await end(places, mover);
}

async function goBack(places: Places, journal: Journal, mover: Mover): Promise<void> {
  const incoming = inKept(places, 'incoming');
  const stillWaiting = new Set(await namesIn(incoming));
  for (const name of journal.incoming) {
    const moved = join(places.workspace, name);
    if (!stillWaiting.has(name) && await exists(moved) && await exists(incoming)) await mover.move(moved, join(incoming, name));
  }
  const outgoing = inKept(places, 'outgoing');
  for (const name of await namesIn(outgoing)) await mover.move(join(outgoing, name), await freePlace(places.workspace, name));
  if (journal.act === 'undo' && await exists(incoming)) await mover.move(incoming, inKept(places, 'undo'));
  await syncFolder(places.workspace);
  await mover.remove(outgoing);
  await end(places, mover);
}

/** Ends the act: from here on it has happened. What is left to remove is removed by {@link sweepKept}. */
async function end(places: Places, mover: Mover): Promise<void> {
  await syncFolder(places.kept);
  await mover.remove(inKept(places, 'journal.json'));
  await syncFolder(places.kept);
}

/** Removes what finished acts and failed preparations left behind; nothing while an act waits to be finished. */
export async function sweepKept(places: Places): Promise<void> {
  if (await exists(inKept(places, 'journal.json'))) return;
  for (const name of await namesIn(places.kept)) {
    if (/^(incoming|outgoing|discarded(\.\d+)?)$/.test(name)) await rm(inKept(places, name), { recursive: true, force: true });
  }
}

/** `name`, or `name.2`, `name.3` … when something is there already. */
async function freePlace(folder: string, name: string): Promise<string> {
  let place = join(folder, name);
  for (let count = 2; await exists(place); count += 1) place = join(folder, `${name}.${String(count)}`);
  return place;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errno(error) === 'ENOENT') return [];
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errno(error) === 'ENOENT') return false;
    throw error;
  }
}
