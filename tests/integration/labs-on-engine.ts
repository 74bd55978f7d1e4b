/** Proves every lab on one engine, through the same core that the app runs: what labs.*.test.ts share. */
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLab, type VerifyItem } from '../../src/core/answers/verify-lab.ts';
import { loadCatalog } from '../../src/core/catalog/catalog.ts';
import { createCore, type Core } from '../../src/core/create-core.ts';
import type { EngineKind } from '../../src/shared/lab-format.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A lab of a hundred answers over HTTP starts its program some five hundred times. */
const LAB_TIMEOUT_MS = 15 * 60_000;
const START_TIMEOUT_MS = 120_000;

/** Declares the tests of all labs in the course and of the small ones among the fixtures. New labs need no new test. */
export async function describeLabs(engine: EngineKind): Promise<void> {
  for (const labsFolder of [join(ROOT, 'labs'), join(ROOT, 'tests/fixtures/labs')]) {
    const { labs, broken } = await loadCatalog(labsFolder, AbortSignal.timeout(START_TIMEOUT_MS));
    describe(`${labsFolder.slice(ROOT.length + 1)} on ${engine}`, () => {
      let dataFolder: string;
      let core: Core;

      beforeAll(async () => {
        dataFolder = await mkdtemp(join(tmpdir(), 'bb-labs-'));
        core = await createCore({
          dataFolder, labsFolder, resourcesFolder: join(ROOT, 'resources'), env: process.env, platform: process.platform, home: homedir(),
          servicesStay: false, onWarning: () => {},
        });
      });
      afterAll(async () => {
        await core.sessions.close(AbortSignal.timeout(START_TIMEOUT_MS));
        // Sessions are kept for a next time; here there is none.
        await core.engines[engine].sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(START_TIMEOUT_MS));
        await core.close(AbortSignal.timeout(START_TIMEOUT_MS));
        await rm(dataFolder, { recursive: true, force: true });
      });

      it('hold no lab that can\'t be used', () => { expect(broken).toEqual([]); });

      it.for([...labs.values()].filter(({ lab }) => engine === 'docker' || lab.needs.engine === 'any').map((loaded) => loaded.lab.id))(
        '%s is proven', { timeout: LAB_TIMEOUT_MS }, async (id, { skip }) => {
          const signal = AbortSignal.timeout(LAB_TIMEOUT_MS);
          const session = core.sessions.of(id);
          const { services, needs } = session.loaded.lab;
          const missing = await core.engines[engine].missing({ services: services.map((service) => service.kind), tools: needs.tools }, signal);
          skip(missing.length > 0, `this machine lacks ${missing.map((report) => `${report.code} ${JSON.stringify(report.details)}`).join(', ')}`);
          await session.start(engine, signal);
          try {
            const { loaded } = session;
            const workspace = await session.workspace();
            const drivers = new Map(loaded.lab.services.map((service) => [service.id, session.driver(service.id)]));
            const report = await verifyLab({ answers: new Map(), loaded, workspace, drivers, environment: session.environment(), secrets: [], signal });
            expect(problemsOf(report.items)).toEqual([]);
            // Nothing was passed over: every step twice, every answer once.
            expect(report.items.filter((item) => item.kind === 'start').length).toBe(loaded.lab.steps.length);
            expect(report.items.filter((item) => item.kind === 'mutant').length).toBe(loaded.lab.mutants.length);
            expect(report.items.filter((item) => item.kind === 'alternative').length).toBe(loaded.lab.alternatives.length);
            expect(report.ok).toBe(true);
          } finally {
            await session.stop(AbortSignal.timeout(START_TIMEOUT_MS));
          }
        });
    });
  }
}

function problemsOf(items: readonly VerifyItem[]): string[] {
  return items.flatMap((item) => item.problems.map((problem) => `${item.kind} ${item.subject}: ${problem}`));
}
