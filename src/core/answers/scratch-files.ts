/**
 * The files of a workspace that is used up by a verification: put and brought back to the start a few hundred times.
 * Plain writes, and only of what differs: nothing here has to outlive a loss of power, unlike a learner's own work.
 */
import { chmod, copyFile, lstat, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { relativePath } from '../../shared/names.ts';

export interface ScratchFiles {
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** Back to what was there when this was opened. */
  reset(): Promise<void>;
  dispose(): Promise<void>;
}

interface Seen {
  size: number;
  mtimeMs: number;
  mode: number;
}

/**
 * @param folder the workspace; it stays the same folder
 * @param copy where the start is kept, on the same disk; made here, removed by dispose
 */
export async function openScratchFiles(folder: string, copy: string): Promise<ScratchFiles> {
  const start = new Map<string, Seen>();
  const folders = new Set<string>();
  await walk(folder, '', async (path, kind) => {
    if (kind === 'folder') {
      folders.add(path);
      await mkdir(join(copy, path), { recursive: true });
    } else if (kind === 'file') {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await copyFile(join(folder, path), join(copy, path));
      start.set(path, seen(await lstat(join(folder, path))));
    }
  });
  return {
    async put(path, bytes) {
      if (!relativePath.safeParse(path).success) throw new Error(`${path} leaves the workspace`);
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      // Whatever is there: a link that a program made must not be followed.
      await rm(target, { recursive: true, force: true });
      await writeFile(target, bytes);
    },
    async reset() {
      const there = new Set<string>();
      await walk(folder, '', async (path, kind) => {
        const wanted = start.get(path);
        if (kind === 'folder' ? folders.has(path) : kind === 'file' && wanted !== undefined && same(wanted, seen(await lstat(join(folder, path))))) there.add(path);
        else await rm(join(folder, path), { recursive: true, force: true });
      });
      for (const path of folders) if (!there.has(path)) await mkdir(join(folder, path), { recursive: true });
      for (const [path, was] of start) {
        if (there.has(path)) continue;
        await copyFile(join(copy, path), join(folder, path));
        await chmod(join(folder, path), was.mode);
        // So that the next look finds it unchanged.
        await utimes(join(folder, path), was.mtimeMs / 1000, was.mtimeMs / 1000);
        start.set(path, seen(await lstat(join(folder, path))));
      }
    },
    async dispose() {
      await rm(copy, { recursive: true, force: true });
    },
  };
}

const seen = ({ size, mtimeMs, mode }: { size: number; mtimeMs: number; mode: number }): Seen => ({ size, mtimeMs, mode });
const same = (a: Seen, b: Seen): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs && a.mode === b.mode;

/** Each entry once, folders before what is in them; a folder that `visit` removed is not entered. Links are not followed. */
async function walk(root: string, path: string, visit: (path: string, kind: 'file' | 'folder' | 'other') => Promise<void>): Promise<void> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    const at = path === '' ? entry.name : `${path}/${entry.name}`;
    await visit(at, entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other');
    if (entry.isDirectory()) await walk(root, at, visit);
  }
}
