/** The desk's terminal, editor, lesson and palette as a learner uses them, in one app that runs throughout. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk } from './desk.ts';
import { eventually } from './eventually.ts';

let app: BackbenchApp;
let desk: Desk;

const terminal = () => app.page.getByRole('region', { name: 'Terminal' });

const files = () => app.page.getByRole('region', { name: 'Files' });

/** A place in the learner's workspace on the disk. */
function inWorkspace(path: string): string {
  const [session = ''] = readdirSync(join(app.data, 'workspaces')).filter((name) => /^[0-9a-f]{12}$/.test(name));
  return join(app.data, 'workspaces', session, path);
}

/** What is waited for comes within seconds, on a busy machine, too. */
const DESK_MS = 20_000;

/** Some of these tests start services twice; what goes wrong shall say so within that. */
const TEST_MS = 90_000;

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
  app.page.setDefaultTimeout(DESK_MS);
}, TEST_MS);
afterAll(() => app.dispose());
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('desk-failed');
});

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

test('a file that the terminal names opens at its line; tabs close, come back and are put in order', { timeout: TEST_MS }, async () => {
  const { page } = app;
  await desk.type('echo sub/far.txt:2:1');
  await showsUp('sub/far.txt:2:1');
  await page.keyboard.press('Control+Shift+O');
  await files().getByRole('tab', { name: 'sub/far.txt' }).waitFor();
  await expect.poll(() => files().locator('.cm-activeLine').innerText()).toBe('two');
  await desk.openFile('queries/1b-newsletter.sql');
  const names = async () => files().getByRole('tab').evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('aria-label')));
  await expect.poll(names).toContain('queries/1b-newsletter.sql');
  const before = await names();
  await files().locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+w');
  await expect.poll(names).not.toContain('queries/1b-newsletter.sql');
  await page.keyboard.press('Control+Shift+T');
  await expect.poll(async () => (await names()).length).toBe(before.length);
  await files().getByRole('tab', { name: 'queries/1b-newsletter.sql' }).focus();
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect.poll(async () => (await names()).indexOf('queries/1b-newsletter.sql')).toBeLessThan((await names()).length - 1);
});

test('files are renamed, deleted and brought back; what another program wrote is searched and compared', { timeout: TEST_MS }, async () => {
  const { page } = app;
  writeFileSync(inWorkspace('menu.txt'), 'cardamom\nturmeric\n');
  const row = (name: string) => files().getByRole('row', { name, exact: true });
  await row('menu.txt').click();
  await row('menu.txt').focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name, with folders' }).fill('cards/menu.txt');
  await page.keyboard.press('Enter');
  await files().getByRole('tab', { name: 'cards/menu.txt' }).waitFor();
  expect(existsSync(inWorkspace('cards/menu.txt'))).toBe(true);
  await row('menu.txt').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await eventually('the file is gone', () => !existsSync(inWorkspace('cards/menu.txt')), DESK_MS);
  await files().getByRole('button', { name: 'More for the file' }).click();
  await page.getByRole('menuitem', { name: 'Bring cards/menu.txt back' }).click();
  await eventually('the file is back', () => existsSync(inWorkspace('cards/menu.txt')), DESK_MS);

  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('textbox', { name: 'Search in all files' }).fill('Turmeric');
  const place = page.getByRole('option', { name: 'Line 2: turmeric' });
  await place.waitFor();
  await app.screenshot('desk-search');
  await expectAccessible(page, 'desk search');
  await place.click();
  await files().getByRole('tab', { name: 'cards/menu.txt' }).waitFor();
  await expect.poll(() => files().locator('.cm-activeLine').innerText()).toBe('turmeric');
  await page.getByRole('button', { name: 'Close the search' }).click();

  await desk.edit('queries/1a-cheap-tea.sql', 'SELECT 1;');
  await files().getByRole('button', { name: 'More for the file' }).click();
  await page.getByRole('menuitem', { name: 'Compare with the step’s start' }).click();
  await page.getByRole('dialog').getByText('1a. Tea for the sale page').waitFor();
  await app.screenshot('desk-compare');
  await expectAccessible(page, 'desk compare');
  await page.keyboard.press('Escape');
  await files().getByRole('button', { name: 'More for the file' }).click();
  await page.getByRole('menuitem', { name: 'Give up: compare with the reference' }).click();
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.getByRole('dialog').getByText('category').first().waitFor();
  await page.keyboard.press('Escape');
});

test('tabs and the place in a file are there after a restart', { timeout: TEST_MS }, async () => {
  writeFileSync(inWorkspace('long.txt'), Array.from({ length: 400 }, (_, at) => `line ${at + 1}`).join('\n'));
  await desk.openFile('long.txt');
  await files().locator('.cm-content').click();
  await app.page.keyboard.press('ControlOrMeta+End');
  await files().getByText('line 400', { exact: true }).waitFor();
  // The place is kept a moment after the last movement.
  await expect.poll(() => app.page.evaluate(() => localStorage.getItem('backbench.places.sql-first-queries') ?? '')).toContain('long.txt');
  await app.relaunch();
  desk = new Desk(app.page);
  await desk.ready();
  await files().getByRole('tab', { name: 'long.txt' }).waitFor();
  await files().getByText('line 400', { exact: true }).waitFor();
  await files().getByRole('tab', { name: 'sub/far.txt' }).waitFor();
  // Of many tabs the one in front is in sight.
  await expect.poll(() => files().getByRole('tab', { name: 'long.txt' }).evaluate((tab) => {
    const [own, list] = [tab.getBoundingClientRect(), tab.closest('[role="tablist"]')!.getBoundingClientRect()];
    return own.left >= list.left - 1 && own.right <= list.right + 1;
  })).toBe(true);
  await app.screenshot('desk-editor');
});

test('the palette finds acts, steps, files and labs by keyboard', { timeout: TEST_MS }, async () => {
  const { page } = app;
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const run = async (typed: string, first: RegExp): Promise<void> => {
    await page.keyboard.press('Control+Shift+P');
    await palette.getByRole('searchbox').waitFor();
    await page.keyboard.type(typed);
    await palette.getByRole('option', { name: first }).first().waitFor();
    if (typed === 'step 2') {
      await app.screenshot('desk-palette');
      await expectAccessible(page, 'desk palette');
    }
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'hidden' });
  };
  await desk.terminalShows(/[$#>] ?$/m);
  await run('step 2', /^Step 2: Put them in order/);
  await expect.poll(() => desk.stepTitle()).toBe('Put them in order');
  await run('farTXT', /^sub\/far.txt/);
  await files().getByRole('tab', { name: 'sub/far.txt', selected: true }).waitFor();
  await run('dark colours', /^Dark colours/);
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await app.screenshot('desk-dark');
  await expectAccessible(page, 'desk dark');
  await run('split the terminal', /^Split the terminal/);
  await expect.poll(() => terminal().locator('.terminal-head').count()).toBe(2);
  await page.keyboard.press('Control+Shift+P');
  await palette.getByRole('searchbox').waitFor();
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'hidden' });
});

test('the lesson has contents, is where it was left, and its blocks go to the query panel; services stand beside the files', { timeout: TEST_MS }, async () => {
  const { page } = app;
  const lesson = page.getByRole('region', { name: 'Lesson' });
  const scrolled = (): Promise<number> => page.locator('.lesson-scroll').evaluate((element) => element.scrollTop);
  await page.getByRole('button', { name: /^Step 2:/ }).click();
  await page.getByRole('button', { name: /^Step 1:/ }).click();
  await lesson.getByRole('button', { name: 'Contents' }).click();
  const contents = page.getByRole('menu', { name: 'Contents' });
  expect(await contents.getByRole('menuitem', { name: /^Step \d/ }).count()).toBe(6);
  const heading = contents.getByRole('menuitem').last();
  const title = await heading.innerText();
  await app.screenshot('contents');
  const rests = page.evaluate(() => new Promise<void>((resolve) => document.addEventListener('scrollend', () => resolve(), { once: true, capture: true })));
  await heading.click();
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText)).toBe(title);
  await expect.poll(scrolled).toBeGreaterThan(50);
  await rests;
  const left = await scrolled();
  await page.getByRole('button', { name: /^Step 2:/ }).click();
  await expect.poll(scrolled).toBe(0);
  await page.getByRole('button', { name: /^Step 1:/ }).click();
  await expect.poll(async () => Math.abs((await scrolled()) - left)).toBeLessThan(4);
  await page.reload();
  await page.locator('[data-step-title]').waitFor();
  await expect.poll(async () => Math.abs((await scrolled()) - left)).toBeLessThan(4);

  await lesson.getByRole('button', { name: 'Open in the query panel' }).first().click();
  await expect.poll(() => page.getByRole('region', { name: 'Query' }).locator('.cm-content').innerText()).toMatch(/SELECT/);
  await page.getByRole('button', { name: 'Beside each other' }).click();
  await page.getByRole('tab', { name: 'Services' }).click();
  await page.getByRole('tabpanel', { name: 'Services' }).getByText('shop').first().waitFor();
  expect(await files().isVisible()).toBe(true);
  await app.screenshot('files-and-services');
  await expectAccessible(page, 'files and services');
  await page.getByRole('tab', { name: 'Query' }).click();
  await page.getByRole('region', { name: 'Query' }).waitFor();
  await page.getByRole('button', { name: 'Beside each other' }).click();
  await page.getByRole('tab', { name: 'Files' }).waitFor();
});
