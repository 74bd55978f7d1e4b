/** Keys of Redis as a tree: what stands before a colon is a folder, as people name keys. */
import type { RedisKey } from '../../../shared/store-views.ts';

export interface KeyRow {
  id: string;
  name: string;
  /** Null for a folder. Not called `key`: the tree would take that for the name of the line. */
  entry: RedisKey | null;
  /** Keys in a folder. */
  count: number;
  children: KeyRow[];
}

/** Folders first, each in the order of the alphabet; a folder of one key is the key itself. */
export function keyTree(keys: readonly RedisKey[]): KeyRow[] {
  return level(keys, '');
}

function level(keys: readonly RedisKey[], prefix: string): KeyRow[] {
  const groups = new Map<string, RedisKey[]>();
  const rows: KeyRow[] = [];
  for (const key of keys) {
    const colon = key.key.indexOf(':', prefix.length);
    const group = colon < 0 ? null : key.key.slice(0, colon + 1);
    if (group === null) rows.push(leaf(key, prefix));
    else groups.set(group, [...(groups.get(group) ?? []), key]);
  }
  const folders: KeyRow[] = [];
  for (const [group, inside] of groups) {
    const [only] = inside;
    if (inside.length === 1 && only !== undefined) rows.push(leaf(only, prefix));
    else folders.push({ id: `folder ${group}`, name: group.slice(prefix.length), entry: null, count: inside.length, children: level(inside, group) });
  }
  const byName = (a: KeyRow, b: KeyRow): number => (a.name < b.name ? -1 : 1);
  return [...folders.sort(byName), ...rows.sort(byName)];
}

const leaf = (key: RedisKey, prefix: string): KeyRow => ({ id: `key ${key.key}`, name: key.key.slice(prefix.length), entry: key, count: 1, children: [] });
