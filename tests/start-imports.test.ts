/** What is loaded before a lesson is shown. A library that comes in unnoticed makes every start slower. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '..', 'src');

/** Imports and re-exports that load something: neither types nor `import()`. */
const STATEMENT = /^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s+from\s+)?'([^']+)';/gm;
const onlyTypes = (names: string | undefined): boolean => names !== undefined && /^\{(\s*type\s[^,}]*,?)+\s*\}$/.test(names.trim());

/** @returns each package that a program loads as it starts, with one way in which it comes there */
function loadedPackages(entry: string): Record<string, string> {
  const from = new Map<string, string | null>([[join(src, entry), null]]);
  const packages: Record<string, string> = {};
  const way = (file: string | null | undefined): string => (file ? `${relative(src, file)} < ${way(from.get(file))}` : 'start');
  for (const file of from.keys()) {
    for (const [, names, target = ''] of readFileSync(file, 'utf8').matchAll(STATEMENT)) {
      if (onlyTypes(names) || target.startsWith('node:') || /\.css$/.test(target)) continue;
      const found = resolve(dirname(file), target);
      if (!target.startsWith('.')) packages[/^(?:@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? target] ??= way(file);
      else if (!from.has(found)) from.set(found, file);
    }
  }
  return packages;
}

test('the lab host starts with the contract, the database, and what reads a lab', () => {
  const needed = ['@orpc/client', '@orpc/contract', '@orpc/server', 'ajv', 'better-sqlite3', 'function-timeout', 'js-yaml', 'ts-fsrs', 'yaml', 'zod'];
  const others = Object.entries(loadedPackages('host/index.ts')).filter(([name]) => !needed.includes(name));
  expect(others, 'load these by import() where they are used').toEqual([]);
});

test('what runs before the first picture loads no package', () => {
  expect(loadedPackages('renderer/first-paint.ts')).toEqual({});
});

test('the page starts without schemas: what comes over the line is validated where it leaves and arrives in the host', () => {
  expect(loadedPackages('renderer/main.tsx')).not.toHaveProperty('zod');
});

test('the page starts without what reads Markdown: lessons are read in core, and kept', () => {
  const readers = Object.entries(loadedPackages('renderer/main.tsx')).filter(([name]) => /markdown|micromark|mdast|hast|remark|rehype|unified/.test(name));
  expect(readers).toEqual([]);
  // So that the names above stay the right ones.
  expect(Object.keys(loadedPackages('renderer/lab/lesson/markdown-text.tsx'))).toContain('mdast-util-from-markdown');
});
