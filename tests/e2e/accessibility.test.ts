/**
 * Every screen of the real app under axe, in light and dark; the way through a lab by keyboard alone; and
 * the completion of a lab, which only here is reached to its end.
 *
 * Names that tests and assistive technology find things by: landmarks `banner`, `main` (Course, This
 * computer, or the lab's title), `contentinfo` Services; in a lab the regions Lesson, Files, Query, Terminal
 * and the navigation Steps. README.md beside this file lists the rest.
 */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import { BackbenchApp } from './app.ts';
import { lookInBothThemes } from './axe-themes.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

/** Two dozen screens, each measured; services are started meanwhile. */
const TOUR_MS = 8 * 60_000;
const LAB = 'First queries in SQL';

const running: BackbenchApp[] = [];
afterAll(async () => {
  for (const app of running) await app.dispose();
});

async function launched(): Promise<{ app: BackbenchApp; desk: Desk }> {
  const app = await BackbenchApp.launch();
  running.push(app);
  return { app, desk: new Desk(app.page) };
}

/** Writes the reference answers of a step into the learner's files, as another program would. */
function answer(data: string, step: string): void {
  const [session] = readdirSync(join(data, 'workspaces'));
  cpSync(inCheckout('labs/databases/sql-first-queries/solution', step, 'files'), join(data, 'workspaces', session ?? ''), { recursive: true });
}

describe('every screen, in light at 1280 by 720 and in dark at 1920 by 1080', () => {
  let app: BackbenchApp;
  let desk: Desk;
  const look = (screen: string): Promise<void> => lookInBothThemes(app, screen);
  beforeAll(async () => {
    ({ app, desk } = await launched());
  });

  test('the first start, the course, settings and shortcuts', { timeout: TOUR_MS }, async () => {
    const { page } = desk;
    await page.getByRole('heading', { name: 'Welcome to Backbench' }).waitFor();
    await page.locator('.computer-summary:not([data-state="running"])').waitFor({ timeout: DESK_MS * 2 });
    await look('first run');
    await desk.welcome();
    await look('course');
    await page.getByRole('searchbox', { name: 'Find a lab' }).fill('no such thing');
    await page.getByText('No lab contains').waitFor();
    await look('course, nothing found');
    await page.getByRole('searchbox', { name: 'Find a lab' }).fill('');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog', { name: 'Settings' }).getByText('Data:').waitFor();
    await look('settings');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await shortcuts.waitFor();
    // Other keys for the timeline, those of the lesson by mistake; Escape leaves the asking, not the dialog.
    await shortcuts.getByRole('button', { name: 'Open the timeline: Ctrl+5. Change' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+1');
    await shortcuts.getByText('Also the keys for “Go to the lesson”.').waitFor();
    await look('shortcuts');
    await shortcuts.getByRole('button', { name: 'Open the timeline: back to Ctrl+5' }).click();
    await shortcuts.getByText('Also the keys for').first().waitFor({ state: 'detached' });
    await shortcuts.getByRole('button', { name: 'Open the timeline: Ctrl+5. Change' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('F9');
    await shortcuts.getByRole('button', { name: 'Open the timeline: F9. Change' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'This computer' }).click();
    await page.getByRole('heading', { name: 'This computer', exact: true }).waitFor();
    await page.locator('.computer-summary:not([data-state="running"])').waitFor({ timeout: DESK_MS * 2 });
    await look('this computer');
  });

  test('a lab from its start to its end', { timeout: TOUR_MS }, async () => {
    const { page } = desk;
    await page.getByRole('button', { name: 'Course', exact: true }).click();
    await desk.open(LAB);
    await desk.terminalShows(/[$#>] ?$/m);
    await look('lab');
    await page.keyboard.press('F9');
    await page.getByRole('dialog', { name: 'Timeline' }).waitFor();
    await page.keyboard.press('Escape');

    await desk.query('SELECT * FROM products ORDER BY sku');
    await page.getByRole('grid', { name: 'Result' }).getByRole('gridcell').nth(2).click();
    await look('query rows');
    await desk.query('SELECT name, prize FROM products');
    await desk.resultShows('does not exist');
    await look('query error');

    await desk.openFile('TABLES.md').catch(() => undefined);
    await page.getByRole('button', { name: 'Edit this page' }).waitFor();
    await look('files, a page');
    await page.getByRole('button', { name: 'Beside each other' }).click();
    await look('files and query');
    await page.getByRole('button', { name: 'Beside each other' }).click();
    await page.getByRole('button', { name: 'New file' }).click();
    await page.getByRole('dialog', { name: 'New file' }).waitFor();
    await look('new file');
    await page.keyboard.press('Escape');

    await desk.query("SELECT sku, name, price FROM products WHERE category = 'tea' AND price <= 400;");
    expect(Object.values(await desk.check())).toContain('Not yet');
    await page.getByRole('button', { name: /Show a hint/ }).first().click();
    await page.getByText('Hint 1').first().waitFor();
    await look('not yet');

    await page.getByRole('contentinfo', { name: 'Services' }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Show the password' }).click();
    await look('service');
    await page.getByRole('button', { name: 'Show the log' }).click();
    await page.getByRole('log', { name: 'Log of shop' }).waitFor();
    await look('log');
    await page.getByRole('button', { name: 'Close the log' }).click();

    await page.getByRole('button', { name: 'Lab', exact: true }).click();
    await look('lab menu');
    await page.getByRole('menuitem', { name: 'Reset the lab' }).click();
    await page.getByRole('alertdialog').waitFor();
    await look('reset');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await desk.menu('Pause the lab');
    await page.getByText('The lab is paused').waitFor();
    await look('paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await desk.ready();

    // The last step also asks for a change of the data.
    const steps = ['ask-for-rows', 'put-in-order', 'the-unknown', 'count-and-group', 'months-and-bands', 'change-it'];
    for (const [at, step] of steps.entries()) {
      await page.getByRole('button', { name: new RegExp(`^Step ${at + 1}:`) }).click();
      answer(app.data, step);
      if (step === 'change-it') {
        await desk.chooseText('6-return.sql');
        await eventually('the answer is in the editor', async () =>
          (await page.getByRole('region', { name: 'Query' }).locator('.cm-content').innerText()).includes('COMMIT'), DESK_MS);
        await page.getByRole('region', { name: 'Query' }).getByRole('button', { name: /^Run/ }).click();
        await page.locator('.query-result .result-head').waitFor();
      }
      if (at < steps.length - 1) expect(new Set(Object.values(await desk.check())), step).toEqual(new Set(['Passed']));
      else await page.getByRole('button', { name: /^Check/ }).click();
      if (at === 0) await look('passed');
    }
    await page.getByRole('heading', { name: `${LAB}: complete` }).waitFor();
    await page.getByText('Show the answer').first().click();
    await look('complete');
    await page.getByRole('button', { name: 'Open the next lab' }).waitFor();

    await desk.menu('Stop the lab');
    await page.getByText('The lab is stopped').waitFor();
    await look('stopped');
  });
});

test('a learner works a step with the keyboard alone', { timeout: TOUR_MS }, async () => {
  const { desk } = await launched();
  const { page } = desk;
  const { keyboard } = page;
  await page.getByRole('heading', { name: 'Welcome to Backbench' }).waitFor();
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (name.test(await focused())) return;
      await keyboard.press('Tab');
    }
    throw new Error(`the keyboard does not reach ${String(name)}`);
  };
  await tabTo(/^Continue$/);
  await keyboard.press('Enter');
  await page.getByRole('main', { name: 'Course' }).waitFor();
  await tabTo(new RegExp(`^${LAB}$`));
  await keyboard.press('Enter');
  await desk.ready();

  await keyboard.press('ControlOrMeta+3');
  await eventually('the query panel has the keyboard', async () => /query/.test(await focused()), DESK_MS);
  await keyboard.press('ControlOrMeta+a');
  await keyboard.insertText("SELECT sku, name, price FROM products WHERE category = 'tea' AND price < 400;");
  await keyboard.press('ControlOrMeta+Enter');
  await desk.resultShows('TEA-');
  await keyboard.press('ControlOrMeta+Shift+Enter');
  await eventually('the first check has passed', async () => Object.values(await desk.verdicts())[0] === 'Passed', DESK_MS);

  await keyboard.press('ControlOrMeta+4');
  await eventually('the terminal has the keyboard', async () => /Terminal input/.test(await focused()), DESK_MS);
  await keyboard.press('ControlOrMeta+1');
  await eventually('the lesson has the keyboard', async () => (await focused()) === 'Ask for rows', DESK_MS);
  await keyboard.press('Alt+PageDown');
  await eventually('the next step is shown, its title focused', async () => (await focused()) === 'Put them in order', DESK_MS);
});
