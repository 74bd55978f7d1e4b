/**
 * The tasks of the window's main thread that take long while somebody does a lab: opens it, reads, types, queries, checks and
 * resets. Chromium's tracing tells how long each took of the clock and of the processor, and what ran in it.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import { BackbenchApp } from '../e2e/app.ts';
import { Desk } from '../e2e/desk.ts';
import { absoluteRow, type Row } from './measure.ts';
import { longTasks, type LongTask } from './trace.ts';

const LAB = 'First queries in SQL';
/** Promised: no task takes longer, in milliseconds. */
const LONG_MS = 50;
/** Tasks that are told on the screen. */
const TOLD = 10;
/** What is still under way after an act belongs to it, in milliseconds. */
const SETTLE_MS = 800;

/** @param onRound tells a person how far it is */
export async function benchLongTasks(onRound: (text: string) => void): Promise<Row[]> {
  const app = await BackbenchApp.launch();
  try {
    const desk = new Desk(app.page);
    await app.rawCall('host', 'settings.set', { engine: 'native' });
    await desk.welcome();
    await app.inMain(({ contentTracing }) => contentTracing.startRecording({ included_categories: ['toplevel', 'devtools.timeline', 'v8', 'blink.user_timing'] }));
    for (const [name, act] of acts(desk)) {
      onRound(name);
      await app.page.evaluate((mark) => void performance.mark(`act ${mark}`), name);
      await act();
      await wait(SETTLE_MS);
    }
    const path = await app.inMain(({ contentTracing }) => contentTracing.stopRecording());
    const tasks = longTasks(readFileSync(path, 'utf8'), LONG_MS);
    rmSync(path, { force: true });
    const report = inCheckout(process.env['BACKBENCH_OUT'] ?? 'out/bench', 'long-tasks.json');
    writeFileSync(report, JSON.stringify(tasks, null, 2));
    onRound(`${tasks.slice(0, TOLD).map(line).join('\n')}\n(all ${String(tasks.length)} of them: ${join('out', 'bench', 'long-tasks.json')})\n`);
    const busy = tasks.filter(({ processorMs }) => processorMs > LONG_MS);
    return [
      absoluteRow('Window: tasks of a lab that took over 50 ms of the processor', busy.length, { limit: 0, goal: 0, rounds: 1, measured: 'tasks' }),
      absoluteRow('Window: the longest task of a lab, time of the processor', Math.max(0, ...tasks.map(({ processorMs }) => processorMs)), { limit: LONG_MS, goal: LONG_MS / 2, rounds: 1 }),
    ];
  } finally {
    await app.dispose();
  }
}

/** What a learner does in a lab, in turn. */
function acts(desk: Desk): [string, () => Promise<void>][] {
  const { page } = desk;
  return [
    ['open', () => desk.open(LAB)],
    ['read', () => page.locator('[data-step-title]').hover().then(async () => {
      for (let turn = 0; turn < 8; turn += 1) {
        await page.mouse.wheel(0, 200);
        await wait(50);
      }
    })],
    ['terminal', async () => {
      await page.locator('[data-terminal] .xterm-helper-textarea').first().focus();
      await page.keyboard.type('ls -la; seq 1 200');
      await page.keyboard.press('Enter');
    }],
    ['file', async () => {
      await desk.openFile('queries/1b-newsletter.sql');
      await page.getByRole('region', { name: 'Files' }).locator('.cm-content').click();
      await page.keyboard.type('A note of mine. ');
    }],
    ['query', async () => {
      await desk.chooseText('Scratch');
      await desk.query('SELECT n, md5(n::text) AS hash FROM generate_series(1, 5000) AS n');
      await page.locator('.result-head').getByText('5,000 rows', { exact: true }).waitFor();
    }],
    ['check', () => desk.check().then(() => undefined)],
    ['next step', () => desk.nextStep()],
    ['settings', async () => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
      await page.keyboard.press('Escape');
    }],
    ['reset', async () => {
      await desk.menu('Reset the lab…');
      await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Reset the lab' }).click();
      await desk.ready();
    }],
  ];
}

const line = ({ act, ms, processorMs, causes }: LongTask): string =>
  `${act}: ${ms.toFixed(0)} ms, ${processorMs.toFixed(0)} ms of the processor; ${causes.map(({ what, processorMs: own }) => `${what} ${own.toFixed(0)} ms`).join(', ')}`;
