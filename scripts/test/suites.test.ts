import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inCheckout } from '../setup/paths.mjs';
import { PHASES } from './suites.mjs';

// Vitest passes over a file that is not there when another one is.
it('names only test files that are there', () => {
  const there = globSync('tests/**/*.test.ts', { cwd: inCheckout() });
  const named = PHASES.flat(2).flatMap(({ words }) => words.filter((word, at) => word.endsWith('.test.ts') && !word.includes('*') && words[at - 1] !== '--exclude'));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !there.some((file) => file.endsWith(name)))).toEqual([]);
});
