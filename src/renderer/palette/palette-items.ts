/** What the command palette offers, and which of it fits what was typed. */

export type PaletteGroup = 'Acts' | 'Steps' | 'Files' | 'Labs';

export interface PaletteItem {
  /** Names it among all. */
  id: string;
  group: PaletteGroup;
  label: string;
  /** A shortcut, or what tells it from others of the same name. */
  hint?: string;
  /** More words that find it. */
  words?: string;
  run(): void;
}

/** The order of the groups while nothing tells them apart. */
const GROUPS: readonly PaletteGroup[] = ['Acts', 'Steps', 'Files', 'Labs'];

/** More than this nobody reads. */
const MOST_SHOWN = 60;

/**
 * Every word that was typed must be there; what begins with it comes first. A single word also finds what holds its
 * letters in their order, as `appjs` finds `src/app.js`.
 */
export function fitting(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return items
    .map((item, at) => ({ item, at, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || GROUPS.indexOf(a.item.group) - GROUPS.indexOf(b.item.group) || a.at - b.at)
    .slice(0, MOST_SHOWN)
    .map(({ item }) => item);
}

/** 0 when it does not fit. */
function scoreOf({ label, words: more = '' }: PaletteItem, typed: readonly string[]): number {
  if (typed.length === 0) return 1;
  const name = label.toLowerCase();
  const all = `${name} ${more.toLowerCase()}`;
  if (typed.every((word) => all.includes(word))) {
    const first = typed[0] ?? '';
    if (name.startsWith(first)) return 5;
    if (new RegExp(String.raw`(?:^|[^\p{L}\p{M}\p{N}])${first.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}`, 'u').test(name)) return 4;
    return name.includes(first) ? 3 : 2;
  }
  const [only] = typed;
  return typed.length === 1 && only !== undefined && only.length > 2 && inOrder(only, name) ? 1 : 0;
}

function inOrder(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at += 1;
  return at === letters.length;
}
