/** From one version of a lab to the next, through the core: nothing of the learner's is lost on the way. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newLab } from '../authoring/new-lab.ts';
import type { Core } from '../core.ts';
import { createCore } from '../create-core.ts';

const DEADLINE_MS = 30_000;
let base: string;
let folder: string;
let core: Core;
const soon = (): AbortSignal => AbortSignal.timeout(DEADLINE_MS);

const open = (): Promise<Core> => createCore({
  dataFolder: join(base, 'data'), labsFolder: join(base, 'labs'), resourcesFolder: join(import.meta.dirname, '../../../resources'),
  env: process.env, platform: process.platform, home: homedir(), servicesStay: false, onWarning: () => undefined,
});

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-move-'));
  await mkdir(join(base, 'labs'));
  ({ folder } = await newLab('databases/mine', { labsFolder: join(base, 'labs'), schemaFile: join(base, 'schema.json') }, soon()));
  core = await open();
});
afterEach(async () => {
  await core.close(soon());
  await rm(base, { recursive: true, force: true });
});

it('stays on the version that was begun, tells what changed, and moves on with the files kept', { timeout: DEADLINE_MS }, async () => {
  const first = core.sessions.of('mine');
  await first.start('native', soon());
  const workspace = await first.workspace();
  await workspace.put('greeting.txt', Buffer.from('Welcome to Saffron Lane, says the learner.\n'));
  expect((await first.check('greet', soon())).verdict).toBe('passed');
  expect(first.view().newVersion).toBeNull();
  await core.close(soon());

  const yaml = await readFile(join(folder, 'lab.yaml'), 'utf8');
  await writeFile(join(folder, 'lab.yaml'), yaml.replace('version: 1', 'version: 3').replace('title: Greet the customers', 'title: Greet everybody')
    .replace('topics:', 'changes: [{ version: 3, text: The title. }, { version: 2, text: The hints. }]\ntopics:'));
  await writeFile(join(folder, 'workspace/greeting.txt'), 'Good night.\n');

  core = await open();
  const second = core.sessions.of('mine');
  expect(second.view().newVersion).toEqual({ from: 1, to: 3, changes: [{ version: 2, text: 'The hints.' }, { version: 3, text: 'The title.' }] });
  expect((await core.course.lab('mine')).steps[0]?.title).toBe('Greet the customers');
  await second.start('native', soon());
  expect((await second.check('greet', soon())).verdict).toBe('passed');

  await core.sessions.moveOn('mine', soon());
  const third = core.sessions.of('mine');
  expect(third.view()).toMatchObject({ newVersion: null, state: 'closed', steps: [{ id: 'greet', passed: true }] });
  expect((await core.course.lab('mine')).steps[0]?.title).toBe('Greet everybody');
  const fresh = await third.workspace();
  expect((await fresh.read('greeting.txt')).text).toBe('Good night.\n');
  expect((await fresh.read('earlier/version-1/greeting.txt')).text).toContain('says the learner');
  await third.start('native', soon());
  expect((await third.check('greet', soon())).verdict).toBe('not-yet');
});
