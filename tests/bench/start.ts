/** How long the app takes to show its window and a usable lesson, against an empty window of the same runtime. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { launchSpec } from '../../scripts/electron-run.mjs';
import { BackbenchApp, launchElectron } from '../e2e/app.ts';
import { Desk } from '../e2e/desk.ts';
import { eventually } from '../e2e/eventually.ts';
import { removeInstance } from '../e2e/instance.ts';
import { interleaved, median, ratioRow, type Row } from './measure.ts';

const LAUNCH_MS = 60_000;
const spec = launchSpec();

async function launch(args: string[], data: string): Promise<ElectronApplication> {
  return launchElectron({ executablePath: spec.executable, args, cwd: spec.cwd, env: { ...spec.env, BACKBENCH_DATA: data } });
}

/** Milliseconds from the start of the process until a window is visible. */
async function untilShown(app: ElectronApplication, since: number): Promise<number> {
  await eventually('a window is shown', () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible())), LAUNCH_MS);
  return performance.now() - since;
}

/** @param onRound tells a person how far it is */
export async function benchStart(rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const data = mkdtempSync(join(tmpdir(), 'bb-bench-start-'));
  const emptyData = mkdtempSync(join(tmpdir(), 'bb-bench-empty-'));
  try {
    await prepare(data);
    const usable: number[] = [];
    const times = await interleaved({
      empty: async () => {
        const since = performance.now();
        const app = await launch([join(import.meta.dirname, 'empty-app')], emptyData);
        const ms = await untilShown(app, since);
        await app.close();
        return ms;
      },
      ours: async () => {
        const since = performance.now();
        const app = await launch(spec.args, data);
        const [shown] = await Promise.all([
          untilShown(app, since),
          // Usable: the step that the learner was in can be read, and scrolled.
          app.firstWindow().then(async (page) => {
            await page.locator('[data-step-title]').waitFor({ timeout: LAUNCH_MS });
            usable.push(performance.now() - since);
          }),
        ]);
        await app.close();
        return shown;
      },
    }, rounds, (text) => { onRound(text); });
    // The first launch is the warm-up round, which does not count.
    const lesson = median(usable.slice(1));
    return [
      ratioRow('Start: window shown', times.ours, times.empty, { limit: 1.3, goal: 1.1, rounds }),
      ratioRow('Start: lesson usable, against the empty window', lesson, times.empty, { limit: 2, goal: 2, rounds }),
    ];
  } finally {
    await removeInstance(data);
    for (const folder of [data, emptyData]) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** A learner who is in the middle of the first lab, whose services are stopped. */
async function prepare(data: string): Promise<void> {
  const app = await BackbenchApp.launch({ data });
  try {
    const desk = new Desk(app.page);
    await desk.welcome();
    await desk.open('First queries in SQL');
    await desk.menu('Stop the lab');
    await eventually('the lab is stopped', async () => (await desk.services()).every((state) => state === 'stopped'), LAUNCH_MS);
  } finally {
    await app.dispose();
  }
}
