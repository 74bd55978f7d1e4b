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
import { afterEach, describe, expect, test } from 'vitest';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

/** Two dozen screens, each measured; services are started meanwhile. */
const TOUR_MS = 8 * 60_000;
const LAB = 'First queries in SQL';

let app: BackbenchApp | undefined;
afterEach(async () => {
  await app?.dispose();
  app = undefined;
});

async function launched(size?: { width: number; height: number }): Promise<{ running: BackbenchApp; desk: Desk }> {
  const running = await BackbenchApp.launch();
  app = running;
  if (size !== undefined) {
    await running.inMain(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);
  }
  return { running, desk: new Desk(running.page) };
}

/** Writes the reference answers of a step into the learner's files, as another program would. */
function answer(data: string, step: string): void {
  const [session] = readdirSync(join(data, 'workspaces'));
  cpSync(inCheckout('labs/databases/sql-first-queries/solution', step, 'files'), join(data, 'workspaces', session ?? ''), { recursive: true });
}

describe.each([
  { theme: 'Light', size: { width: 1280, height: 720 } },
  { theme: 'Dark', size: { width: 1920, height: 1080 } },
])('$theme, $size.width by $size.height', ({ theme, size }) => {
  const look = (desk: Desk, screen: string): Promise<void> => expectAccessible(desk.page, `${theme} ${screen}`);

  test('the first start, the course, settings and shortcuts', { timeout: TOUR_MS }, async () => {
    const { desk } = await launched(size);
    const { page } = desk;
    await page.getByRole('heading', { name: 'Welcome to Backbench' }).waitFor();
    await desk.theme(theme);
    await page.locator('.computer-summary:not([data-state="running"])').waitFor({ timeout: DESK_MS * 2 });
    await look(desk, 'first run');
    await desk.welcome();
    await look(desk, 'course');
    await page.getByRole('searchbox', { name: 'Find a lab' }).fill('no such thing');
    await page.getByText('No lab contains').waitFor();
    await look(desk, 'course, nothing found');
    await page.getByRole('searchbox', { name: 'Find a lab' }).fill('');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog', { name: 'Settings' }).getByText('Data:').waitFor();
    await look(desk, 'settings');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await look(desk, 'shortcuts');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'This computer' }).click();
    await page.getByRole('heading', { name: 'This computer', exact: true }).waitFor();
    await page.locator('.computer-summary:not([data-state="running"])').waitFor({ timeout: DESK_MS * 2 });
    await look(desk, 'this computer');
  });

  test('a lab from its start to its end', { timeout: TOUR_MS }, async () => {
    const { running, desk } = await launched(size);
    const { page } = desk;
    await desk.welcome();
    await desk.theme(theme);
    await desk.open(LAB);
    await desk.terminalShows(/[$#>] ?$/m);
    await look(desk, 'lab');

    await desk.query('SELECT * FROM products ORDER BY sku');
    await page.getByRole('grid', { name: 'Result' }).getByRole('gridcell').nth(2).click();
    await look(desk, 'query rows');
    await desk.query('SELECT name, prize FROM products');
    await desk.resultShows('does not exist');
    await look(desk, 'query error');

    await desk.openFile('TABLES.md').catch(() => undefined);
    await page.getByRole('button', { name: 'Edit this page' }).waitFor();
    await look(desk, 'files, a page');
    await page.getByRole('button', { name: 'Beside each other' }).click();
    await look(desk, 'files and query');
    await page.getByRole('button', { name: 'Beside each other' }).click();
    await page.getByRole('button', { name: 'New file' }).click();
    await page.getByRole('dialog', { name: 'New file' }).waitFor();
    await look(desk, 'new file');
    await page.keyboard.press('Escape');

    await desk.query("SELECT sku, name, price FROM products WHERE category = 'tea' AND price <= 400;");
    expect(Object.values(await desk.check())).toContain('Not yet');
    await page.getByRole('button', { name: /Show a hint/ }).first().click();
    await page.getByText('Hint 1').first().waitFor();
    await look(desk, 'not yet');

    await page.getByRole('contentinfo', { name: 'Services' }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Show the password' }).click();
    await look(desk, 'service');
    await page.getByRole('button', { name: 'Show the log' }).click();
    await page.getByRole('log', { name: 'Log of shop' }).waitFor();
    await look(desk, 'log');
    await page.getByRole('button', { name: 'Close the log' }).click();

    await page.getByRole('button', { name: 'Lab', exact: true }).click();
    await look(desk, 'lab menu');
    await page.getByRole('menuitem', { name: 'Reset the lab' }).click();
    await page.getByRole('alertdialog').waitFor();
    await look(desk, 'reset');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await desk.menu('Pause the lab');
    await page.getByText('The lab is paused').waitFor();
    await look(desk, 'paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await desk.ready();

    // The last step also asks for a change of the data.
    const steps = ['ask-for-rows', 'put-in-order', 'the-unknown', 'count-and-group', 'months-and-bands', 'change-it'];
    for (const [at, step] of steps.entries()) {
      await page.getByRole('button', { name: new RegExp(`^Step ${at + 1}:`) }).click();
      answer(running.data, step);
      if (step === 'change-it') {
        await desk.chooseText('6-return.sql');
        await eventually('the answer is in the editor', async () =>
          (await page.getByRole('region', { name: 'Query' }).locator('.cm-content').innerText()).includes('COMMIT'), DESK_MS);
        await page.getByRole('region', { name: 'Query' }).getByRole('button', { name: /^Run/ }).click();
        await page.locator('.query-result .result-head').waitFor();
      }
      if (at < steps.length - 1) expect(new Set(Object.values(await desk.check())), step).toEqual(new Set(['Passed']));
      else await page.getByRole('button', { name: /^Check/ }).click();
      if (at === 0) await look(desk, 'passed');
    }
    await page.getByRole('heading', { name: `${LAB}: complete` }).waitFor();
    await page.getByText('Show the answer').first().click();
    await look(desk, 'complete');
    await page.getByRole('button', { name: 'Open the next lab' }).waitFor();

    await desk.menu('Stop the lab');
    await page.getByText('The lab is stopped').waitFor();
    await look(desk, 'stopped');
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
