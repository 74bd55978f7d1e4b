/**
 * A disk as a power cut leaves it: what was brought to it stays, what was not may be there or not. Names and contents are
 * brought to it apart: a file by syncing it, its name by syncing its folder.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from './recording.ts';

interface File { kind: 'file'; now: Buffer; durable: Buffer; pending: { at: number; bytes: Buffer }[] }
interface Folder { kind: 'folder'; now: Map<string, Entry>; durable: Map<string, Entry> }
type Entry = File | Folder;

/**
 * nothing: only what was synced is there. names: the names are there, contents only as synced. some: of what was not synced, any
 * part. all: as after a process that was killed.
 */
export type Survives = 'nothing' | 'names' | 'some' | 'all';
export const SURVIVALS: readonly Survives[] = ['nothing', 'names', 'some', 'all'];

const emptyFolder = (): Folder => ({ kind: 'folder', now: new Map(), durable: new Map() });

export class DiskModel {
  readonly #root = emptyFolder();
  readonly #folder: string;

  /** @param folder absolute; empty and on the disk at the beginning */
  constructor(folder: string) {
    this.#folder = folder;
  }

  apply(change: Exclude<Change, { kind: 'said' }>): void {
    switch (change.kind) {
      case 'make-file': {
        const { parent, name } = this.#place(change.path);
        if (!parent.now.has(name)) parent.now.set(name, { kind: 'file', now: Buffer.alloc(0), durable: Buffer.alloc(0), pending: [] });
        break;
      }
      case 'make-folder': {
        const { parent, name } = this.#place(change.path);
        if (!parent.now.has(name)) parent.now.set(name, emptyFolder());
        break;
      }
      case 'write': {
        const file = this.#file(change.path);
        if (file === null) break;
        file.now = written(file.now, change);
        file.pending.push(change);
        break;
      }
      case 'truncate': {
        const file = this.#file(change.path);
        if (file === null) break;
        file.now = Buffer.concat([file.now.subarray(0, change.length), Buffer.alloc(Math.max(0, change.length - file.now.length))]);
        // Which of both came to the disk is the file system's; with its length the bytes are gone.
        file.pending = file.pending.filter(({ at }) => at < change.length);
        break;
      }
      case 'sync': {
        const entry = this.#entry(change.path);
        if (entry?.kind === 'file') {
          entry.durable = entry.now;
          entry.pending = [];
        } else if (entry?.kind === 'folder') entry.durable = new Map(entry.now);
        break;
      }
      case 'rename':
      case 'link': {
        const from = this.#place(change.from);
        const to = this.#place(change.to);
        const entry = from.parent.now.get(from.name);
        if (entry === undefined) throw new Error(`${change.from} is not known.`);
        to.parent.now.set(to.name, entry);
        if (change.kind === 'rename') from.parent.now.delete(from.name);
        break;
      }
      case 'remove': {
        const { parent, name } = this.#place(change.path);
        parent.now.delete(name);
        break;
      }
    }
  }

  /** Writes the disk as it may be found. @param target an empty folder @param chance from 0 to 1, for `some` */
  leave(target: string, survives: Survives, chance: () => number): void {
    const put = (folder: Folder, at: string): void => {
      for (const [name, entry] of survives === 'nothing' ? folder.durable : folder.now) {
        // Shared memory of SQLite: the system's, never on the disk.
        if (name.endsWith('-shm')) continue;
        const path = join(at, name);
        if (entry.kind === 'folder') {
          mkdirSync(path);
          put(entry, path);
        } else writeFileSync(path, contents(entry, survives, chance));
      }
    };
    put(this.#root, target);
  }

  #place(path: string): { parent: Folder; name: string } {
    const parts = path.slice(this.#folder.length + 1).split('/');
    const name = parts.pop() ?? '';
    let parent = this.#root;
    for (const part of parts) {
      const next = parent.now.get(part);
      if (next?.kind !== 'folder') throw new Error(`${path}: there is no folder ${part}.`);
      parent = next;
    }
    return { parent, name };
  }

  #entry(path: string): Entry | null {
    if (path === this.#folder) return this.#root;
    const { parent, name } = this.#place(path);
    return parent.now.get(name) ?? null;
  }

  /** Null for one that has no name any more: nobody can find it after the power cut. */
  #file(path: string): File | null {
    const entry = this.#entry(path);
    return entry?.kind === 'file' ? entry : null;
  }
}

function contents({ now, durable, pending }: File, survives: Survives, chance: () => number): Buffer {
  if (survives === 'all') return now;
  if (survives !== 'some') return durable;
  return pending.filter(() => chance() < 0.5).reduce(written, durable);
}

function written(before: Buffer, { at, bytes }: { at: number; bytes: Buffer }): Buffer {
  const after = Buffer.alloc(Math.max(before.length, at + bytes.length));
  before.copy(after);
  bytes.copy(after, at);
  return after;
}
