/** A lab in several languages: the choice at the first opening, the switch and the way back, with both kept. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import { BackbenchApp } from './app.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

const JOURNEY_MS = 5 * 60_000;
const LAB = 'A log of a million lines';
const COUNTED = 'Requests and bytes are counted';
const SMALL = 'The whole week is read in at most 160 MB';
const answer = (variant: string, file: string): string =>
  readFileSync(inCheckout('labs/fundamentals/log-analyser/variants', variant, 'solution/count/files', file), 'utf8');

let app: BackbenchApp | undefined;
afterEach(async () => {
  await app?.dispose();
  app = undefined;
});

/** Chooses a language on the page of cards, and waits until the lab can be worked on. */
async function choose(desk: Desk, button: string): Promise<void> {
  const { page } = desk;
  const card = page.getByRole('main', { name: 'Choose a language' }).getByRole('button', { name: button });
  await eventually(`"${button}" can be chosen`, () => card.isEnabled(), DESK_MS);
  await card.click();
  await page.locator('[data-step-title]').waitFor();
  await eventually('the lab is open', () => page.getByRole('button', { name: /^Check/ }).isEnabled(), DESK_MS);
}

async function switchTo(desk: Desk, button: string): Promise<void> {
  await desk.page.getByRole('button', { name: 'Lab', exact: true }).click();
  await desk.page.getByRole('menuitem', { name: 'Switch the language…' }).click();
  await choose(desk, button);
}

it('chooses a language, switches and comes back: files and verdicts of both are kept', { timeout: JOURNEY_MS }, async () => {
  app = await BackbenchApp.launch();
  const { page } = app;
  const desk = new Desk(page);
  await desk.welcome();
  await page.locator('.lab-row h3').getByRole('button', { name: LAB, exact: true }).click();
  const cards = page.getByRole('main', { name: 'Choose a language' });
  await eventually('each language says whether it runs here', async () => (await cards.locator('.variant-engines').count()) === 4, DESK_MS);
  await app.screenshot('choose-a-language');

  await choose(desk, 'Start in Python');
  expect(await page.locator('.trail-title').innerText()).toMatch(/Python/);
  expect(await page.getByRole('main').innerText()).toContain('A file object is an iterator over its lines');
  await desk.edit('analyse.py', answer('python', 'analyse.py'));
  expect(await desk.check()).toEqual({ [COUNTED]: 'Passed', [SMALL]: 'Passed' });
  await desk.nextStep();

  await switchTo(desk, 'Start in JavaScript');
  expect(await desk.stepTitle()).toBe('Read it as a stream');
  const files = page.getByRole('region', { name: 'Files' });
  await files.getByRole('row', { name: 'analyse.mjs', exact: true }).waitFor();
  expect(await files.getByRole('row', { name: 'analyse.py', exact: true }).count()).toBe(0);
  expect(Object.values(await desk.verdicts())).not.toContain('Passed');
  await desk.edit('analyse.mjs', '// mine\n');

  await switchTo(desk, 'Go on in Python');
  expect(await desk.stepTitle()).toBe('Count by key');
  await desk.previousStep();
  expect(await desk.verdicts()).toEqual({ [COUNTED]: 'Passed', [SMALL]: 'Passed' });
  await desk.openFile('analyse.py');
  await files.getByText('def analyse(lines):').waitFor();

  // The choice outlives the window; the other language still has what was typed.
  await app.relaunch();
  const again = new Desk(app.page);
  await app.page.locator('[data-step-title]').waitFor();
  expect(await app.page.locator('.trail-title').innerText()).toMatch(/Python/);
  await switchTo(again, 'Go on in JavaScript');
  await again.openFile('analyse.mjs');
  await app.page.getByRole('region', { name: 'Files' }).getByText('// mine').waitFor();
});
