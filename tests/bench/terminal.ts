/** The app's terminal against a bare page with xterm.js: how fast what a shell prints is parsed, and how soon Ctrl-C is answered. */
import { setTimeout as wait } from 'node:timers/promises';
import { absoluteRow, interleaved, percentile, ratioRow, type Row } from './measure.ts';
import { terminalFile } from './terminal-text.ts';
import { focus, openBare, openOurs, type MeasuredTerminal } from './terminals.ts';

/** Printed in each round: half a second to two. */
const ROUND_BYTES = 8_000_000;
/** For a 99th percentile there must be a hundred. */
const PRESSES_PER_ROUND = 5;
/** How long the flood flows before the press, in milliseconds: until every buffer on the way is full. */
const FLOOD_MS = 200;

/** @param onRound tells a person how far it is */
export async function benchTerminal(rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  return withBoth(async (ours, bare) => {
    const text = terminalFile(ROUND_BYTES);
    try {
      const feed = ({ driver }: MeasuredTerminal) => async (): Promise<number> => (await driver.ask({ do: 'feed', path: text.path, times: 1 })).ms ?? Number.NaN;
      const times = await interleaved({ bare: feed(bare), ours: feed(ours) }, rounds, onRound);
      const megabytes = (ms: number): string => (text.bytes / 1_000 / ms).toFixed(1);
      onRound(`${megabytes(times.ours)} MB/s, bare ${megabytes(times.bare)} MB/s`);
      return [ratioRow('Terminal: 8 MB from the shell until parsed, against a bare xterm.js page', times.ours, times.bare, { limit: 1 / 0.9, goal: 1, rounds })];
    } finally {
      text.dispose();
    }
  });
}

/** @param onRound tells a person how far it is */
export async function benchCtrlC(rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  return withBoth(async (ours, bare) => {
    for (const { page } of [ours, bare]) await page.evaluate(noteKeys);
    const times: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
    const press = (terminal: MeasuredTerminal, into: number[]) => async (): Promise<number> => {
      const ms = await pressed(terminal);
      into.push(ms);
      return ms;
    };
    const presses = rounds * PRESSES_PER_ROUND;
    await interleaved({ bare: press(bare, times.bare), ours: press(ours, times.ours) }, presses, onRound);
    const [p99, bareP99] = [percentile(times.ours.slice(1), 0.99), percentile(times.bare.slice(1), 0.99)];
    return [
      absoluteRow('Terminal: Ctrl-C during `yes` until all is parsed, p99', p99, { limit: 100, goal: 50, rounds: presses }),
      ratioRow('Terminal: the same against a bare xterm.js page', p99, bareP99, { limit: 2, goal: 1, rounds: presses }),
    ];
  });
}

/** @returns milliseconds from the key until the shell has the terminal again, all printed before parsed */
async function pressed(terminal: MeasuredTerminal): Promise<number> {
  await focus(terminal);
  const { at = Number.NaN } = await terminal.driver.ask({ do: 'flood' }, async () => {
    await wait(FLOOD_MS);
    await terminal.page.keyboard.press('Control+c');
  });
  return at - await terminal.page.evaluate(() => (window as unknown as { lastKey: number }).lastKey);
}

/** In the page: keeps when Ctrl-C was pressed, in milliseconds since 1970. */
function noteKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (event.key === 'c' && event.ctrlKey) Object.assign(window, { lastKey: performance.timeOrigin + event.timeStamp });
  }, true);
}

/** Opens both and ends both. */
export async function withBoth<T>(act: (ours: Awaited<ReturnType<typeof openOurs>>, bare: MeasuredTerminal) => Promise<T>): Promise<T> {
  const ours = await openOurs();
  try {
    const bare = await openBare(ours.driver.size);
    try {
      return await act(ours, bare);
    } finally {
      await bare.dispose();
    }
  } finally {
    await ours.dispose();
  }
}
