/** What stands out in a plan. */
import { expect, it } from 'vitest';
import { markOf } from './explain-query.ts';

const node = { rows: 10, removed: 0, estimatedRows: 10, loops: 1, cost: 5 };

it('marks what reads much for little, and estimates that are far off', () => {
  expect(markOf(node)).toBeNull();
  expect(markOf({ ...node, rows: 3, removed: 19_997 })).toBe('reads 20,000 rows to keep 3');
  expect(markOf({ ...node, rows: 5_000, removed: 5_000, estimatedRows: 5_000 })).toBeNull();
  expect(markOf({ ...node, rows: 5_000 })).toBe('500 times as many rows as expected');
  expect(markOf({ ...node, estimatedRows: 20_000 })).toBe('expected 2,000 times as many rows');
  // Estimates are of one run, rows of all.
  expect(markOf({ ...node, rows: 5_000, loops: 500 })).toBeNull();
  expect(markOf({ ...node, rows: 0, estimatedRows: 90_000, loops: 0 })).toBeNull();
  expect(markOf({ ...node, rows: 5_000, estimatedRows: 0, cost: 0 })).toBeNull();
});
