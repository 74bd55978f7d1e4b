/**
 * The matcher language: what a value must look like. A plain value must be equal (numbers as numbers; lists
 * item by item; objects exactly these keys, in any order). An object whose keys all begin with `$` holds
 * operators, and all of them must hold:
 *
 *   operator                  the value …
 *   $any: true                is anything, null included (in an object: the key must be there)
 *   $absent: true             is not there (in an object: the key must be missing)
 *   $type: T                  is of type string, number, integer, boolean, null, list or object
 *   $gt $gte $lt $lte: x      is a number (or a text) above, at or above, below, at or below x
 *   $near: [x, tolerance]     is a number at most `tolerance` away from x
 *   $matches: 'regex'         is a text in which the regular expression is found (flag s); `$matches: ['regex', 'i']` adds flags i, m
 *   $length: m                is a text or a list whose length matches m
 *   $contains: m              text: contains the text m; list: has an item that matches m;
 *                             object: has at least the keys of m, matching
 *   $unordered: [m, …]        is a list of these items in any order, each m used once
 *   $each: m                  is a list whose every item matches m (an empty list does)
 *   $sorted: 'asc' | 'desc'   is a list of numbers or texts in this order; `$sorted: ['$.price', 'desc']` looks inside the items
 *   $oneOf: [m, …]            matches at least one m
 *   $allOf: [m, …]            matches every m
 *   $not: m                   does not match m
 *
 * The keys of extended JSON ($oid, $date, $numberDecimal, …) are plain data, not operators.
 */
import { withPatternLimit } from './author-pattern.ts';
import { isExtendedJson, isPlainObject, sameJson, typeOf } from './json-value.ts';
import { readPath } from './json-path.ts';
import { describeMatcher } from './describe-matcher.ts';

/** Where a value first differs. `expected` and `got` are the parts that disagree; got is undefined when nothing is there. */
export interface Difference {
  /** `$` is the value itself, `$.items[0].price` a part of it. */
  path: string;
  /** In words or as JSON, e.g. `a number above 3` or `"paid"`. */
  expected: string;
  got: unknown;
}

type Operator = (value: unknown, operand: unknown, path: string) => Difference | null;

/**
 * @param value plain JSON (undefined: there is no value)
 * @param matcher a value or operators, see the table above; must be valid (see matcher-problems.ts)
 * @returns the first difference, or null when the value matches
 * @throws PatternTooSlow
 */
export function findDifference(value: unknown, matcher: unknown): Difference | null {
  return withPatternLimit(() => `The comparison with ${describeMatcher(matcher).slice(0, 200)}`, () => differenceAt(value, matcher, '$'));
}

function differenceAt(value: unknown, matcher: unknown, path: string): Difference | null {
  if (isOperators(matcher)) {
    for (const [name, operand] of Object.entries(matcher)) {
      const operator = OPERATORS.get(name);
      if (operator === undefined) throw new Error(`unknown operator ${name}`);
      const difference = operator(value, operand, path);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (Array.isArray(matcher)) return matchList(value, matcher, path);
  if (isPlainObject(matcher)) return matchObject(value, matcher, path, true);
  return sameJson(value, matcher) ? null : differs(path, matcher, value);
}

/** True for an object of operators: at least one key, all beginning with `$`, and not a value of extended JSON. */
export function isOperators(matcher: unknown): matcher is Record<string, unknown> {
  if (!isPlainObject(matcher) || isExtendedJson(matcher)) return false;
  const keys = Object.keys(matcher);
  return keys.length > 0 && keys.every((key) => key.startsWith('$'));
}

/** The names of all operators. */
export function operatorNames(): string[] {
  return [...OPERATORS.keys()];
}

function differs(path: string, matcher: unknown, got: unknown): Difference {
  return { path, expected: describeMatcher(matcher), got };
}

function matchList(value: unknown, items: readonly unknown[], path: string): Difference | null {
  if (!Array.isArray(value)) return differs(path, items, value);
  const list: readonly unknown[] = value;
  for (const [index, item] of items.entries()) {
    if (index >= list.length) return { path, expected: `${count(items.length)}, with ${describeMatcher(item)} at [${String(index)}]`, got: value };
    const difference = differenceAt(list[index], item, `${path}[${String(index)}]`);
    if (difference !== null) return difference;
  }
  if (list.length > items.length) return { path: `${path}[${String(items.length)}]`, expected: `nothing: the list has ${count(items.length)}`, got: list[items.length] };
  return null;
}

function matchObject(value: unknown, fields: Record<string, unknown>, path: string, exact: boolean): Difference | null {
  if (!isPlainObject(value)) return differs(path, fields, value);
  for (const [key, matcher] of Object.entries(fields)) {
    const present = Object.hasOwn(value, key);
    const at = keyPath(path, key);
    if (!present && !allowsAbsence(matcher)) return differs(at, matcher, undefined);
    const difference = differenceAt(present ? value[key] : undefined, matcher, at);
    if (difference !== null) return difference;
  }
  if (!exact) return null;
  const extra = Object.keys(value).find((key) => !Object.hasOwn(fields, key));
  return extra === undefined ? null : { path: keyPath(path, extra), expected: 'no such field', got: value[extra] };
}

/** True when a missing key can satisfy the matcher: only $absent says so, alone or as one of several ways. */
function allowsAbsence(matcher: unknown): boolean {
  if (!isOperators(matcher)) return false;
  if (matcher['$absent'] === true) return true;
  const ways = matcher['$oneOf'];
  return Array.isArray(ways) && ways.some(allowsAbsence);
}

function keyPath(path: string, key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

const count = (length: number): string => `${String(length)} ${length === 1 ? 'item' : 'items'}`;

/** An operator that looks at the value as a whole. */
function test(name: string, holds: (value: unknown, operand: unknown) => boolean): [string, Operator] {
  return [name, (value, operand, path) => (holds(value, operand) ? null : differs(path, { [name]: operand }, value))];
}

function compare(name: string, holds: (order: number) => boolean): [string, Operator] {
  return test(name, (value, operand) => {
    if (typeof value === 'number' && typeof operand === 'number') return holds(value - operand);
    if (typeof value === 'string' && typeof operand === 'string') return holds(value < operand ? -1 : value > operand ? 1 : 0);
    return false;
  });
}

const OPERATORS = new Map<string, Operator>([
  test('$any', (value) => value !== undefined),
  test('$absent', (value) => value === undefined),
  test('$type', (value, operand) => typeOf(value) === operand || (operand === 'number' && typeOf(value) === 'integer')),
  compare('$gt', (order) => order > 0),
  compare('$gte', (order) => order >= 0),
  compare('$lt', (order) => order < 0),
  compare('$lte', (order) => order <= 0),
  test('$near', (value, operand) => {
    const [target, tolerance] = operand as [number, number];
    return typeof value === 'number' && Math.abs(value - target) <= tolerance;
  }),
  test('$matches', (value, operand) => typeof value === 'string' && matcherRegex(operand).test(value)),
  ['$length', (value, operand, path) => {
    const length = typeof value === 'string' ? [...value].length : Array.isArray(value) ? value.length : undefined;
    return length !== undefined && differenceAt(length, operand, path) === null ? null : differs(path, { $length: operand }, value);
  }],
  ['$contains', (value, operand, path) => {
    if (typeof value === 'string') return typeof operand === 'string' && value.includes(operand) ? null : differs(path, { $contains: operand }, value);
    if (Array.isArray(value)) {
      return value.some((item) => differenceAt(item, operand, path) === null) ? null : differs(path, { $contains: operand }, value);
    }
    if (isPlainObject(value) && isPlainObject(operand)) return matchObject(value, operand, path, false);
    return differs(path, { $contains: operand }, value);
  }],
  ['$unordered', (value, operand, path) => matchUnordered(value, operand as unknown[], path)],
  ['$each', (value, operand, path) => {
    if (!Array.isArray(value)) return differs(path, { $each: operand }, value);
    for (const [index, item] of value.entries()) {
      const difference = differenceAt(item, operand, `${path}[${String(index)}]`);
      if (difference !== null) return difference;
    }
    return null;
  }],
  ['$sorted', matchSorted],
  ['$oneOf', (value, operand, path) =>
    (operand as unknown[]).some((each) => differenceAt(value, each, path) === null) ? null : differs(path, { $oneOf: operand }, value)],
  ['$allOf', (value, operand, path) => {
    for (const each of operand as unknown[]) {
      const difference = differenceAt(value, each, path);
      if (difference !== null) return difference;
    }
    return null;
  }],
  ['$not', (value, operand, path) => (differenceAt(value, operand, path) === null ? differs(path, { $not: operand }, value) : null)],
]);

/** The regular expression of a $matches operand. @throws SyntaxError for one that can't be read */
export function matcherRegex(operand: unknown): RegExp {
  const [source, flags] = Array.isArray(operand) ? operand as [string, string] : [operand as string, ''];
  return new RegExp(source, `s${flags}`);
}

/**
 * Pairs every matcher with an item of its own; an item may fit several matchers, so pairs are rearranged (Kuhn's algorithm).
 * @returns which matcher has which item, or the first matcher that can have none
 * @throws PatternTooSlow
 */
export function pairEach(items: readonly unknown[], matchers: readonly unknown[], path = '$'): { takenBy: ReadonlyMap<number, number> } | { alone: number } {
  const fits = matchers.map((matcher) => items.flatMap((item, index) => (differenceAt(item, matcher, path) === null ? [index] : [])));
  const takenBy = new Map<number, number>();
  const place = (matcher: number, seen: Set<number>): boolean => (fits[matcher] ?? []).some((item) => {
    if (seen.has(item)) return false;
    seen.add(item);
    const holder = takenBy.get(item);
    if (holder !== undefined && !place(holder, seen)) return false;
    takenBy.set(item, matcher);
    return true;
  });
  for (const index of matchers.keys()) if (!place(index, new Set())) return { alone: index };
  return { takenBy };
}

function matchUnordered(value: unknown, matchers: readonly unknown[], path: string): Difference | null {
  if (!Array.isArray(value)) return differs(path, { $unordered: matchers }, value);
  const items: readonly unknown[] = value;
  const pairs = pairEach(items, matchers, path);
  if ('alone' in pairs) return { path, expected: `a list with an item like ${describeMatcher(matchers[pairs.alone])}`, got: value };
  const { takenBy } = pairs;
  const extra = items.findIndex((_, index) => !takenBy.has(index));
  return extra < 0 ? null : { path: `${path}[${String(extra)}]`, expected: `nothing: the list has ${count(matchers.length)}`, got: items[extra] };
}

function matchSorted(value: unknown, operand: unknown, path: string): Difference | null {
  if (!Array.isArray(value)) return differs(path, { $sorted: operand }, value);
  const [at, direction] = Array.isArray(operand) ? operand as [string, string] : ['$', operand as string];
  const keys = value.map((item) => readPath(item, at));
  for (let index = 0; index < keys.length; index += 1) {
    const [before, here] = [keys[index - 1], keys[index]];
    const comparable = typeof here === 'number' || typeof here === 'string';
    const inOrder = index === 0 || (typeof before === typeof here && !((direction === 'asc' ? (before as string) > (here as string) : (before as string) < (here as string))));
    if (!comparable || !inOrder) {
      const place = `${path}[${String(index)}]${at.slice(1)}`;
      const than = index === 0 || !comparable ? 'a number or a text to sort by' : `${direction === 'asc' ? 'not below' : 'not above'} the one before, ${JSON.stringify(before)}`;
      return { path: place, expected: than, got: here };
    }
  }
  return null;
}
