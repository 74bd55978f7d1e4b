/** `{{name}}` in a request or an expectation stands for a value captured from an earlier response. */
import { isPlainObject } from './json-value.ts';

const MARK = /\{\{([a-z][a-z0-9-]*)\}\}/g;

/** The names used anywhere inside a value, keys of objects left out. */
export function templateNames(value: unknown): Set<string> {
  const names = new Set<string>();
  walk(value, (text) => {
    for (const match of text.matchAll(MARK)) names.add(match[1] ?? '');
    return text;
  });
  return names;
}

/**
 * Puts captured values in. A text that is nothing but one mark takes the value as it is (a number stays a
 * number); inside a longer text the value is written out.
 */
export function fillTemplate(value: unknown, captured: ReadonlyMap<string, unknown>): unknown {
  return walk(value, (text) => {
    const whole = /^\{\{([a-z][a-z0-9-]*)\}\}$/.exec(text)?.[1];
    return whole !== undefined && captured.has(whole) ? captured.get(whole) : fillText(text, captured);
  });
}

/**
 * As {@link fillTemplate} for what must stay a text.
 * @param asText how a value is written, e.g. percent-encoded for a path
 */
export function fillText(text: string, captured: ReadonlyMap<string, unknown>, asText: (value: unknown) => string = String): string {
  return text.replaceAll(MARK, (mark, name: string) => (captured.has(name) ? asText(captured.get(name)) : mark));
}

function walk(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, change)]));
  return value;
}
