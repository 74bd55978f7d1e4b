/** Makes a tar of a folder, the same bytes for the same files, for a pack. Links are put in as what they lead to. */
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackbenchError } from '../../shared/errors.ts';
import { treeRules } from './entry-rules.ts';
import { streamTar } from './stream-tar.ts';

interface TreeFile {
  /** In the tree, forward slashes. */
  name: string;
  /** Where its bytes lie, absolute; null for bytes of our own. */
  path: string | null;
  bytes: number;
  own: Buffer | null;
  runs: boolean;
  /** In seconds. */
  mtime: number;
}

export interface TreeOptions {
  /** Absolute. */
  folder: string;
  /** Put before each name, without a slash at its end; '' for none. */
  under: string;
  /** For errors. */
  item: string;
  /** One for all files, in seconds, so that the same files give the same bytes; each file's own when left out. */
  mtime?: number;
  signal: AbortSignal;
}

/**
 * @throws BackbenchError PACK_ENTRY_REFUSED for what no pack may hold: a link out of the folder, a device, a name that
 * not every system takes
 */
export async function* packTree(options: TreeOptions): AsyncGenerator<Buffer, void, void> {
  const files = await listTree(options);
  yield* streamTar(async (pack) => {
    for (const file of files) {
      options.signal.throwIfAborted();
      const header = { name: file.name, size: file.bytes, mode: file.runs ? 0o755 : 0o644, mtime: new Date((options.mtime ?? file.mtime) * 1000), uid: 0, gid: 0 };
      if (file.own !== null) {
        await new Promise<void>((resolve, reject) => {
          pack.entry(header, file.own ?? Buffer.alloc(0), (error) => { if (error === null || error === undefined) resolve(); else reject(error instanceof Error ? error : new Error('tar')); });
        });
        continue;
      }
      const entry = pack.entry(header);
      await pipeline(createReadStream(file.path ?? ''), entry as unknown as NodeJS.WritableStream);
    }
  });
}

/** All files in it, by name. */
async function listTree({ folder, under, item, signal }: TreeOptions): Promise<TreeFile[]> {
  const root = await realpath(folder);
  const files: TreeFile[] = [];
  const rules = treeRules();
  const refuse = (entry: string, reason: string): BackbenchError<'PACK_ENTRY_REFUSED'> => new BackbenchError('PACK_ENTRY_REFUSED', { item, entry, reason });
  const walk = async (at: string): Promise<void> => {
    signal.throwIfAborted();
    for (const name of (await readdir(at)).toSorted()) {
      const path = join(at, name);
      const inTree = [...(under === '' ? [] : [under]), ...relative(root, path).split(sep)].join('/');
      const found = await lstat(path);
      if (found.isDirectory()) {
        await walk(path);
        continue;
      }
      const file = found.isSymbolicLink() ? await linkedFile(path, inTree) : plainFile(path, inTree, found);
      const reason = file === null ? 'only files and folders can be packed, and links to files in the same folder' : rules.refuse({ name: file.name, type: 'file', size: file.bytes });
      if (file === null || reason !== null) throw refuse(inTree, reason ?? '');
      files.push(file);
    }
  };
  /** A program's link becomes a small starter, since a program looks for its parts beside itself; any other a copy. */
  const linkedFile = async (path: string, name: string): Promise<TreeFile | null> => {
    const target = await realpath(path).catch(() => null);
    if (target === null || !target.startsWith(root + sep)) return null;
    const found = await stat(target);
    if (!found.isFile()) return null;
    const file = plainFile(target, name, found);
    if (file === null || !file.runs || (await firstBytes(target)) !== '#!') return file;
    const way = relative(join(path, '..'), target).split(sep).join('/');
    const own = Buffer.from(`#!/bin/sh\nexec "$(dirname "$0")/${way}" "$@"\n`);
    return { ...file, path: null, own, bytes: own.length };
  };
  await walk(root);
  return files;
}

function plainFile(path: string, name: string, found: { isFile(): boolean; size: number; mode: number; mtimeMs: number }): TreeFile | null {
  return found.isFile() ? { name, path, own: null, bytes: found.size, runs: (found.mode & 0o100) !== 0, mtime: Math.floor(found.mtimeMs / 1000) } : null;
}

async function firstBytes(path: string): Promise<string> {
  return (await readFile(path)).subarray(0, 2).toString('latin1');
}
