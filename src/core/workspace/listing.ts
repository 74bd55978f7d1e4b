/** What lies in a workspace, with limits: a learner may install packages by the thousand. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from '../../shared/views.ts';
import { isUnfinished } from './durable-files.ts';
import { errno } from './file-errors.ts';

/** More lines than this help nobody in a tree of files. */
const MAX_ENTRIES = 2_000;
/** A folder of generated files must not crowd out the rest. */
const MAX_IN_FOLDER = 500;
const MAX_DEPTH = 10;

/** Folders that programs fill, not people: shown, but not opened. */
const CLOSED: ReadonlySet<string> = new Set([
  'node_modules', '.git', '__pycache__', '.venv', 'venv', '.gradle', '.cache', '.idea', '.pytest_cache', '.mypy_cache', 'target',
]);

export interface Listing {
  /** Folders before files, each by name; a folder's content follows it. */
  entries: FileEntry[];
  /** Absolute paths of the folders whose content is listed, the workspace itself first: those worth watching. */
  opened: string[];
  /** Differs between two listings when anything a learner could see differs, contents included. */
  signature: string;
}

interface Found extends FileEntry {
  changedMs: number;
}

/**
 * Lists breadth first, so that what is cut when there is too much lies deepest. Links are left out.
 * @throws the file system's error when the workspace itself can't be read
 */
export async function listFolder(root: string): Promise<Listing> {
  const found: Found[] = [];
  const opened = [root];
  const waiting = [{ path: '', depth: 0 }];
  for (let next = waiting.shift(); next !== undefined && found.length < MAX_ENTRIES; next = waiting.shift()) {
    const names = await readdir(join(root, next.path), { withFileTypes: true }).catch((error: unknown) => {
      // Gone or closed to us since it was seen: it is shown without content.
      if (next?.path !== '' && ['ENOENT', 'EACCES', 'ENOTDIR'].includes(errno(error) ?? '')) return [];
      throw error;
    });
    for (const entry of names.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MAX_IN_FOLDER)) {
      if (found.length >= MAX_ENTRIES || isUnfinished(entry.name) || !(entry.isFile() || entry.isDirectory())) continue;
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`;
      const stat = await lstat(join(root, path)).catch(() => null);
      if (stat === null) continue;
      if (entry.isFile()) found.push({ path, kind: 'file', bytes: stat.size, changedMs: stat.mtimeMs });
      else {
        found.push({ path, kind: 'folder', bytes: 0, changedMs: 0 });
        if (!CLOSED.has(entry.name) && next.depth < MAX_DEPTH) {
          waiting.push({ path, depth: next.depth + 1 });
          opened.push(join(root, path));
        }
      }
    }
  }
  const inOrder = found.toSorted((a, b) => treeOrder(a, b));
  return {
    entries: inOrder.map(({ path, kind, bytes }) => ({ path, kind, bytes })),
    opened,
    signature: inOrder.map((each) => `${each.kind} ${String(each.bytes)} ${String(each.changedMs)} ${each.path}`).join('\n'),
  };
}

/** By the place in the tree: at the first part that differs, folders come before files. */
function treeOrder(a: FileEntry, b: FileEntry): number {
  const [left, right] = [a.path.split('/'), b.path.split('/')];
  for (let index = 0; ; index += 1) {
    const [one, other] = [left[index], right[index]];
    if (one === undefined || other === undefined) return left.length - right.length;
    if (one === other) continue;
    const oneIsFolder = index < left.length - 1 || a.kind === 'folder';
    const otherIsFolder = index < right.length - 1 || b.kind === 'folder';
    if (oneIsFolder !== otherIsFolder) return oneIsFolder ? -1 : 1;
    return one < other ? -1 : 1;
  }
}
