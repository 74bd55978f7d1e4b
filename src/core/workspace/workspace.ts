/** A learner's files in one lab: listed, read, written without overwriting another program's edit, kept under names and brought back. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BackbenchError, isCode } from '../../shared/errors.ts';
import type { FileContent, FileEntry } from '../../shared/views.ts';
import type { CallOptions } from '../engines/engine.ts';
import { createNotices } from '../latest.ts';
import type { Snapshot } from '../snapshot.ts';
import { makeFolder, syncFolder, writeDurably } from './durable-files.ts';
import { errno, withFileErrors } from './file-errors.ts';
import type { GeneratedFiles } from './generated-files.ts';
import { moveInside, putBackInside, removeInside } from './file-moves.ts';
import { fillOnce, settle } from './fill-workspace.ts';
import { listFolder } from './listing.ts';
import { differenceTo, makeEqual, sweepKept, undisturbed, type Difference, type Doing, type Places } from './make-equal.ts';
import { resolveInside } from './safe-path.ts';
import { createSnapshots, type Snapshots } from './snapshots.ts';
import { watchFolder, type FolderWatch } from './watch-folder.ts';

/** The largest text that is read or written, in bytes: what an editor shows without trouble, and the contract's limit. */
const MAX_TEXT_BYTES = 5_000_000;

/** A reset finds the generated files made; should they be gone, this is time enough for some gigabytes. */
const GENERATE_DEADLINE_MS = 120_000;

export interface Workspace {
  /** Absolute. Stays the same folder (the same inode) for ever, resets included. */
  readonly folder: string;
  /** Folders before files, bounded in number and depth; links are left out. */
  list(): Promise<FileEntry[]>;
  /** @throws BackbenchError FILE_NOT_FOUND, FILE_TOO_LARGE, FILE_NOT_TEXT, PATH_REFUSED, DATA_FOLDER_UNUSABLE */
  read(path: string): Promise<FileContent>;
  /**
   * Saves atomically, unless the file changed since `hash` was read (null: it must not exist).
   * @throws BackbenchError FILE_CHANGED, FILE_TOO_LARGE, PATH_REFUSED, DISK_FULL, DATA_FOLDER_UNUSABLE
   */
  write(path: string, text: string, hash: string | null): Promise<FileContent>;
  /** Saves whatever was there before. For answers that are put over the learner's files. @throws as write, without FILE_CHANGED */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** Gives a file or a folder another name. @throws BackbenchError FILE_NOT_FOUND, FILE_CHANGED when the name is taken, PATH_REFUSED */
  move(from: string, to: string): Promise<void>;
  /** Takes a file or a folder away. @returns what {@link putBack} takes @throws BackbenchError FILE_NOT_FOUND, PATH_REFUSED */
  remove(path: string): Promise<string>;
  /** @returns the path @throws BackbenchError FILE_NOT_FOUND when it is gone for good, FILE_CHANGED when its name is taken */
  putBack(removed: string): Promise<string>;
  /** A file as it is kept under a name; null when it is not among them. @throws BackbenchError CHECKPOINT_DAMAGED, FILE_TOO_LARGE, FILE_NOT_TEXT */
  keptText(name: string, path: string): Promise<string | null>;
  /** Called after any change, by whomever. Returns its off switch. */
  onChange(listener: () => void): () => void;
  /** Makes the generated files that are missing. @throws as GeneratedFiles.put */
  addGenerated(options: CallOptions): Promise<void>;
  /** Keeps all files as they are now under a name: links, modes and `.git` folders included. On the disk when it resolves. */
  capture(name: string): Promise<void>;
  /**
   * Makes the files what is kept under a name, touching only what differs; it stays kept.
   * @param keepAs a name to keep the present files under, unless that name holds something already; null lets them go
   * @throws BackbenchError CHECKPOINT_DAMAGED, DISK_FULL, DATA_FOLDER_UNUSABLE; nothing is changed then
   */
  restore(name: string, keepAs: string | null): Promise<void>;
  /** Which files {@link restore} would change: paths of files and links. @throws BackbenchError CHECKPOINT_DAMAGED */
  preview(name: string): Promise<Difference['summary']>;
  /** Forgets what is kept under a name, if anything. */
  discard(name: string): Promise<void>;
  kept(): Promise<Snapshot[]>;
  /** Bytes of the disk that everything kept takes; what several names hold counts once. */
  keptBytes(): Promise<number>;
  /** Stops watching and waits for what is under way. */
  dispose(): Promise<void>;
}

export interface WorkspaceOptions {
  /** Absolute; made and filled at the first open. */
  folder: string;
  /** What it starts with; a folder that does not exist stands for an empty start. */
  startFolder: string;
  /** Large files that are made, not copied. No snapshot holds them; a restore puts them back as they were made. */
  generated?: GeneratedFiles;
  /** Laid over the start folder, in this order; none unless the lab has variants. */
  overFolders?: readonly string[];
  /** Runs each change of a restore; only tests pass one. */
  doing?: Doing;
}

/**
 * Opens a workspace: fills it at the first time, and completes or takes back what a crash interrupted.
 * @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE
 */
export async function openWorkspace({ folder, startFolder, overFolders = [], generated, doing = undisturbed }: WorkspaceOptions): Promise<Workspace> {
  const places: Places = { workspace: folder, kept: `${folder}.kept` };
  const snapshots = createSnapshots(places.kept, async (root, path) => generated?.isMade(root, path) ?? false);
  await withFileErrors(folder, async () => {
    makeFolder(folder);
    makeFolder(places.kept);
    await settle(places, snapshots, doing);
    await fillOnce(places, [startFolder, ...overFolders], snapshots, doing);
    await sweepKept(places);
  });
  return new OpenWorkspace({ workspace: await realpath(folder), kept: await realpath(places.kept) }, snapshots, generated ?? null, doing);
}

/** Removes a workspace and all that is kept of it. */
export async function removeWorkspace(folder: string): Promise<void> {
  await withFileErrors(folder, async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(`${folder}.kept`, { recursive: true, force: true });
    await rm(removedFolder(folder), { recursive: true, force: true });
  });
}

class OpenWorkspace implements Workspace {
  readonly folder: string;
  readonly #places: Places;
  readonly #generated: GeneratedFiles | null;
  readonly #snapshots: Snapshots;
  readonly #doing: Doing;
  readonly #notices = createNotices();
  #listeners = 0;
  #watch: FolderWatch | null = null;
  /** Watches that are being ended. */
  #ending = new Set<Promise<void>>();
  /** What changes files runs one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(places: Places, snapshots: Snapshots, generated: GeneratedFiles | null, doing: Doing) {
    this.folder = places.workspace;
    this.#places = places;
    this.#snapshots = snapshots;
    this.#generated = generated;
    this.#doing = doing;
  }

  async list(): Promise<FileEntry[]> {
    return withFileErrors(this.folder, async () => (await listFolder(this.folder)).entries);
  }

  async read(path: string): Promise<FileContent> {
    return withFileErrors(path, async () => {
      const bytes = await this.#bytes(path);
      if (bytes === null) throw new BackbenchError('FILE_NOT_FOUND', { path });
      return { path, text: asText(path, bytes), hash: hashOf(bytes) };
    });
  }

  async write(path: string, text: string, hash: string | null): Promise<FileContent> {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length > MAX_TEXT_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path, bytes: bytes.length, limitBytes: MAX_TEXT_BYTES });
    await this.#save(path, bytes, async () => {
      if (await this.#hashOf(path) !== hash) throw new BackbenchError('FILE_CHANGED', { path });
    });
    return { path, text, hash: hashOf(bytes) };
  }

  async put(path: string, bytes: Uint8Array): Promise<void> {
    await this.#save(path, bytes, () => Promise.resolve());
  }

  async move(from: string, to: string): Promise<void> {
    await this.#change(() => withFileErrors(from, () => moveInside(this.folder, from, to)));
  }

  async remove(path: string): Promise<string> {
    return this.#change(() => withFileErrors(path, () => removeInside(this.folder, removedFolder(this.folder), path)));
  }

  async putBack(removed: string): Promise<string> {
    return this.#change(() => putBackInside(this.folder, removedFolder(this.folder), removed));
  }

  async keptText(name: string, path: string): Promise<string | null> {
    const entry = (await this.#snapshots.read(name)).find((each) => each.path === path && each.kind === 'file');
    if (entry?.hash === undefined) return null;
    if (entry.size > MAX_TEXT_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path, bytes: entry.size, limitBytes: MAX_TEXT_BYTES });
    return asText(path, await this.#snapshots.objects.read(entry.hash));
  }

  onChange(listener: () => void): () => void {
    const off = this.#notices.subscribe(listener);
    this.#listeners += 1;
    this.#watch ??= watchFolder(this.folder, () => { this.#notices.notify(); });
    let on = true;
    return () => {
      if (!on) return;
      on = false;
      off();
      this.#listeners -= 1;
      if (this.#listeners === 0) this.#stopWatching();
    };
  }

  async capture(name: string): Promise<void> {
    await this.#change(async () => {
      await settle(this.#places, this.#snapshots, this.#doing);
      await this.#snapshots.capture(name, this.folder);
    }).finally(() => { this.#afterwards(() => this.#snapshots.saveKnown()); });
  }

  async restore(name: string, keepAs: string | null): Promise<void> {
    await this.#change(async () => {
      await settle(this.#places, this.#snapshots, this.#doing);
      const present = keepAs === null || this.#snapshots.has(keepAs) ? null : { draft: await this.#snapshots.draft(this.folder), as: keepAs };
      try {
        await makeEqual(name, this.#places, this.#snapshots, this.#doing, present);
        await this.#generated?.put(this.folder, { signal: AbortSignal.timeout(GENERATE_DEADLINE_MS), replace: false });
      } catch (error) {
        // What was begun is taken back, so that an error changes nothing. Where that fails too, the journal goes on from here.
        if (keepAs !== null) await makeEqual(keepAs, this.#places, this.#snapshots, this.#doing).catch(() => {});
        throw error;
      }
    }).finally(() => { this.#afterwards(() => syncFolder(this.#places.kept), () => this.#snapshots.saveKnown(), () => sweepKept(this.#places)); });
  }

  async addGenerated(options: CallOptions): Promise<void> {
    const generated = this.#generated;
    if (generated !== null) await this.#change(() => generated.put(this.folder, { ...options, replace: false }));
  }

  async preview(name: string): Promise<Difference['summary']> {
    return this.#change(async () => (await differenceTo(name, this.#places, this.#snapshots)).summary);
  }

  async discard(name: string): Promise<void> {
    await this.#change(() => this.#snapshots.discard(name));
    this.#afterwards(() => this.#snapshots.collect());
  }

  async kept(): Promise<Snapshot[]> {
    return withFileErrors(this.folder, () => this.#snapshots.list());
  }

  async keptBytes(): Promise<number> {
    return withFileErrors(this.folder, () => this.#snapshots.bytes());
  }

  async dispose(): Promise<void> {
    this.#stopWatching();
    await this.#last.catch(() => {});
    await Promise.all(this.#ending);
  }

  /** Runs alone; tells the watch, so that a change of ours is seen at once. */
  async #change<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(() => withFileErrors(this.folder, act));
    this.#last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      this.#watch?.poke();
    }
  }

  /** Does what nobody should wait for, such as removing a large node_modules, before the next change. */
  #afterwards(...acts: readonly (() => Promise<void>)[]): void {
    for (const act of acts) this.#last = this.#last.then(act).catch(() => {});
  }

  #stopWatching(): void {
    const watch = this.#watch;
    if (watch === null) return;
    this.#watch = null;
    const ending = watch.dispose().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  async #save(path: string, bytes: Uint8Array, allowed: () => Promise<void>): Promise<void> {
    await this.#change(() => withFileErrors(path, async () => {
      await allowed();
      const { absolute, stat } = await resolveInside(this.folder, path);
      if (stat !== null && !stat.isFile()) throw new BackbenchError('PATH_REFUSED', { path, reason: 'it is not a file' });
      makeFolder(dirname(absolute));
      await writeDurably(absolute, bytes, {
        ...(stat === null ? {} : { mode: stat.mode & 0o777 }),
        // Asked again right before the file is exchanged: writing to a slow disk takes a while.
        beforeMove: allowed,
      });
    }));
  }

  /** The bytes of a file, or null when there is none. */
  async #bytes(path: string): Promise<Buffer | null> {
    const { absolute, stat } = await resolveInside(this.folder, path);
    if (stat === null) return null;
    if (!stat.isFile()) throw new BackbenchError('PATH_REFUSED', { path, reason: 'it is not a file' });
    let handle;
    try {
      // Neither a link nor a pipe that took the file's place since it was looked at.
      handle = await open(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      if (errno(error) === 'ENOENT') return null;
      throw error;
    }
    try {
      const { size } = await handle.stat();
      if (size > MAX_TEXT_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path, bytes: size, limitBytes: MAX_TEXT_BYTES });
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  async #hashOf(path: string): Promise<string | null> {
    try {
      const bytes = await this.#bytes(path);
      return bytes === null ? null : hashOf(bytes);
    } catch (error) {
      // Whatever was read before was smaller: it changed.
      if (isCode(error, 'FILE_TOO_LARGE')) return '';
      throw error;
    }
  }
}

/** Beside the workspace, so that taking away is a rename. */
const removedFolder = (folder: string): string => `${folder}.removed`;

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The text exactly as it stands, a byte order mark included, so that saving it again gives the same bytes. */
function asText(path: string, bytes: Buffer): string {
  if (!bytes.includes(0)) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // Not UTF-8.
    }
  }
  throw new BackbenchError('FILE_NOT_TEXT', { path });
}
