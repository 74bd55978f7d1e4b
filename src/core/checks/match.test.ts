import { describe, expect, it } from 'vitest';
import { describeMatcher } from './describe-matcher.ts';
import { parsePath, readPath } from './json-path.ts';
import { canonicalJson, sameJson } from './json-value.ts';
import { findDifference } from './match.ts';
import { matcherProblems } from './matcher-problems.ts';
import { randomSource } from './random-source.ts';

const order = { id: 7, status: 'paid', items: [{ sku: 'TEA-2004', qty: 2, price: 360.5 }, { sku: 'SPI-1001', qty: 1, price: 525 }], coupon: null };

describe('plain values', () => {
  it.each([[1, 1], [1.0, 1], ['a', 'a'], [null, null], [true, true], [[], []], [{}, {}], [[1, [2]], [1, [2]]], [{ a: 1, b: 2 }, { b: 2, a: 1 }], [0, -0]])(
    '%j equals %j', (value, matcher) => { expect(findDifference(value, matcher)).toBeNull(); });

  it.each([[1, '1'], [1, 2], ['a', 'A'], [null, 0], [null, ''], [false, 0], [undefined, null], [[], {}], ['', null]])(
    '%j differs from %j', (value, matcher) => { expect(findDifference(value, matcher)).toMatchObject({ path: '$' }); });

  it('names the first part that differs', () => {
    expect(findDifference(order, { ...order, items: [order.items[0], { ...order.items[1], qty: 3 }] }))
      .toEqual({ path: '$.items[1].qty', expected: '3', got: 1 });
  });

  it('names a missing field, and an extra one', () => {
    expect(findDifference({ a: 1 }, { a: 1, b: 2 })).toEqual({ path: '$.b', expected: '2', got: undefined });
    expect(findDifference({ a: 1, 'odd key': 2 }, { a: 1 })).toEqual({ path: '$["odd key"]', expected: 'no such field', got: 2 });
  });

  it('names a list that is too short or too long', () => {
    expect(findDifference([1], [1, 2])).toEqual({ path: '$', expected: '2 items, with 2 at [1]', got: [1] });
    expect(findDifference([1, 2, 3], [1, 2])).toEqual({ path: '$[2]', expected: 'nothing: the list has 2 items', got: 3 });
  });

  it('takes extended JSON as data, not as operators', () => {
    expect(findDifference({ $oid: 'a' }, { $oid: 'a' })).toBeNull();
    expect(findDifference({ $oid: 'a' }, { $oid: 'b' })).not.toBeNull();
    expect(matcherProblems({ _id: { $oid: 'a' }, at: { $date: '2026-01-01T00:00:00Z' } })).toEqual([]);
  });

  it('is not fooled by names that every object has', () => {
    expect(findDifference({}, { constructor: { $any: true } })).not.toBeNull();
    expect(findDifference({}, { toString: { $absent: true } })).toBeNull();
    expect(readPath({}, '$.constructor')).toBeUndefined();
  });
});

describe('operators', () => {
  const yes: [unknown, unknown][] = [
    [null, { $any: true }], ['x', { $type: 'string' }], [1, { $type: 'integer' }], [1, { $type: 'number' }], [1.5, { $type: 'number' }],
    [[], { $type: 'list' }], [{}, { $type: 'object' }], [null, { $type: 'null' }], [true, { $type: 'boolean' }],
    [4, { $gt: 3 }], [3, { $gte: 3 }], [2, { $lt: 3 }], [3, { $lte: 3 }], [3, { $gte: 1, $lte: 3 }], ['2026-02-01', { $gt: '2026-01-31' }],
    [10.4, { $near: [10, 0.5] }], ['TEA-2004', { $matches: '^[A-Z]{3}-\\d{4}$' }], ['abc', { $matches: ['B', 'i'] }], ['a\nb', { $matches: 'a.b' }],
    ['ab', { $length: 2 }], [[1, 2], { $length: { $gte: 2 } }], ['😀', { $length: 1 }],
    ['saffron', { $contains: 'fr' }], [[1, 2], { $contains: 2 }], [[{ a: 1 }, { a: 2 }], { $contains: { a: { $gt: 1 } } }], [{ a: 1, b: 2 }, { $contains: { b: 2 } }],
    [[3, 1, 2], { $unordered: [1, 2, 3] }], [[], { $unordered: [] }],
    // 1 fits both matchers, 2 only one: the pairs must be rearranged.
    [[1, 2], { $unordered: [{ $lte: 2 }, 1] }], [[2, 1], { $unordered: [{ $gte: 1 }, 2] }],
    [[2, 4], { $each: { $gt: 1 } }], [[], { $each: 1 }], [[1, 2, 2], { $sorted: 'asc' }], [['b', 'a'], { $sorted: 'desc' }],
    [[{ p: 3 }, { p: 1 }], { $sorted: ['$.p', 'desc'] }], [[], { $sorted: 'asc' }],
    ['paid', { $oneOf: ['paid', 'shipped'] }], [5, { $allOf: [{ $gt: 1 }, { $lt: 9 }] }], ['a', { $not: 'b' }],
    [{ a: 1 }, { a: 1, b: { $absent: true } }], [{ a: 1 }, { a: 1, b: { $oneOf: [{ $absent: true }, null] } }], [{ b: null }, { b: { $oneOf: [{ $absent: true }, null] } }],
  ];
  it.each(yes)('%j matches %j', (value, matcher) => {
    expect(matcherProblems(matcher)).toEqual([]);
    expect(findDifference(value, matcher)).toBeNull();
  });

  const no: [unknown, unknown][] = [
    [undefined, { $any: true }], [{}, { a: { $any: true } }], [1.5, { $type: 'integer' }], ['1', { $type: 'number' }], [null, { $type: 'object' }], [[], { $type: 'object' }],
    [3, { $gt: 3 }], ['4', { $gt: 3 }], [null, { $lt: 3 }], [4, { $gte: 1, $lte: 3 }], [10.6, { $near: [10, 0.5] }],
    [12, { $matches: '1' }], ['abc', { $matches: 'B' }], ['abc', { $length: 2 }], [3, { $length: 1 }], ['tea', { $contains: 'x' }], [['tea'], { $contains: 'te' }],
    [{ a: 1 }, { $contains: { b: 2 } }], [[1, 2, 3], { $unordered: [1, 2] }], [[1, 1], { $unordered: [1, 2] }], [[1], { $unordered: [1, 1] }], [5, { $unordered: [5] }],
    [[2, 1], { $each: { $gt: 1 } }], [{}, { $each: 1 }], [[2, 1], { $sorted: 'asc' }], [[1, 'a'], { $sorted: 'asc' }], [[{ p: 1 }, {}], { $sorted: ['$.p', 'asc'] }],
    ['lost', { $oneOf: ['paid', 'shipped'] }], [0, { $allOf: [{ $gt: 1 }, { $lt: 9 }] }], ['b', { $not: 'b' }], [{ a: 1, b: 2 }, { a: 1, b: { $absent: true } }],
    [null, { $absent: true }],
  ];
  it.each(no)('%j does not match %j', (value, matcher) => {
    const difference = findDifference(value, matcher);
    expect(difference).not.toBeNull();
    expect(difference!.expected).not.toBe('');
  });

  it('point into the list', () => {
    expect(findDifference({ items: [{ p: 1 }, { p: 3 }, { p: 2 }] }, { items: { $sorted: ['$.p', 'asc'] } }))
      .toEqual({ path: '$.items[2].p', expected: 'not below the one before, 3', got: 2 });
    expect(findDifference([1, 2, 9], { $each: { $lt: 5 } })).toEqual({ path: '$[2]', expected: 'below 5', got: 9 });
    expect(findDifference([1, 2, 9], { $unordered: [2, 1] })).toEqual({ path: '$[2]', expected: 'nothing: the list has 2 items', got: 9 });
  });

  it('are said in words', () => {
    expect(describeMatcher({ $gte: 1, $lte: 3 })).toBe('1 or above and 3 or below');
    expect(describeMatcher({ id: { $type: 'integer' }, tags: { $length: 2 } })).toBe('{"id": an integer, "tags": of length 2}');
    expect(describeMatcher({ $oneOf: ['paid', null] })).toBe('"paid" or null');
    expect(describeMatcher({ $matches: ['^a', 'i'] })).toBe('a text that matches /^a/i');
    expect(describeMatcher({ $oid: 'abc' })).toBe('{"$oid":"abc"}');
  });
});

describe('faults in a matcher', () => {
  it.each([
    [{ $foo: 1 }, 'There is no operator $foo'], [{ $type: 'text' }, '$type takes one of'], [{ $gt: [1] }, '$gt takes a number'],
    [{ $matches: '(' }, '$matches takes a regular expression'], [{ $matches: ['a', 'g'] }, 'the flags may be i and m'], [{ $near: 3 }, '$near takes'],
    [{ $sorted: 'up' }, '$sorted takes'], [{ $sorted: ['price', 'asc'] }, '$sorted takes'], [{ $oneOf: 'a' }, '$oneOf takes a list'], [{ $oneOf: [] }, '$oneOf takes a list'],
    [{ $any: false }, '$any takes true'],
  ])('%j', (matcher, message) => {
    expect(matcherProblems({ deep: [matcher] })[0]!.message).toContain(message);
  });

  it('are found at any depth, with the place', () => {
    expect(matcherProblems({ items: { $each: { price: { $above: 3 } } } })[0]!.path).toEqual(['items', '$each', 'price', '$above']);
  });
});

describe('paths', () => {
  it('read and refuse', () => {
    expect(readPath(order, '$.items[1].sku')).toBe('SPI-1001');
    expect(readPath(order, "$['items'][0][\"qty\"]")).toBe(2);
    expect(readPath(order, '$')).toBe(order);
    expect(readPath(order, '$.items[9].sku')).toBeUndefined();
    expect(readPath([1], '$.length')).toBeUndefined();
    expect(parsePath('items')).toBeNull();
    expect(parsePath('$.a..b')).toBeNull();
    expect(parsePath('$.a[x]')).toBeNull();
  });
});

function randomJson(random: () => number, depth = 0): unknown {
  const kind = Math.floor(random() * (depth > 3 ? 4 : 6));
  if (kind === 0) return null;
  if (kind === 1) return random() < 0.5;
  if (kind === 2) return Math.floor(random() * 5) / (random() < 0.5 ? 1 : 2);
  if (kind === 3) return ['', 'a', 'b', '1', 'null'][Math.floor(random() * 5)];
  const size = Math.floor(random() * 4);
  if (kind === 4) return Array.from({ length: size }, () => randomJson(random, depth + 1));
  return Object.fromEntries(Array.from({ length: size }, (_, i) => [['x', 'y', 'zed', 'k k'][i], randomJson(random, depth + 1)]));
}

describe('any two values', () => {
  it('match exactly when they are equal, whatever the order of fields', () => {
    const random = randomSource(20260630);
    for (let round = 0; round < 5000; round += 1) {
      const [a, b] = [randomJson(random), randomJson(random)];
      const shuffled: unknown = JSON.parse(JSON.stringify(a), (_, value: unknown) =>
        (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value));
      expect(findDifference(a, shuffled)).toBeNull();
      expect(canonicalJson(a)).toBe(canonicalJson(shuffled));
      expect(findDifference(a, b) === null).toBe(sameJson(a, b));
      expect(canonicalJson(a) === canonicalJson(b)).toBe(sameJson(a, b));
      if (Array.isArray(a)) expect(findDifference(a.toReversed(), { $unordered: a })).toBeNull();
    }
  });
});
