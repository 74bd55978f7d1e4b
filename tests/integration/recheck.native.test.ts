/** Work that was handed in is checked again: an honest one passes the same checks, claimed results are found out, and what can't be compared is told. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openVerifyWorld } from '../../src/core/answers/verify-world.ts';
import { createCore } from '../../src/core/create-core.ts';
import { createPackWorld } from '../../src/core/packs/pack-world.ts';
import { testLearner, type TestLearner } from '../../src/core/class/class-world.ts';
import { recheckWork, type RecheckedLab, type RecheckOptions } from '../../src/core/class/recheck-work.ts';
import type { LabWork } from '../../src/core/progress/progress-file.ts';

const HOME = join(import.meta.dirname, '..', '..');
const LAB = 'sql-first-queries';
const LAB_FOLDER = join(HOME, 'labs', 'databases', LAB);
const TEST_MS = 120_000;

const world = { labsFolder: join(HOME, 'labs'), resourcesFolder: join(HOME, 'resources'), env: process.env, platform: process.platform, home: homedir(), onWarning: () => undefined };

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'bb-recheck-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The start files of the lab with the reference answers of these steps over them. */
function work(steps: readonly string[]): LabWork {
  const files = new Map<string, string>();
  for (const root of [join(LAB_FOLDER, 'workspace'), ...steps.map((step) => join(LAB_FOLDER, 'solution', step, 'files'))]) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files.set(path.slice(root.length + 1), readFileSync(path).toString('base64'));
    }
  }
  return { lab: LAB, variant: '', files: [...files].map(([path, base64]) => ({ path, base64 })), leftOut: [] };
}

async function recheck(learner: TestLearner, handedIn: LabWork, more: Partial<RecheckOptions> = {}): Promise<RecheckedLab[]> {
  const { file } = await learner.file({ work: [handedIn] });
  return recheckWork(file, { engine: 'native', agreedNative: true, signal: AbortSignal.timeout(TEST_MS), onProgress: () => undefined, world, ...more });
}

function claims(name: string): TestLearner {
  const learner = testLearner(name, join(folder, name));
  const log = (step: string, verdicts: Parameters<TestLearner['attempt']>[2]): void => learner.attempt(LAB, step, verdicts);
  learner.add(LAB, { type: 'lab-opened', engine: 'native' });
  log('ask-for-rows', { 'cheap-tea': 'passed', newsletter: 'passed' });
  log('put-in-order', { dearest: 'passed', 'page-three': 'not-yet' });
  return learner;
}

const told = (labs: readonly RecheckedLab[]): string[][] => labs.map((lab) => [lab.error?.code ?? '', ...lab.checks.map(({ check, outcome }) => `${check} ${outcome}`)]);

it('an honest learner\'s work passes the same checks', { timeout: TEST_MS }, async () => {
  expect(told(await recheck(claims('honest'), work(['ask-for-rows', 'put-in-order'])))).toEqual([['', 'cheap-tea same', 'newsletter same', 'dearest same']]);
});

it('results that the work does not bear out differ', { timeout: TEST_MS }, async () => {
  expect(told(await recheck(claims('claiming'), work(['ask-for-rows'])))).toEqual([['', 'cheap-tea same', 'newsletter same', 'dearest differs']]);
});

it('nothing runs natively unless it was agreed to, and without files there is nothing to run', async () => {
  const { file } = await claims('unasked').file({ work: [work([])] });
  const options = { engine: 'native', agreedNative: false, signal: AbortSignal.timeout(TEST_MS), onProgress: () => undefined, world: { labsFolder: '', resourcesFolder: '', env: {}, platform: process.platform, home: '', onWarning: () => undefined } } as const;
  await expect(recheckWork(file, options)).rejects.toMatchObject({ code: 'RECHECK_NOT_AGREED' });
  await expect(recheckWork({ ...file, work: [] }, options)).rejects.toMatchObject({ code: 'RECHECK_NO_WORK' });
});

it('a lab that is not here is told, and runs nothing, so that nothing need be agreed to', { timeout: TEST_MS }, async () => {
  const learner = testLearner('elsewhere', join(folder, 'elsewhere'));
  learner.attempt('no-such-lab', 'one', { first: 'passed' });
  const { file } = await learner.file({ work: [{ ...work([]), lab: 'no-such-lab' }] });
  const labs = await recheckWork(file, { engine: null, agreedNative: false, signal: AbortSignal.timeout(TEST_MS), onProgress: () => undefined, world });
  expect(told(labs)).toEqual([['LAB_NOT_FOUND']]);
});

it('work on another version is not compared', { timeout: TEST_MS }, async () => {
  const learner = testLearner('older', join(folder, 'older'));
  learner.log.append({ id: LAB, version: 9_999 }, { type: 'attempt', step: 'ask-for-rows', verdict: 'passed', results: [{ checkId: 'cheap-tea', verdict: 'passed', evidence: [], ms: 1 }] });
  expect(told(await recheck(learner, work(['ask-for-rows'])))).toEqual([['RECHECK_OTHER_VERSION']]);
});

it('a lab that came by a pack is re-checked with the pack\'s services, on the engine of the machine\'s policy', { timeout: TEST_MS }, async () => {
  const packs = await createPackWorld();
  try {
    const policyFile = join(packs.folder, 'policy.json');
    writeFileSync(policyFile, JSON.stringify({ engine: 'native', packFolder: packs.packsFolder('policy') }));
    const programs = join(packs.folder, 'programs');
    mkdirSync(programs);
    writeFileSync(join(programs, 'stand-in.json'), '{}');
    const path = await packs.make('class.bbpack', [
      { kind: 'lab', id: LAB, stage: 'databases', version: 1, title: LAB, folder: LAB_FOLDER }, { kind: 'native', service: 'mongo', platform: 'linux-x64', folder: programs },
    ]);
    const packsFolder = packs.packsFolder('policy');
    await packs.trust(packsFolder, path);
    await packs.import(packsFolder, path);
    // The course of this place has no lab at all: what there is came by the pack.
    const labsFolder = join(packs.folder, 'no-course');
    mkdirSync(labsFolder);
    const core = await createCore({ ...world, labsFolder, dataFolder: join(packs.folder, 'data'), policyFile, servicesStay: false });
    try {
      expect(core.besides).toMatchObject({ packsFolder, policyFile });
      const claimed = claims('packed');
      // Asked for nothing, the policy decides; what the pack brought is found.
      expect(told(await recheck(claimed, work(['ask-for-rows', 'put-in-order']), { engine: null, world: core.besides }))).toEqual([['', 'cheap-tea same', 'newsletter same', 'dearest same']]);
      await expect(recheck(claimed, work([]), { engine: 'docker', world: core.besides })).rejects.toMatchObject({ code: 'SET_BY_ADMINISTRATOR' });
      // Where the programs of services are looked for: none is whole here, so all places are told.
      const resourcesFolder = join(packs.folder, 'resources');
      mkdirSync(resourcesFolder);
      symlinkSync(join(HOME, 'resources', 'images'), join(resourcesFolder, 'images'));
      const beside = await openVerifyWorld(['native'], { ...core.besides, resourcesFolder, env: { PATH: '' } });
      try {
        const missing = await beside.core('native').engines.native.missing({ services: ['mongo'], tools: [] }, AbortSignal.timeout(TEST_MS));
        expect(JSON.stringify(missing)).toContain(join(packsFolder, 'trees'));
      } finally {
        await beside.dispose();
      }
    } finally {
      await core.close(AbortSignal.timeout(TEST_MS));
    }
  } finally {
    await packs.dispose();
  }
});
