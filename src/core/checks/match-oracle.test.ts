/**
 * The matcher language against a plain evaluator that only says yes or no and tries every order. fast-check prints
 * the seed and the smallest case where they disagree.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPlainObject } from './json-value.ts';
import { readPath } from './json-path.ts';
import { findDifference } from './match.ts';
import { matcherProblems } from './matcher-problems.ts';

// The same cases at every run, so that a change is judged by what it changes; BACKBENCH_TEST_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['BACKBENCH_TEST_SEED'] ?? 20_261_123) });

/** A minute on an idle core is more than enough; the machine may have other things to do. */
const SLOW_MS = 300_000;

/** Few different values, so that they often meet. */
const aLeaf = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, 2.5, -1, '', 'a', 'ab', 'b', 'É');
const aKey = fc.constantFrom('a', 'b', 'c', 'odd key');
const aValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { weight: 4, arbitrary: aLeaf }, { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.dictionary(aKey, tie('value'), { maxKeys: 3, noNullPrototype: true }) },
  ),
})).value;

const anOrder = fc.constantFrom<unknown>(0, 1, 2, 2.5, 'a', 'ab', 'b');
const aPattern = fc.constantFrom<unknown>('a', '^a$', 'b$', ['A', 'i'], '.', '^$', ['^b', 'm']);
const aMatcher = fc.letrec<{ matcher: unknown; one: unknown }>((tie) => ({
  one: fc.oneof(
    fc.record({ $any: fc.constant(true) }), fc.record({ $absent: fc.constant(true) }),
    fc.record({ $type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'list', 'object') }),
    fc.record({ $gt: anOrder }), fc.record({ $gte: anOrder }), fc.record({ $lt: anOrder }), fc.record({ $lte: anOrder }),
    fc.record({ $near: fc.tuple(fc.constantFrom(0, 1, 2), fc.constantFrom(0, 0.5, 1)) }), fc.record({ $matches: aPattern }),
    fc.record({ $length: fc.oneof(fc.nat(3), fc.record({ $gt: fc.nat(2) })) }), fc.record({ $contains: tie('matcher') }),
    fc.record({ $unordered: fc.array(tie('matcher'), { maxLength: 4 }) }), fc.record({ $each: tie('matcher') }),
    fc.record({ $sorted: fc.constantFrom<unknown>('asc', 'desc', ['$.a', 'asc'], ['$.b', 'desc']) }),
    fc.record({ $oneOf: fc.array(tie('matcher'), { minLength: 1, maxLength: 3 }) }), fc.record({ $allOf: fc.array(tie('matcher'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $not: tie('matcher') }), fc.record({ $gt: fc.constant(0), $lt: fc.constant(3) }),
  ),
  matcher: fc.oneof(
    { weight: 3, arbitrary: aLeaf }, { weight: 4, arbitrary: tie('one') }, { weight: 1, arbitrary: fc.array(tie('matcher'), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.dictionary(aKey, tie('matcher'), { maxKeys: 3, noNullPrototype: true }) },
  ),
})).matcher;

const NOTHING = Symbol('no value');

/** The oracle. */
function matches(value: unknown, matcher: unknown): boolean {
  if (isPlainObject(matcher) && Object.keys(matcher).length > 0 && Object.keys(matcher).every((key) => key.startsWith('$'))) {
    return Object.entries(matcher).every(([name, operand]) => holds(name, operand, value));
  }
  if (Array.isArray(matcher)) return Array.isArray(value) && value.length === matcher.length && matcher.every((item, index) => matches(value[index], item));
  if (isPlainObject(matcher)) return isPlainObject(value) && Object.keys(value).every((key) => Object.hasOwn(matcher, key)) && hasFields(value, matcher);
  return Object.is(value, matcher);
}

function hasFields(value: Record<string, unknown>, fields: Record<string, unknown>): boolean {
  return Object.entries(fields).every(([key, field]) => (Object.hasOwn(value, key) ? matches(value[key], field) : mayBeAbsent(field)));
}

/** A missing key matches where the matcher, as a whole, speaks of missing: $absent itself, or one of several ways. */
function mayBeAbsent(matcher: unknown): boolean {
  if (!isPlainObject(matcher)) return false;
  const ways = matcher['$oneOf'];
  const says = matcher['$absent'] === true || (Array.isArray(ways) && ways.some(mayBeAbsent));
  return says && matches(NOTHING, matcher);
}

function holds(name: string, operand: unknown, value: unknown): boolean {
  const list = Array.isArray(operand) ? operand as unknown[] : [];
  switch (name) {
    case '$any': return value !== NOTHING;
    case '$absent': return value === NOTHING;
    case '$type': return operand === (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)
      || (operand === 'integer' && Number.isInteger(value)) || (operand === 'object' && isPlainObject(value));
    case '$gt': return ordered(value, operand) && (value as number) > (operand as number);
    case '$gte': return ordered(value, operand) && (value as number) >= (operand as number);
    case '$lt': return ordered(value, operand) && (value as number) < (operand as number);
    case '$lte': return ordered(value, operand) && (value as number) <= (operand as number);
    case '$near': return typeof value === 'number' && Math.abs(value - Number(list[0])) <= Number(list[1]);
    case '$matches': return typeof value === 'string' && new RegExp((list.length === 2 ? list[0] : operand) as string, (list[1] ?? '') as string).test(value);
    case '$length': return typeof value === 'string' ? matches(Array.from(value).length, operand) : Array.isArray(value) && matches(value.length, operand);
    case '$contains':
      if (typeof value === 'string') return typeof operand === 'string' && value.includes(operand);
      if (Array.isArray(value)) return value.some((item) => matches(item, operand));
      return isPlainObject(value) && isPlainObject(operand) && hasFields(value, operand);
    case '$unordered': return Array.isArray(value) && someOrder(value, list);
    case '$each': return Array.isArray(value) && value.every((item) => matches(item, operand));
    case '$sorted': return sorted(value, list.length === 2 ? String(list[0]) : '$', list.length === 2 ? list[1] : operand);
    case '$oneOf': return list.some((each) => matches(value, each));
    case '$allOf': return list.every((each) => matches(value, each));
    case '$not': return !matches(value, operand);
    default: throw new Error(name);
  }
}

const ordered = (a: unknown, b: unknown): boolean => typeof a === typeof b && (typeof a === 'number' || typeof a === 'string');

function someOrder(items: readonly unknown[], matchers: readonly unknown[]): boolean {
  if (items.length !== matchers.length) return false;
  const [first, ...rest] = matchers;
  return matchers.length === 0 || items.some((item, index) => matches(item, first) && someOrder(items.filter((_, place) => place !== index), rest));
}

function sorted(value: unknown, path: string, direction: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const keys = value.map((item: unknown) => readPath(item, path));
  return keys.every((key, index) => (typeof key === 'number' || typeof key === 'string')
    && (index === 0 || (ordered(keys[index - 1], key) && (direction === 'asc' ? (keys[index - 1] as number) <= (key as number) : (keys[index - 1] as number) >= (key as number)))));
}

it('agrees with the plain evaluator, and points to a place that is there', { timeout: SLOW_MS }, () => {
  let equal = 0;
  fc.assert(fc.property(aValue, aMatcher, (value, matcher) => {
    // Some combinations are told to the author instead, such as a plain field between operators.
    fc.pre(matcherProblems(matcher).length === 0);
    const difference = findDifference(value, matcher);
    if (difference === null) equal += 1;
    expect(difference === null).toBe(matches(value, matcher));
    if (difference === null) return;
    expect(difference.path.startsWith('$')).toBe(true);
    expect(difference.expected).not.toMatch(/undefined|\[object/);
    if (difference.got !== undefined) expect(readPath(value, difference.path)).toEqual(difference.got);
  }), { numRuns: 10_000 });
  expect(equal).toBeGreaterThan(1000);
});

it('every value matches itself, and a value with another leaf does not', { timeout: SLOW_MS }, () => {
  fc.assert(fc.property(aValue, (value) => {
    expect(findDifference(value, value)).toBe(null);
    expect(findDifference(value, { $not: value })).not.toBe(null);
    expect(findDifference([value], [[value]])).not.toBe(null);
  }), { numRuns: 2000 });
});
