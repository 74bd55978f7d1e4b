/** What lies in a folder, completely: files, folders and links with what tells whether they were changed. */
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
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

/** Parents before their content, by name. @param passedOver files that don't count @throws the file system's error when something can't be read */
export async function scan(root: string, passedOver: PassedOver, below = ''): Promise<Entry[]> {
  const names = await readdir(below === '' ? root : join(root, below)).catch((error: unknown) => {
    // Gone since it was seen.
    if (below !== '' && errno(error) === 'ENOENT') return [];
    throw error;
  });
  const found = await Promise.all(names.filter((name) => !isUnfinished(name)).sort().map(async (name): Promise<Entry[]> => {
    const path = below === '' ? name : `${below}/${name}`;
    const entry = await passedOver(root, path) ? null : await entryAt(root, path);
    if (entry === null) return [];
    return entry.kind === 'folder' ? [entry, ...await scan(root, passedOver, path)] : [entry];
  }));
  return found.flat();
}

/** What is at a path now; null when nothing that is content. */
export async function entryAt(root: string, path: string): Promise<Entry | null> {
  const absolute = join(root, path);
  try {
    const stat = await lstat(absolute, { bigint: true });
    const base = {
      path, mode: Number(stat.mode) & 0o777, size: 0, changedMs: Number(stat.mtimeMs),
      stamp: [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' '),
    };
    if (stat.isFile()) return { ...base, kind: 'file', size: Number(stat.size) };
    if (stat.isDirectory()) return { ...base, kind: 'folder' };
    return stat.isSymbolicLink() ? { ...base, kind: 'link', target: await readlink(absolute) } : null;
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  }
}
