/** A JSON value as a tree whose paths Capture and Tests understand: `$.items[0].id`. */
import { leaf, quoted, type ValueNode } from '../../ui/tree/value-node.ts';

export function jsonNode(path: string, name: string, value: unknown): ValueNode {
  if (Array.isArray(value)) {
    return { path, name, kind: 'list', text: `[${value.length}]`, size: value.length, children: () => value.map((item, at) => jsonNode(`${path}[${at}]`, String(at), item)) };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return { path, name, kind: 'object', text: `{${entries.length}}`, size: entries.length, children: () => entries.map(([key, item]) => jsonNode(`${path}${step(key)}`, key, item)) };
  }
  if (typeof value === 'string') return leaf(path, name, 'string', quoted(value));
  if (typeof value === 'number') return leaf(path, name, 'number', String(value));
  return value === null ? leaf(path, name, 'null', 'null') : leaf(path, name, 'boolean', value === true ? 'true' : 'false');
}

const step = (key: string): string => (/^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : key.includes("'") ? `["${key}"]` : `['${key}']`);
