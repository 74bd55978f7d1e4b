/**
 * Proves the labs on one engine, through the same core that the app runs: what labs.*.test.ts share. Every lab's
 * start and solutions on both engines; alternatives and mutants on the faster one, and on both for labs that this
 * change touches. `npm run labs:matrix` runs everything on both, twenty times.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveLab, tasksFor, type VerifyTask } from '../../src/core/answers/verify-course.ts';
import { openVerifyWorld, type VerifyWorld } from '../../src/core/answers/verify-world.ts';
import { loadCatalog } from '../../src/core/catalog/catalog.ts';
import { resolveVariant } from '../../src/core/catalog/resolve-variant.ts';
import type { EngineKind } from '../../src/shared/lab-format.ts';
import { describeError } from '../../src/shared/messages.ts';
import { touchedLabs } from './touched-labs.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A lab of a hundred answers over HTTP starts its program some five hundred times. */
const LAB_TIMEOUT_MS = 15 * 60_000;
const START_TIMEOUT_MS = 120_000;
/** Ending what two learners have, one after the other, and all that there is to remove. */
const END_TIMEOUT_MS = 300_000;
/** Programs start several times as fast as processes of this machine than in containers of their own. */
const FASTER: EngineKind = 'native';

/** Declares the tests of all labs in the course and of the small ones among the fixtures. New labs need no new test. */
export async function describeLabs(engine: EngineKind): Promise<void> {
  const touched = touchedLabs(ROOT);
  for (const labsFolder of [join(ROOT, 'labs'), join(ROOT, 'tests/fixtures/labs')]) {
    const { labs, broken } = await loadCatalog(labsFolder, AbortSignal.timeout(START_TIMEOUT_MS));
    const tasks = [...labs.values()].filter(({ lab }) => engine === 'docker' || lab.needs.engine === 'any').flatMap((loaded) => {
      const whole = engine === FASTER || loaded.lab.needs.engine === engine || touched.has(loaded.lab.id);
      return tasksFor(loaded, engine).map((task): VerifyTask => ({ ...task, scope: whole ? 'all' : 'spine' }));
    });

    describe(`${labsFolder.slice(ROOT.length + 1)} on ${engine}`, () => {
      let world: VerifyWorld;

      beforeAll(async () => {
        world = await openVerifyWorld([engine], {
          labsFolder, resourcesFolder: join(ROOT, 'resources'), env: process.env, platform: process.platform, home: homedir(), onWarning: () => {},
        });
      }, START_TIMEOUT_MS);
      afterAll(async () => { await world.dispose(); }, END_TIMEOUT_MS);

      it('hold no lab that can\'t be used', () => { expect(broken).toEqual([]); });

      it.for(tasks.map((task): [string, VerifyTask] => [`${task.lab}${task.variant === null ? '' : ` in ${task.variant}`} (${task.scope ?? ''})`, task]))(
        '%s is proven', { timeout: LAB_TIMEOUT_MS }, async ([, task], { skip }) => {
          const proof = await proveLab(task, { world, repeat: 1, signal: AbortSignal.timeout(LAB_TIMEOUT_MS) });
          skip(proof.state === 'not-run', `this machine lacks ${proof.reasons.map((reason) => describeError(reason).title).join(', ')}`);
          expect(proof.reasons).toEqual([]);
          const items = proof.runs.flatMap((run) => run.items);
          // As one text: a report that shortens lists would hide what went wrong.
          expect(items.flatMap((item) => item.problems.map((problem) => `${item.kind} ${item.subject}: ${problem}`)).join('\n')).toBe('');
          // Nothing was passed over, for any learner: every step twice, every answer once.
          const loaded = labs.get(task.lab);
          const lab = loaded === undefined ? undefined : resolveVariant(loaded, task.variant).lab;
          expect(proof.runs.length).toBeGreaterThan(0);
          for (const run of proof.runs) {
            const counted = (kind: string): number => run.items.filter((item) => item.kind === kind).length;
            expect(counted('start')).toBe(lab?.steps.length);
            expect(counted('solution')).toBe(lab?.steps.length);
            expect(counted('mutant')).toBe(task.scope === 'spine' ? 0 : lab?.mutants.length);
            expect(counted('alternative')).toBe(task.scope === 'spine' ? 0 : lab?.alternatives.length);
          }
          expect(proof.outbound ?? 0).toBe(0);
          expect(proof.state).toBe('proven');
        });
    });
  }
}
