/** The desk's terminal, editor, lesson and palette as a learner uses them, in one app that runs throughout. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

let app: BackbenchApp;
let desk: Desk;

const terminal = () => app.page.getByRole('region', { name: 'Terminal' });

/** Some of these tests start services twice; what goes wrong shall say so within that. */
const TEST_MS = 3 * DESK_MS;

/** The rows of all terminals on the screen. */
async function shown(): Promise<string> {
  return (await app.page.locator('[data-terminal] .xterm-accessibility-tree').evaluateAll((trees) =>
    trees.filter((tree) => tree.checkVisibility()).flatMap((tree) => [...tree.children].map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' '))))).join('\n');
}
const showsUp = (text: string | RegExp): Promise<unknown> =>
  eventually(`a terminal shows ${String(text)}`, async () => {
    const rows = await shown();
    if (typeof text === 'string' ? rows.includes(text) : text.test(rows)) return true;
    throw new Error(rows);
  }, DESK_MS);

beforeAll(async () => {
  app = await BackbenchApp.launch();
  await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));
  await app.rawCall('host', 'settings.set', { engine: 'native' });
  desk = new Desk(app.page);
  await desk.welcome();
  await desk.open('First queries in SQL');
  await desk.terminalShows(/[$#>] ?$/m);
}, DESK_MS);
afterAll(() => app.dispose());

test('commands have badges, can be gone to, and files that are named open at their line', { timeout: TEST_MS }, async () => {
  await desk.type('mkdir -p sub && cd sub && printf "one\\ntwo\\nthree\\n" > far.txt && echo "far.txt:3:2: look"');
  await desk.type('cd .. && false');
  await showsUp('look');
  await expect.poll(() => terminal().locator('.command-badge[data-state="good"]').count()).toBe(1);
  await expect.poll(() => terminal().locator('.command-badge[data-state="bad"]').count()).toBe(1);
  expect(await terminal().locator('.command-badge[data-state="bad"]').getAttribute('title')).toBe('cd .. && false: exit code 1');
  await app.page.keyboard.press('Control+Shift+ArrowUp');
  await app.page.getByRole('status').filter({ hasText: 'cd .. && false: exit code 1' }).waitFor({ state: 'attached' });
  await desk.type('echo sub/far.txt:2:1');
  await showsUp('sub/far.txt:2:1');
});

test('a terminal is split, named, and is there after a reload and a new lab host, with what it printed', { timeout: TEST_MS }, async () => {
  const { page } = app;
  await terminal().getByRole('button', { name: 'Split the terminal' }).click();
  await expect.poll(() => terminal().locator('.terminal-head').count()).toBe(2);
  await eventually('the new shell has its prompt', async () => (await shown()).match(/[$#>] *$/gm)?.length === 2, DESK_MS);
  await page.keyboard.type('echo beside-$((40+2))\n');
  await showsUp('beside-42');
  await terminal().getByRole('button', { name: 'More for the terminal' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.keyboard.type('watcher');
  await page.keyboard.press('Enter');
  await terminal().getByRole('tab', { name: 'Terminal 1 · watcher' }).waitFor();
  await app.screenshot('desk-terminal');
  await expectAccessible(page, 'desk terminal');

  // What was printed is on the disk within a second.
  await eventually('the scrollback is kept', async () => {
    const lab = join(app.data, 'terminals', 'sql-first-queries');
    return existsSync(lab) && readdirSync(lab).some((name) => readFileSync(join(lab, name), 'utf8').includes('beside-42'));
  }, DESK_MS);
  await app.killHost();
  await showsUp('A new shell.');
  await desk.ready();
  await showsUp('beside-42');
  await terminal().getByRole('tab', { name: 'Terminal 1 · watcher' }).waitFor();
  await page.reload();
  await terminal().getByRole('tab', { name: 'Terminal 1 · watcher' }).waitFor();
  await showsUp('beside-42');
  await app.screenshot('desk-terminal-again');
  await terminal().getByRole('button', { name: 'Close watcher' }).click();
  await terminal().getByRole('tab', { name: 'Terminal', exact: true }).waitFor();
});
