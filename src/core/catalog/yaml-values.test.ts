/** Kept YAML: the same labs with and without, and nothing believed that does not fit. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadLabSync } from './load-lab.ts';
import { YamlValues } from './yaml-values.ts';

const LAB = join(import.meta.dirname, '../../../labs/databases/redis-structures');
let base: string;
let path: string;
let lab: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'bb-values-'));
  path = join(base, 'lab-values.json');
  lab = join(base, 'databases/redis-structures');
  cpSync(LAB, lab, { recursive: true });
});
afterEach(() => { rmSync(base, { recursive: true, force: true }); });

const load = (): ReturnType<typeof loadLabSync> => loadLabSync(lab, 'somebody', new YamlValues(path));
const kept = (): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

it('gives the same lab from a kept value', () => {
  const plain = loadLabSync(lab, 'somebody');
  expect(plain).toHaveProperty('loaded');
  expect(load()).toEqual(plain);
  expect(Object.keys(kept())).toHaveLength(1);
  expect(load()).toEqual(plain);
});

it.each(['', 'no json', '[]', 'null', '7'])('reads the lab itself where %j is kept', (text) => {
  writeFileSync(path, text);
  expect(load()).toEqual(loadLabSync(lab, 'somebody'));
});

it('does not believe a kept value that is no lab', () => {
  load();
  writeFileSync(path, JSON.stringify(Object.fromEntries(Object.keys(kept()).map((key) => [key, { id: 7 }]))));
  expect(load()).toHaveProperty('problems');
});

it('follows a change of the lab, and names the line of what is wrong', () => {
  load();
  const file = join(lab, 'lab.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: Another title'));
  expect(load()).toMatchObject({ loaded: { lab: { title: 'Another title' } } });
  // A file that the lab names is gone: the place of the problem is read from the YAML though its value was kept.
  rmSync(join(lab, 'steps'), { recursive: true });
  expect(load()).toMatchObject({ problems: expect.arrayContaining([{ file: 'lab.yaml', line: expect.any(Number) as number, column: expect.any(Number) as number, message: expect.stringContaining('steps/') as string }]) as unknown });
});

it('keeps the newest few, and no number that JSON does not know', () => {
  const values = new YamlValues(path);
  values.keep('a: .inf', { a: Infinity });
  for (let number = 0; number < 20; number += 1) values.keep(`a: ${String(number)}`, { a: number });
  const again = new YamlValues(path);
  expect(again.find('a: .inf')).toBeUndefined();
  expect(again.find('a: 19')).toEqual({ a: 19 });
  expect(again.find('a: 0')).toBeUndefined();
  expect(Object.keys(kept())).toHaveLength(16);
});
