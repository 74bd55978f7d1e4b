/** What lies in a folder, completely: files, folders and links with what tells whether they were changed. */
import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isUnfinished } from './durable-files.ts';
import { errno } from './file-errors.ts';

/** Something in the workspace. Sockets, pipes and devices are no content and are passed over. */
export interface Entry {
  /** Relative, forward slashes. */
  path: string;
  kind: 'file' | 'folder' | 'link';
  /** Permission bits. */
  mode: number;
  /** Of files, in bytes. */
  size: number;
  /** Where a link leads, as it is written in it. */
  target?: string;
  /** Changes whenever a file's content does; see {@link changedAfter} for the one exception. */
  stamp: string;
  /** When the content changed last, in milliseconds since 1970. */
  changedMs: number;
}

/** How coarse a file system's clock may be, in milliseconds; Linux counts in ticks of up to 10, FAT in 2,000 (which our data folder is not made for). */
const CLOCK_MS = 20;

/** True when the entry was changed so shortly before `ms` that a later change may carry the same stamp. */
export function changedAfter(entry: Entry, ms: number): boolean {
  return entry.changedMs > ms - CLOCK_MS;
}

/** Whether the file at a path counts as not there. */
export type PassedOver = (root: string, path: string) => Promise<boolean>;

/**
 * Looking at a file takes a few microseconds, and handing the look to another thread ten times as long. So files are
 * looked at one after the other, and after so many milliseconds everybody else gets a turn.
 */
const TURN_MS = 3;

/** Parents before their content, by name. @param passedOver files that don't count @throws the file system's error when something can't be read */
export async function scan(root: string, passedOver: PassedOver): Promise<Entry[]> {
  const found: Entry[] = [];
  let since = performance.now();
  async function look(below: string): Promise<void> {
    for (const name of namesIn(root, below)) {
      if (performance.now() - since > TURN_MS) {
        await nextTurn();
        since = performance.now();
      }
      const path = below === '' ? name : `${below}/${name}`;
      const entry = await passedOver(root, path) ? null : entryAt(root, path);
      if (entry === null) continue;
      found.push(entry);
      if (entry.kind === 'folder') await look(path);
    }
  }
  await look('');
  return found;
}

function namesIn(root: string, below: string): string[] {
  try {
    return readdirSync(join(root, below)).filter((name) => !isUnfinished(name)).sort();
  } catch (error) {
    // Gone since it was seen.
    if (below !== '' && errno(error) === 'ENOENT') return [];
    throw error;
  }
}

/** What is at a path now; null when nothing that is content. */
export function entryAt(root: string, path: string): Entry | null {
  const absolute = join(root, path);
  try {
    const stat = lstatSync(absolute, { bigint: true });
    const base = {
      path, mode: Number(stat.mode) & 0o777, size: 0, changedMs: Number(stat.mtimeMs),
      stamp: [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' '),
    };
    if (stat.isFile()) return { ...base, kind: 'file', size: Number(stat.size) };
    if (stat.isDirectory()) return { ...base, kind: 'folder' };
    return stat.isSymbolicLink() ? { ...base, kind: 'link', target: readlinkSync(absolute) } : null;
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  }
}
