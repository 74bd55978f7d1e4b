/** Unpacks a tree from a pack into a folder of its own, whole or not at all. */
import { randomBytes } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { asFileError } from '../workspace/file-errors.ts';
import type { PackDisk } from './disk.ts';
import { treeRules } from './entry-rules.ts';
import { readArchive } from './read-archive.ts';

/** Marks a tree that is being unpacked. */
export const UNFINISHED = '.unfinished-';

/**
 * @param source the tar, as `PackReader.content` gives it
 * @param into absolute; must not exist; the folder above does. It is there when this resolves, complete and on the disk.
 * @param under entries must lie below this path; '' for anywhere in the tree
 * @throws BackbenchError PACK_ENTRY_REFUSED, DISK_FULL, DATA_FOLDER_UNUSABLE; what the source throws. Nothing is left then.
 */
export async function unpackTree(source: AsyncIterable<Uint8Array>, into: string, { item, under, disk }: { item: string; under: string; disk: PackDisk }): Promise<void> {
  const draft = join(dirname(into), `${UNFINISHED}${basename(into).slice(0, 12)}-${randomBytes(4).toString('hex')}`);
  const rules = treeRules();
  const folders = new Set<string>([draft]);
  const files: string[] = [];
  const folder = async (path: string): Promise<void> => {
    if (folders.has(path)) return;
    await folder(dirname(path));
    await disk.makeFolder(path);
    folders.add(path);
  };
  try {
    await disk.makeFolder(draft);
    await readArchive(source, item, rules, async (header, content) => {
      const name = header.name.replace(/\/$/, '');
      if (under !== '' && name !== under && !name.startsWith(`${under}/`) && !under.startsWith(`${name}/`)) {
        throw new BackbenchError('PACK_ENTRY_REFUSED', { item, entry: name.slice(0, 200), reason: `it does not lie in ${under}` });
      }
      const path = join(draft, ...name.split('/'));
      if (header.type === 'directory') {
        await folder(path);
        for await (const piece of content) void piece;
        return;
      }
      await folder(dirname(path));
      files.push(path);
      await disk.writeFileLater(path, content, ((header.mode ?? 0) & 0o100) === 0 ? 0o644 : 0o755, Math.floor((header.mtime?.getTime() ?? 0) / 1000));
    });
    // Names after contents, inner folders before outer ones.
    await disk.syncFiles(files);
    for (const path of [...folders].toSorted((a, b) => b.length - a.length)) await disk.syncFolder(path);
    await disk.rename(draft, into);
  } catch (error) {
    await disk.remove(draft).catch(() => undefined);
    throw asFileError(error, into);
  }
}

/** Removes what imports that were killed left. */
export async function removeUnfinished(folder: string, disk: PackDisk): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) if (name.startsWith(UNFINISHED)) await disk.remove(join(folder, name));
}

export const isThere = (path: string): Promise<boolean> => lstat(path).then((stat) => stat.isDirectory(), () => false);
