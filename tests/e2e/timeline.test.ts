/** Back and forward in time, in the real app: everything broken, back to step 2, undone, jumped ahead, undone. */
import { spawnSync } from 'node:child_process';
import { afterEach, it } from 'vitest';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

const JOURNEY_MS = 5 * 60_000;
const RIGHT_CHEAP = "SELECT sku, name, price FROM products WHERE category = 'tea' AND price < 400;";

let app: BackbenchApp | undefined;
afterEach(async () => {
  await app?.dispose();
  app = undefined;
});

it('goes back to step 2 with files and data, undoes that, jumps ahead, and undoes that', { timeout: JOURNEY_MS }, async () => {
  app = await BackbenchApp.launch();
  const { page } = app;
  const desk = new Desk(page);
  await desk.welcome();
  await desk.open('First queries in SQL');
  const dialog = page.getByRole('dialog', { name: 'Timeline' });
  const openTimeline = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Timeline', exact: true }).click();
    await dialog.getByRole('listbox').waitFor();
  };
  const reviews = async (shown: string): Promise<void> => {
    await desk.chooseText('Scratch');
    await desk.query('SELECT CASE WHEN count(*) > 0 THEN \'reviews there\' ELSE \'reviews gone\' END AS state FROM reviews');
    await desk.resultShows(shown);
  };

  await desk.edit('queries/1a-cheap-tea.sql', RIGHT_CHEAP);
  await desk.nextStep();
  // The start of step 2 is kept, then everything is broken.
  await openTimeline();
  await eventually('the start of step 2 is in the timeline', async () => (await dialog.getByRole('option').allInnerTexts()).some((text) => text.includes('Start of “Put them in order”')), DESK_MS);
  await page.keyboard.press('Escape');
  await desk.chooseText('Scratch');
  await desk.query('DELETE FROM reviews');
  await desk.edit('queries/1a-cheap-tea.sql', 'everything is broken');
  await desk.nextStep();
  await reviews('reviews gone');

  // A machine without it is not asked for: natively, the lab's shell has the machine's programs.
  const hasPsql = spawnSync('psql', ['--version']).status === 0;
  if (hasPsql) {
    await desk.type('psql');
    await desk.terminalShows(/=> ?$/m);
  }

  await openTimeline();
  await dialog.getByRole('option', { name: /Start of “Put them in order”/ }).click();
  await dialog.getByText('queries/1a-cheap-tea.sql').waitFor();
  await dialog.getByRole('heading', { name: /The data goes back in PostgreSQL/ }).waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((name) => { document.documentElement.dataset['theme'] = name; }, theme);
    await app.screenshot(`timeline-${theme}`);
    await expectAccessible(page, `timeline ${theme}`);
  }
  await dialog.getByRole('button', { name: 'Go there' }).click();
  await eventually('it is step 2 again', async () => (await desk.stepTitle()) === 'Put them in order', DESK_MS);
  if (hasPsql) await desk.terminalShows(/l\s*o\s*s\s*t\s*i\s*t\s*s\s*c\s*o\s*n\s*n\s*e\s*c\s*t\s*i\s*o\s*n/);
  await reviews('reviews there');
  await desk.openFile('queries/1a-cheap-tea.sql');
  await eventually('the file is as it was', async () =>
    (await page.getByRole('region', { name: 'Files' }).locator('.cm-content').innerText()).includes('price < 400'), DESK_MS);

  // Undo by keyboard alone.
  await page.keyboard.press('Control+5');
  await dialog.getByRole('button', { name: 'Undo' }).press('Enter');
  await eventually('it is step 3 again', async () => (await desk.stepTitle()) === 'Reckon with the unknown', DESK_MS);
  await reviews('reviews gone');

  await openTimeline();
  await dialog.getByRole('option', { name: /Jump ahead to “Count and group”/ }).click();
  await app.screenshot('timeline-jump');
  await dialog.getByRole('button', { name: 'Jump there' }).click();
  await eventually('it is step 4', async () => (await desk.stepTitle()) === 'Count and group', DESK_MS);
  await page.getByRole('button', { name: /Step 1: .*, jumped over/ }).waitFor();
  await reviews('reviews there');
  await app.screenshot('after-jump');
  await desk.menu('Undo');
  await eventually('it is step 3 again', async () => (await desk.stepTitle()) === 'Reckon with the unknown', DESK_MS);
  await reviews('reviews gone');
});
