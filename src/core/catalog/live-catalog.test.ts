/** A lab that is being written: each save shows, and a moment of broken YAML takes nothing away. */
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newLab } from '../authoring/new-lab.ts';
import type { Catalog } from './catalog.ts';
import { followLab, type LiveCatalog } from './live-catalog.ts';
import type { LoadedLab } from './load-lab.ts';
import { openCatalog } from './open-catalog.ts';

const { signal } = new AbortController();
let base: string;
let folder: string;
let live: LiveCatalog;
let told: (LoadedLab | null)[];
let wake: () => void;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-live-'));
  await mkdir(join(base, 'labs'));
  ({ folder } = await newLab('databases/mine', { labsFolder: join(base, 'labs'), schemaFile: join(base, 'schema.json') }, signal));
  told = [];
  wake = () => {};
  live = await followLab(() => openCatalog({ labsFolder: join(base, 'labs'), indexFile: join(base, 'index.json'), learner: 'anybody', onChange: () => undefined }, signal), folder, { learner: 'anybody', onChange: (loaded) => { told.push(loaded); wake(); } });
});
afterEach(async () => {
  await live.dispose();
  await rm(base, { recursive: true, force: true });
});

/** The next notice after an act. */
async function after(act: () => Promise<unknown>): Promise<Catalog> {
  const told = Promise.withResolvers<void>();
  wake = told.resolve;
  await act();
  await told.promise;
  return live.get();
}

it('reads what was saved, however an editor saves it', async () => {
  const yaml = await readFile(join(folder, 'lab.yaml'), 'utf8');
  const written = await after(() => writeFile(join(folder, 'lab.yaml'), yaml.replace('title: Greet the customers', 'title: Welcome them')));
  expect(written.lab('mine').lab.steps[0]?.title).toBe('Welcome them');
  await writeFile(join(folder, '..', 'draft'), yaml.replace('title: Greet the customers', 'title: Greet them all'));
  const renamed = await after(() => rename(join(folder, '..', 'draft'), join(folder, 'lab.yaml')));
  expect(renamed.lab('mine').lab.steps[0]?.title).toBe('Greet them all');
  await after(() => writeFile(join(folder, 'steps/01-greet.md'), 'Another lesson.'));
  expect(told.length).toBe(3);
});

it('keeps the lab as it was while its YAML is broken, and tells what is wrong where', async () => {
  const yaml = await readFile(join(folder, 'lab.yaml'), 'utf8');
  const broken = await after(() => writeFile(join(folder, 'lab.yaml'), `${yaml}\n  - [`));
  expect(told).toEqual([null]);
  expect(broken.lab('mine').lab.steps[0]?.title).toBe('Greet the customers');
  expect(broken.broken).toMatchObject([{ lab: 'mine', problems: [{ file: 'lab.yaml', line: expect.any(Number) as number }] }]);
  const mended = await after(() => writeFile(join(folder, 'lab.yaml'), yaml.replace('order: 1', 'order: 2')));
  expect(mended.broken).toEqual([]);
  expect(mended.lab('mine').lab.order).toBe(2);
  expect(mended.heads.get('mine')?.order).toBe(2);
});
