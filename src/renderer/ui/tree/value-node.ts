/** A nested value as lines of a tree, each known by its path. */

/** How many items of a list are shown at a time. */
export const PIECE = 100;
/** Lines that are open at first, at most. */
const OPEN_LINES = 60;
/** Longer texts are cut in the tree, in characters. */
const LONGEST_TEXT = 300;

export interface ValueNode {
  /** Unique in its tree. */
  path: string;
  /** Its key or number in what it lies in. */
  name: string;
  kind: 'object' | 'list' | 'string' | 'number' | 'boolean' | 'null' | 'id' | 'date' | 'more';
  /** The value, or for lists and objects how much is in them. */
  text: string;
  size: number;
  children(): ValueNode[];
}

/** A line with nothing below it. */
export function leaf(path: string, name: string, kind: ValueNode['kind'], text: string): ValueNode {
  return { path, name, kind, text, size: 0, children: () => [] };
}

/** A text as it is quoted in the tree. */
export const quoted = (text: string): string => JSON.stringify(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

/** What is open at first: from the top, level by level, as long as it fits on a screen or two. */
export function openAtFirst(root: ValueNode): string[] {
  const open: string[] = [];
  let lines = 1;
  for (let level = [root]; level.length > 0;) {
    const next: ValueNode[] = [];
    for (const node of level) {
      if (node.size === 0 || (lines + Math.min(node.size, PIECE) > OPEN_LINES && open.length > 0)) continue;
      open.push(node.path);
      lines += Math.min(node.size, PIECE);
      next.push(...node.children().slice(0, PIECE));
    }
    level = next;
  }
  return open;
}
