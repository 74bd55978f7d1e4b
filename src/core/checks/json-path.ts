/** The small part of JSONPath that labs use to point at one value: `$.items[0].sku`, `$['odd key']`. */
import { isPlainObject } from './json-value.ts';

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/gy;

/** @returns the steps, or null when the text is not such a path */
export function parsePath(path: string): (string | number)[] | null {
  if (!path.startsWith('$')) return null;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) return null;
    const [, name, index, single, double] = match;
    steps.push(index === undefined ? name ?? single ?? double ?? '' : Number(index));
  }
  return steps;
}

/** The value at the path; undefined where there is none, or when the path can't be read. */
export function readPath(value: unknown, path: string): unknown {
  const steps = parsePath(path);
  if (steps === null) return undefined;
  let at = value;
  for (const step of steps) {
    if (typeof step === 'number') at = Array.isArray(at) ? at[step] : undefined;
    else at = isPlainObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}
