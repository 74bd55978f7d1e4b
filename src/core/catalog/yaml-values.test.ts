/** Kept YAML: the same course with and without, and nothing believed that does not fit. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadCatalog } from './catalog.ts';
import { YamlValues } from './yaml-values.ts';

const LABS = join(import.meta.dirname, '../../../labs');
const never = new AbortController().signal;
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backbench-values-'));
  path = join(folder, 'lab-values.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function load(labs = LABS) {
  const kept = new YamlValues(path);
  const catalog = await loadCatalog(labs, never, undefined, kept);
  kept.save();
  return catalog;
}

it('gives the same course from kept values', async () => {
  const plain = await loadCatalog(LABS, never);
  expect(plain.labs.size).toBeGreaterThan(0);
  expect(await load()).toEqual(plain);
  const kept = readFileSync(path, 'utf8');
  expect(Object.keys(JSON.parse(kept) as object)).toHaveLength(plain.labs.size);
  expect(await load()).toEqual(plain);
  expect(readFileSync(path, 'utf8')).toBe(kept);
});

it.each(['', 'no json', '[]', 'null', '7'])('reads the labs themselves where %j is kept', async (text) => {
  writeFileSync(path, text);
  expect(await load()).toEqual(await loadCatalog(LABS, never));
});

it('does not believe a kept value that is no lab', async () => {
  await load();
  const kept = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify(Object.fromEntries(Object.keys(kept).map((key) => [key, { id: 7 }]))));
  const { labs, broken } = await load();
  expect(labs.size).toBe(0);
  expect(broken.length).toBeGreaterThan(0);
});

it('follows a change of a lab, names its line, and forgets what is gone', async () => {
  const labs = join(folder, 'labs');
  cpSync(join(LABS, 'databases/redis-structures'), join(labs, 'databases/redis-structures'), { recursive: true });
  expect((await load(labs)).labs.size).toBe(1);
  const file = join(labs, 'databases/redis-structures/lab.yaml');
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace(/^title: .*$/m, 'title: Another title'));
  expect((await load(labs)).labs.get('redis-structures')?.lab.title).toBe('Another title');
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object)).toHaveLength(1);
  // A file that the lab names is gone: the place of the problem is read from the YAML though its value was kept.
  rmSync(join(labs, 'databases/redis-structures/steps'), { recursive: true });
  const { broken } = await load(labs);
  expect(broken[0]?.problems[0]).toMatchObject({ file: 'lab.yaml', line: expect.any(Number) as number });
});

it('keeps no number that JSON does not know', () => {
  const values = new YamlValues(path);
  values.keep('a: .inf', { a: Infinity });
  values.keep('a: 1', { a: 1 });
  values.save();
  const again = new YamlValues(path);
  expect(again.find('a: .inf')).toBeUndefined();
  expect(again.find('a: 1')).toEqual({ a: 1 });
});
