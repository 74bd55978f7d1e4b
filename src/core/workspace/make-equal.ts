/**
 * Makes a folder equal to a snapshot, touching only what differs. The folder itself stays, since shells stand in
 * it and containers have it mounted. After a crash at any moment {@link settle} carries it through: the journal
 * names the snapshot, and making equal again does only what is left to do.
 *
 * In `<folder>.kept`:
 *   journal.json   which snapshot the folder is being made equal to; written before anything in it is changed
 *   incoming/      the new contents, complete before anything in the folder is changed
 *   outgoing/      what was taken out of the folder; everything in it is kept in a snapshot
 */
import { readFileSync } from 'node:fs';
import { chmod, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { waitForAll } from '../wait-for-all.ts';
import { move, syncFolder, writeDurably } from './durable-files.ts';
import { errno } from './file-errors.ts';
import { inParallel } from './file-hashes.ts';
import { entryAt } from './scan.ts';
import type { Draft, Kept, Present, Snapshots } from './snapshots.ts';

export interface Places {
  workspace: string;
  kept: string;
}

/** Runs each change of the disk; tests stop after any of them. */
export type Doing = (change: () => Promise<void>) => Promise<void>;
export const undisturbed: Doing = (change) => change();

const journalSchema = z.strictObject({
  to: z.string(),
  /** The snapshot of what was there. Nothing was changed yet while it is missing: the journal is of no account then. */
  keeps: z.string().nullable().default(null),
  /** The process that does it. */
  pid: z.number().int(),
});
export type Journal = z.infer<typeof journalSchema>;

/** What must be done to get from the present content to a snapshot. */
export interface Difference {
  /** Not in the snapshot; of a folder that goes, only the folder. */
  removed: Present[];
  /** New, or with another content. */
  written: Kept[];
  /** With other permissions only. */
  modes: Kept[];
  /** Paths of files and links, for people. */
  summary: { added: string[]; changed: string[]; removed: string[] };
}

/** Smaller files are read again as quickly as they are looked at. */
const WORTH_REMEMBERING_BYTES = 64 * 1024;

const journalPath = (places: Places): string => join(places.kept, 'journal.json');

/** The journal of an act that was not finished, or null. @throws SyntaxError, ZodError for a journal nobody wrote */
export function readJournal(places: Places): Journal | null {
  try {
    return journalSchema.parse(JSON.parse(readFileSync(journalPath(places), 'utf8')));
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  }
}

/** @param seen what the workspace holds, where that was just looked at */
export async function differenceTo(name: string, places: Places, snapshots: Snapshots, seen?: readonly Present[]): Promise<Difference> {
  const wanted = new Map((await snapshots.read(name)).map((entry) => [entry.path, entry]));
  const present = seen ?? await snapshots.present(places.workspace, wanted);
  const there = new Map(present.map((entry) => [entry.path, entry]));
  const removed: Difference['removed'] = [];
  const gone: string[] = [];
  const summary: Difference['summary'] = { added: [], changed: [], removed: [] };
  for (const entry of present) {
    const same = wanted.get(entry.path);
    if (same === undefined && entry.kind !== 'folder') summary.removed.push(entry.path);
    if (gone.some((folder) => entry.path.startsWith(`${folder}/`))) continue;
    if (same?.kind === entry.kind) continue;
    removed.push(entry);
    if (entry.kind === 'folder') gone.push(entry.path);
  }
  const written: Kept[] = [];
  const modes: Kept[] = [];
  for (const entry of wanted.values()) {
    const now = there.get(entry.path);
    const isSame = now?.kind === entry.kind && now.hash === entry.hash && now.target === entry.target;
    if (!isSame) {
      written.push(entry);
      if (entry.kind !== 'folder') (now === undefined ? summary.added : summary.changed).push(entry.path);
    } else if (now.mode !== entry.mode && entry.kind !== 'link' && process.platform !== 'win32') modes.push(entry);
  }
  return { removed, written, modes, summary };
}

/**
 * The folder is as it shall be, on the disk, when it resolves; {@link syncFolder} of `kept` must follow, which nobody
 * needs to wait for: until then, a power cut only lets the same be done again.
 * @param name a snapshot that is there
 * @param present what the folder holds, and the name that it is kept under before anything is changed; null when it is let go
 * @throws BackbenchError CHECKPOINT_DAMAGED and errors of the file system before anything is changed; after that, the
 *   journal stays, and {@link settle} goes on
 */
export async function makeEqual(name: string, places: Places, snapshots: Snapshots, doing: Doing, present: { draft: Draft; as: string } | null = null): Promise<void> {
  const record = (): Promise<void> =>
    doing(() => writeDurably(journalPath(places), JSON.stringify({ to: name, keeps: present?.as ?? null, pid: process.pid } satisfies Journal)));
  let ready: Ready;
  if (present === null) {
    ready = await stage(name, places, snapshots);
    await record();
  } else {
    // Side by side, since each waits for the disk.
    const staging = stage(name, places, snapshots, present.draft.entries);
    try {
      await waitForAll([present.draft.keep(present.as), staging, record()]);
    } catch (error) {
      await endJournal(places, doing);
      throw error;
    }
    ready = await staging;
  }
  await apply(ready, places, doing);
  for (const { path, hash, size } of ready.difference.written) {
    if (hash !== undefined && size >= WORTH_REMEMBERING_BYTES) await snapshots.remember(places.workspace, path, hash);
  }
  await endJournal(places, doing);
}

/** Nothing is to be carried through any more. */
export const endJournal = (places: Places, doing: Doing): Promise<void> => doing(() => rm(journalPath(places), { force: true }));

/** What must be done, and by path the new contents that lie ready. */
interface Ready {
  difference: Difference;
  staged: ReadonlyMap<string, string>;
}

async function stage(name: string, places: Places, snapshots: Snapshots, seen?: readonly Present[]): Promise<Ready> {
  const incoming = join(places.kept, 'incoming');
  const difference = await differenceTo(name, places, snapshots, seen);
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  const staged = new Map<string, string>();
  await inParallel([...difference.written.entries()], async ([index, entry]) => {
    const place = join(incoming, String(index));
    if (entry.kind === 'file' && entry.hash !== undefined) await snapshots.objects.copyTo(entry.hash, place, entry.mode);
    else if (entry.kind === 'link') await symlink(entry.target ?? '', place);
    staged.set(entry.path, place);
  });
  return { difference, staged };
}

async function apply({ difference: { removed, written, modes }, staged }: Ready, places: Places, doing: Doing): Promise<void> {
  const at = (path: string): string => join(places.workspace, path);
  const outgoing = join(places.kept, 'outgoing');
  const changed = new Set<string>([places.workspace]);
  await mkdir(outgoing, { recursive: true });
  for (const entry of removed) {
    await open(dirname(at(entry.path)), changed);
    await doing(() => moveAside(at(entry.path), outgoing));
  }
  for (const entry of written) {
    const target = at(entry.path);
    await open(dirname(target), changed);
    if (entry.kind === 'folder') {
      await doing(async () => { await mkdir(target, { recursive: true, mode: 0o755 }); });
      continue;
    }
    await doing(async () => {
      // A folder can't be replaced by a rename; one that another program made since goes aside.
      if (entryAt(places.workspace, entry.path)?.kind === 'folder') await moveAside(target, outgoing);
      await move(staged.get(entry.path) ?? '', target);
    });
  }
  // Folders last and from the inside out: one may take the right to write from us.
  for (const entry of [...modes, ...written.filter((each) => each.kind === 'folder')].reverse()) {
    if (process.platform !== 'win32') await doing(() => chmod(at(entry.path), entry.mode));
  }
  await inParallel([...changed], (folder) => syncFolder(folder).catch((error: unknown) => { if (errno(error) !== 'ENOENT') throw error; }));
}

/** Makes sure that a folder's content can be changed, and remembers that it will be. */
async function open(folder: string, changed: Set<string>): Promise<void> {
  if (changed.has(folder)) return;
  changed.add(folder);
  const entry = entryAt(folder, '.');
  if (entry !== null && (entry.mode & 0o200) === 0) await chmod(folder, entry.mode | 0o700);
}

async function moveAside(path: string, outgoing: string): Promise<void> {
  for (let count = 1; ; count += 1) {
    const place = join(outgoing, String(count));
    if (entryAt(outgoing, String(count)) !== null) continue;
    await rename(path, place).catch((error: unknown) => {
      // Gone already: by another program, or before a crash.
      if (errno(error) !== 'ENOENT') throw error;
    });
    return;
  }
}

/** Removes what finished acts left; nothing while an act waits to be finished. */
export async function sweepKept(places: Places): Promise<void> {
  if (entryAt(places.kept, 'journal.json') !== null) return;
  for (const name of ['incoming', 'outgoing']) await rm(join(places.kept, name), { recursive: true, force: true });
}
