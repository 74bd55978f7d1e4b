/** How a result of a million rows scrolls, against a plain block of the same height, and what memory it takes, against a small result. */
import type { Page } from 'playwright-core';
import { BackbenchApp } from '../e2e/app.ts';
import { Desk } from '../e2e/desk.ts';
import { interleaved, p95, ratioRow, type Row } from './measure.ts';

const LAB = 'First queries in SQL';
/** Two seconds at sixty frames. */
const FRAMES = 120;
/** A fast wheel: about forty rows a frame, so that every frame draws other rows. */
const STEP_PX = 1_040;
/** A sixtieth of a second, with what a clock of the browser is coarse by, in milliseconds. */
const FRAME_MS = 16.7 + 0.5;

/** @param onRound tells a person how far it is */
export async function benchMillionRows(rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const app = await BackbenchApp.launch();
  try {
    const desk = new Desk(app.page);
    await desk.welcome();
    await desk.open(LAB);
    await desk.chooseText('Scratch');
    await answer(desk, 1_000);
    const small = await memory(app);
    await answer(desk, 1_000_000);
    const large = await memory(app);
    const frames: Record<'ours' | 'plain', number[]> = { ours: [], plain: [] };
    await interleaved({
      plain: async () => scrolled(frames.plain, await plainFrames(app.page)),
      ours: async () => scrolled(frames.ours, await gridFrames(app.page)),
    }, rounds, onRound);
    const share = (times: readonly number[]): number => times.filter((ms) => ms > FRAME_MS).length / times.length;
    return [
      ratioRow('A million rows: a frame of scrolling, p95, against a plain block', p95(frames.ours), p95(frames.plain), { limit: 2, goal: 1.2, rounds }),
      ratioRow('A million rows: 1 + share of frames over 16.7 ms, against a plain block', 1 + share(frames.ours), 1 + share(frames.plain), { limit: 1.5, goal: 1.05, rounds }),
      ratioRow('A million rows: memory of window and lab host, against a thousand rows', large, small, { limit: 1.5, goal: 1.2, rounds: 1, measured: 'MB' }),
    ];
  } finally {
    await app.dispose();
  }
}

async function answer(desk: Desk, rows: number): Promise<void> {
  await desk.query(`SELECT n, 'row ' || n AS label, md5(n::text) AS hash, now() - n * interval '1 second' AS at, n % 7 AS day FROM generate_series(1, ${rows}) AS n`);
  await desk.page.locator('.result-head').getByText(`${rows.toLocaleString('en')} rows`, { exact: true }).waitFor();
}

function scrolled(into: number[], times: readonly number[]): number {
  into.push(...times);
  return times.reduce((sum, ms) => sum + ms, 0);
}

/** Working sets of the window's and the lab host's process, in megabytes. */
async function memory(app: BackbenchApp): Promise<number> {
  const kibibytes = await app.inMain(({ app: electron }) => electron.getAppMetrics().filter(({ type }) => type === 'Tab' || type === 'Utility').reduce((sum, each) => sum + each.memory.workingSetSize, 0));
  return kibibytes * 1024 / 1e6;
}

/** The time between frames while the result is scrolled from its top. */
function gridFrames(page: Page): Promise<number[]> {
  return page.locator('.result-scroll').evaluate(async (box, { count, step }) => {
    box.scrollTop = 0;
    const times: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    for (let at = 0; at < count; at += 1) {
      box.scrollTop += step;
      const now = await new Promise<number>(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  }, { count: FRAMES, step: STEP_PX });
}

/** The same of a block that holds nothing but a colour. */
function plainFrames(page: Page): Promise<number[]> {
  return page.evaluate(async ({ count, step }) => {
    const box = document.createElement('div');
    box.style.cssText = 'position: fixed; right: 0; bottom: 0; width: 560px; height: 180px; overflow: auto; z-index: 99';
    const inside = document.createElement('div');
    inside.style.cssText = 'height: 26000000px; background: linear-gradient(white, gray)';
    box.append(inside);
    document.body.append(box);
    const times: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    for (let at = 0; at < count; at += 1) {
      box.scrollTop += step;
      const now = await new Promise<number>(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    box.remove();
    return times;
  }, { count: FRAMES, step: STEP_PX });
}
