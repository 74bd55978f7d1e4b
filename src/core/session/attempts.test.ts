/** Whoever is in the middle of a lab keeps its version, whatever becomes of the course meanwhile. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newLab } from '../authoring/new-lab.ts';
import { readLabFile } from '../catalog/lab-files.ts';
import { loadLab, type LoadedLab } from '../catalog/load-lab.ts';
import { openAttempts, type Attempts } from './attempts.ts';

const { signal } = new AbortController();
let base: string;
let folder: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-attempts-'));
  await mkdir(join(base, 'labs'));
  ({ folder } = await newLab('databases/mine', { labsFolder: join(base, 'labs'), schemaFile: join(base, 'schema.json') }, signal));
});
afterEach(async () => { await rm(base, { recursive: true, force: true }); });

async function lab(): Promise<LoadedLab> {
  const result = await loadLab(folder, signal);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.loaded;
}
const open = async (): Promise<Attempts> => {
  const { lab: { version } } = await lab();
  return openAttempts(join(base, 'attempts'), 'anybody', (id) => (id === 'mine' ? version : undefined), signal);
};
async function raiseVersion(): Promise<void> {
  const yaml = await readFile(join(folder, 'lab.yaml'), 'utf8');
  await writeFile(join(folder, 'lab.yaml'), yaml.replace('version: 1', 'version: 2').replace('title: Greet the customers', 'title: Greet nobody'));
  await writeFile(join(folder, 'steps/01-greet.md'), 'Another lesson.');
}

it('keeps the lab as it was begun, lessons included, once the course has another version', async () => {
  await (await open()).keep('0123456789ab', await lab());
  expect((await open()).earlier('0123456789ab', await lab())).toBeNull();
  await raiseVersion();
  const attempts = await open();
  const began = attempts.earlier('0123456789ab', await lab());
  expect(began?.lab).toMatchObject({ version: 1, steps: [{ title: 'Greet the customers' }] });
  expect(await readLabFile(began!, 'steps/01-greet.md')).toContain('Saffron Lane');
  expect(attempts.earlier('another00000', await lab())).toBeNull();
});

it('keeps the first version, not the one of a later start', async () => {
  await (await open()).keep('0123456789ab', await lab());
  await raiseVersion();
  await (await open()).keep('0123456789ab', await lab());
  expect((await open()).earlier('0123456789ab', await lab())?.lab.version).toBe(1);
});

it('lets go, also for the next start', async () => {
  await (await open()).keep('0123456789ab', await lab());
  await raiseVersion();
  const attempts = await open();
  await attempts.release('0123456789ab');
  expect(attempts.earlier('0123456789ab', await lab())).toBeNull();
  expect((await open()).earlier('0123456789ab', await lab())).toBeNull();
});

it('makes nothing of a copy that was interrupted or can\'t be read any more', async () => {
  await (await open()).keep('0123456789ab', await lab());
  await (await open()).keep('abcdef012345', await lab());
  await rm(join(base, 'attempts/0123456789ab/attempt.json'));
  await writeFile(join(base, 'attempts/abcdef012345/databases/mine/lab.yaml'), 'schema: 99\n');
  await raiseVersion();
  const attempts = await open();
  expect(attempts.earlier('0123456789ab', await lab())).toBeNull();
  expect(attempts.earlier('abcdef012345', await lab())).toBeNull();
});
