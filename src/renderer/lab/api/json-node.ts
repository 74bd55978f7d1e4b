/** A JSON value as lines of a tree, each known by its path. */

/** How many items of a list are shown at a time. */
export const PIECE = 100;
/** Lines that are open at first, at most. */
const OPEN_LINES = 60;
/** Longer texts are cut in the tree, in characters. */
const LONGEST_TEXT = 300;

export interface JsonNode {
  /** As Capture and Tests write it: `$.items[0].id`. */
  path: string;
  /** Its key or number in what it lies in. */
  name: string;
  kind: 'object' | 'list' | 'string' | 'number' | 'boolean' | 'null' | 'more';
  /** The value, or for lists and objects how much is in them. */
  text: string;
  size: number;
  children(): JsonNode[];
}

export function jsonNode(path: string, name: string, value: unknown): JsonNode {
  if (Array.isArray(value)) {
    return { path, name, kind: 'list', text: `[${value.length}]`, size: value.length, children: () => value.map((item, at) => jsonNode(`${path}[${at}]`, String(at), item)) };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return { path, name, kind: 'object', text: `{${entries.length}}`, size: entries.length, children: () => entries.map(([key, item]) => jsonNode(`${path}${step(key)}`, key, item)) };
  }
  const leaf = (kind: JsonNode['kind'], text: string): JsonNode => ({ path, name, kind, text, size: 0, children: () => [] });
  if (typeof value === 'string') return leaf('string', JSON.stringify(value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value));
  if (typeof value === 'number') return leaf('number', String(value));
  return value === null ? leaf('null', 'null') : leaf('boolean', value === true ? 'true' : 'false');
}

const step = (key: string): string => (/^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : key.includes("'") ? `["${key}"]` : `['${key}']`);

/** What is open at first: from the top, level by level, as long as it fits on a screen or two. */
export function openAtFirst(root: JsonNode): string[] {
  const open: string[] = [];
  let lines = 1;
  for (let level = [root]; level.length > 0;) {
    const next: JsonNode[] = [];
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
