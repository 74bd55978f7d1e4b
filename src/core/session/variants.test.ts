/** A lab in two languages, on the native engine without services: choosing, switching, and keeping both. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Core } from '../core.ts';
import { createCore } from '../create-core.ts';
import { textOf } from '../../shared/lesson-tree.ts';

const root = join(import.meta.dirname, '../../..');
const never = new AbortController().signal;
const LAB = 'tiny-greeting';

let folder: string;
let core: Core;

const open = (): Promise<Core> => createCore({
  dataFolder: join(folder, 'data'), labsFolder: join(root, 'tests/fixtures/variant-labs'), resourcesFolder: join(root, 'resources'),
  env: process.env, platform: process.platform, home: folder, servicesStay: false, onWarning: () => undefined,
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-switch-'));
  core = await open();
});
afterEach(async () => {
  await core.close(never);
  await rm(folder, { recursive: true, force: true });
});

async function solve(step: string, file: string, text: string): Promise<boolean> {
  const session = core.sessions.of(LAB);
  await session.start('native', never);
  const workspace = await session.workspace();
  await workspace.put(file, new TextEncoder().encode(text));
  const report = await session.check(step, never);
  expect(report.verdict).toBe('passed');
  return report.labPassed;
}

it('asks for the choice, keeps files and progress of each variant apart, and remembers the choice', async () => {
  expect(() => core.sessions.of(LAB)).toThrow(expect.objectContaining({ code: 'VARIANT_NOT_CHOSEN' }));
  const before = await core.course.lab(LAB);
  expect(before).toMatchObject({ variant: null, steps: [], variants: [{ id: 'javascript', tools: ['node'] }, { id: 'python', tools: ['python3'] }] });

  core.sessions.chooseVariant(LAB, 'python');
  core.sessions.chooseVariant(LAB, 'python');
  const python = core.sessions.of(LAB);
  const chosen = await core.course.lab(LAB);
  expect(chosen).toMatchObject({ variant: 'python', steps: [{ files: ['greet.py'] }, {}] });
  expect(textOf(chosen.steps[0]?.lesson ?? [])).toContain('Python prints with print');
  await solve('greet', 'greet.py', 'hello');
  await python.goToStep('part', never);
  python.hint('greets');

  core.sessions.chooseVariant(LAB, 'javascript');
  await core.sessions.makeRoomFor(LAB, never);
  expect(python.state).toBe('parked');
  const javascript = core.sessions.of(LAB);
  expect(javascript).not.toBe(python);
  expect(javascript.view()).toMatchObject({ variant: 'javascript', step: 'greet', steps: [{ passed: false, checks: [{ hints: [] }] }, {}] });
  expect((await (await javascript.workspace()).list()).map((each) => each.path).toSorted()).toEqual(['NOTES.txt', 'greet.js']);
  expect(await solve('greet', 'greet.js', 'hello')).toBe(false);
  expect(await solve('part', 'greet.js', 'hello goodbye')).toBe(true);
  expect(core.course.view().stages[0]!.labs[0]).toMatchObject({
    state: 'passed', stepsPassed: 2, variant: 'javascript',
    variants: [{ id: 'javascript', state: 'passed', stepsPassed: 2 }, { id: 'python', state: 'started', stepsPassed: 1 }],
  });

  core.sessions.chooseVariant(LAB, 'python');
  expect(core.sessions.of(LAB)).toBe(python);
  await core.sessions.of(LAB).resume(never);
  expect(python.view()).toMatchObject({ state: 'open', step: 'part', steps: [{ passed: true, checks: [{ hints: [expect.any(String) as string] }] }, { passed: false }] });
  await python.reset('lab', never);
  expect((await (await python.workspace()).read('greet.py')).text).toBe('# Greet here.\n');
  expect((await (await javascript.workspace()).read('greet.js')).text).toBe('hello goodbye');

  await core.close(never);
  core = await open();
  expect(core.sessions.of(LAB).key.variant).toBe('python');
  expect(core.sessions.of(LAB, 'javascript').progress.stepsPassed.size).toBe(2);
});

it('tells what each variant lacks on this machine', async () => {
  await core.close(never);
  core = await createCore({
    dataFolder: join(folder, 'data'), labsFolder: join(root, 'tests/fixtures/variant-labs'), resourcesFolder: join(root, 'resources'),
    env: { PATH: folder, DOCKER_HOST: `unix://${join(folder, 'none.sock')}` }, platform: process.platform, home: folder, servicesStay: false, onWarning: () => undefined,
  });
  const here = await core.variantsHere(LAB, never);
  const native = (variant: string) => here.find((each) => each.variant === variant)!.engines.find((each) => each.engine === 'native')!;
  // Node comes with the app.
  expect(native('javascript').ready).toBe(true);
  expect(native('python').ready).toBe(false);
  await expect(core.variantsHere('nothing', never)).rejects.toMatchObject({ code: 'LAB_NOT_FOUND' });
});
