/**
 * A service that is killed, paused, out of disk or out of memory around a press of Check, on right work: never "not
 * yet". Either it is mended and the work passes, or the lab is said to be broken and the attempt is not counted.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/create-core.ts';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import type { EngineKind } from '../../src/shared/lab-format.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEST_MS = 3 * 60_000;
const never = new AbortController().signal;
const STEP = 'change';
const SERVICES = ['shop', 'cache'] as const;

/** What can happen to a service, and how it is put right again where that is not the app's to do. */
export interface Fault {
  name: string;
  /** What the fault needs on a service that runs and is right. @returns undoes it, once the service has stopped */
  arrange?(session: LabSession, service: string): Promise<() => void>;
  strike(session: LabSession, service: string, dataFolder: string): Promise<void>;
  mend?(session: LabSession, service: string, dataFolder: string): Promise<void>;
}

export function describeFaults(engine: EngineKind, faults: readonly Fault[]): void {
  describe(`a service in trouble on ${engine}`, () => {
    let dataFolder: string;
    let core: Core;
    let session: LabSession;
    const arranged: (() => void)[] = [];

    beforeAll(async () => {
      dataFolder = await mkdtemp(join(tmpdir(), 'bb-faults-'));
      core = await createCore({
        dataFolder, labsFolder: join(ROOT, 'tests/fixtures/labs'), resourcesFolder: join(ROOT, 'resources'), env: process.env,
        platform: process.platform, home: homedir(), servicesStay: false, onWarning: () => {},
      });
      session = core.sessions.of('tiny-stores');
      await session.start(engine, AbortSignal.timeout(TEST_MS));
      // Right work in both services.
      await session.driver('shop').runScript("UPDATE products SET price = price + 20 WHERE name = 'Masala Chai'", never);
      await session.driver('cache').runScript('SET visits 42', never);
      expect((await session.check(STEP, never)).verdict).toBe('passed');
      for (const fault of faults) for (const service of SERVICES) if (fault.arrange !== undefined) arranged.push(await fault.arrange(session, service));
      expect((await session.check(STEP, never)).verdict).toBe('passed');
    }, TEST_MS);
    afterAll(async () => {
      await core.sessions.close(AbortSignal.timeout(TEST_MS));
      for (const undo of arranged) undo();
      await core.engines[engine].sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(TEST_MS));
      await core.close(AbortSignal.timeout(TEST_MS));
      await rm(dataFolder, { recursive: true, force: true });
    }, TEST_MS);

    const attempts = (): number[] => session.view().steps.find((step) => step.id === STEP)?.checks.map((check) => check.attempts) ?? [];
    const cases = faults.flatMap((fault) => SERVICES.flatMap((service) => [-1, 0, 15].map((afterMs) => ({ fault, service, afterMs }))));

    it.each(cases.map((each) => [`${each.service} ${each.fault.name} ${each.afterMs < 0 ? 'just before' : `${String(each.afterMs)} ms after`} Check`, each] as const))(
      '%s', { timeout: TEST_MS }, async (_, { fault, service, afterMs }) => {
        const before = attempts();
        let report;
        if (afterMs < 0) {
          await fault.strike(session, service, dataFolder);
          report = await session.check(STEP, never);
        } else {
          const check = session.check(STEP, never);
          await wait(afterMs);
          await fault.strike(session, service, dataFolder);
          report = await check;
        }
        await fault.mend?.(session, service, dataFolder);
        const results = report.results.map((result) => `${result.checkId}: ${result.verdict} ${result.reason ?? ''} ${JSON.stringify(result.evidence)}`);
        for (const [index, result] of report.results.entries()) {
          expect(result.verdict, results.join('\n')).not.toBe('not-yet');
          expect(attempts()[index]).toBe((before[index] ?? 0) + (result.verdict === 'broken' ? 0 : 1));
        }
        // And the lab works again, at the latest after one restart of the service.
        if ((await session.check(STEP, never)).verdict !== 'passed') await session.restartService(service, AbortSignal.timeout(TEST_MS));
        expect((await session.check(STEP, never)).verdict).toBe('passed');
      });
  });
}
