/** How soon a key is done with, in the terminal and in an editor, while a result of a million rows streams into the window. */
import type { Page } from 'playwright-core';
import { setTimeout as wait } from 'node:timers/promises';
import { absoluteRow, p95, ratioRow, type Row } from './measure.ts';
import { focus, openOurs, type OurTerminal } from './terminals.ts';

/** A quick typist's keys, in milliseconds between two. */
const KEY_EVERY_MS = 60;
/** Keys on a window that has nothing else to do, for comparison. */
const QUIET_KEYS = 60;
const RESULT_MS = 120_000;
const ROWS = 1_000_000;
const QUERY = `SELECT n, 'row ' || n AS label, md5(n::text) AS hash, now() - n * interval '1 second' AS at FROM generate_series(1, ${String(ROWS)}) AS n`;

type Place = 'terminal' | 'editor';

/** @param onRound tells a person how far it is */
export async function benchTyping(rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const results = Math.ceil(rounds / 5);
  const ours = await openOurs();
  const { desk, page, driver } = ours;
  try {
    await page.evaluate(measureKeys);
    await desk.chooseText('Scratch');
    const times: Record<Place, { quiet: number[]; busy: number[] }> = { terminal: { quiet: [], busy: [] }, editor: { quiet: [], busy: [] } };
    await driver.ask({ do: 'echo' }, async () => {
      for (const place of ['terminal', 'editor'] as const) {
        await goTo(ours, place);
        times[place].quiet.push(...await typed(page, place, (count) => count < QUIET_KEYS));
      }
      for (let result = 0; result < results; result += 1) {
        for (const place of ['terminal', 'editor'] as const) {
          await desk.query(QUERY);
          let done = false;
          const shown = page.locator('.result-head').getByText(`${ROWS.toLocaleString('en')} rows`, { exact: true });
          const ended = page.getByRole('region', { name: 'Query' }).getByRole('button', { name: /^Run/ }).waitFor({ timeout: RESULT_MS }).then(() => void (done = true));
          await goTo(ours, place);
          times[place].busy.push(...await typed(page, place, () => !done));
          await ended;
          await shown.waitFor({ timeout: RESULT_MS });
          onRound(`result ${String(result + 1)} of ${String(results)}, ${String(times[place].busy.length)} keys in the ${place}`);
        }
      }
      await focus(ours);
      await page.keyboard.press('Enter');
    });
    return (['terminal', 'editor'] as const).flatMap((place) => {
      const { quiet, busy } = times[place];
      const count = busy.length;
      return [
        absoluteRow(`Typing in the ${place} while a million rows come: a key, p95`, p95(busy), { limit: 16, goal: 8, rounds: count }),
        ratioRow(`Typing in the ${place} while a million rows come, against a quiet window, p95`, p95(busy), p95(quiet), { limit: 4, goal: 2, rounds: count }),
      ];
    });
  } finally {
    await ours.dispose();
  }
}

async function goTo(ours: OurTerminal, place: Place): Promise<void> {
  if (place === 'terminal') await focus(ours);
  else {
    await ours.page.getByRole('region', { name: 'Query' }).locator('.cm-content').focus();
    await ours.page.keyboard.press('ControlOrMeta+End');
  }
}

/** Types letters one by one. @returns the milliseconds of each that was done with */
async function typed(page: Page, place: Place, goesOn: (count: number) => boolean): Promise<number[]> {
  await page.evaluate((now) => void Object.assign(window, { keyPlace: now, keyTimes: [], keysPressed: [] }), place);
  // Digits: letters would bring up the editor's completion, which has its own time.
  for (let count = 0; goesOn(count); count += 1) {
    await page.keyboard.press(String(count % 10));
    await wait(KEY_EVERY_MS);
  }
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
}

/**
 * In the page: measures each key from when it was pressed. In the terminal a key is done with when its echo has been
 * parsed, which the terminal's answer to the driver's question shows; in the editor when the task after the one that took
 * it up begins.
 */
function measureKeys(): void {
  const page = window as unknown as { keyPlace: string; keyTimes: number[]; keysPressed: number[] };
  const done = (): void => {
    const at = page.keysPressed.shift();
    if (at !== undefined) page.keyTimes.push(performance.now() - at);
  };
  window.addEventListener('keydown', (event) => {
    if (/^\d$/.test(event.key)) page.keysPressed.push(event.timeStamp);
  }, true);
  const next = new MessageChannel();
  next.port1.onmessage = done;
  const post = MessagePort.prototype.postMessage;
  window.addEventListener('input', () => {
    if (page.keyPlace === 'editor') post.call(next.port2, null);
  }, true);
  MessagePort.prototype.postMessage = function (this: MessagePort, message: { t?: string; data?: string } | null, ...rest: never[]): void {
    if (page.keyPlace === 'terminal' && message?.t === 'input' && /\x1b\[\d+;\d+R/.test(message.data ?? '')) done();
    post.call(this, message, ...rest);
  };
}
