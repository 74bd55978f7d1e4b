/** The list of files as a tree, folders first, each level by name. */
import type { FileEntry } from '../../../shared/views.ts';

export interface TreeRow {
  /** The path once more: the list draws rows by it. */
  id: string;
  path: string;
  name: string;
  kind: 'file' | 'folder';
  children: TreeRow[];
}

/** Folders that hold what tools make: shown closed at first, because nobody edits them by hand. */
const NOISY = new Set(['node_modules', '.git', '__pycache__', 'dist', 'target', '.venv']);

export function fileTree(entries: readonly FileEntry[]): TreeRow[] {
  const roots: TreeRow[] = [];
  const folders = new Map<string, TreeRow>();
  const place = (path: string): TreeRow[] => {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? roots : folder(path.slice(0, slash)).children;
  };
  const folder = (path: string): TreeRow => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const row: TreeRow = { id: path, path, name: path.slice(path.lastIndexOf('/') + 1), kind: 'folder', children: [] };
    folders.set(path, row);
    place(path).push(row);
    return row;
  };
  for (const entry of entries) {
    if (entry.kind === 'folder') folder(entry.path);
    else place(entry.path).push({ id: entry.path, path: entry.path, name: entry.path.slice(entry.path.lastIndexOf('/') + 1), kind: 'file', children: [] });
  }
  sort(roots);
  return roots;
}

/** The folders that are open when the tree is first seen. */
export function openAtFirst(tree: readonly TreeRow[]): string[] {
  return tree.flatMap((row) => (row.kind === 'folder' && !NOISY.has(row.name) ? [row.path, ...openAtFirst(row.children)] : []));
}

function sort(rows: TreeRow[]): void {
  rows.sort((a, b) => (a.kind === b.kind ? a.name.localeCompare(b.name, 'en') : a.kind === 'folder' ? -1 : 1));
  for (const row of rows) sort(row.children);
}
