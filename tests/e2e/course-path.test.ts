/**
 * The path through the course in the real app: heads of stages, what labs build on, the placement quiz by keyboard,
 * the glossary, figures and terms in a lesson. Each screen under axe.
 */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

/** A dozen screens, each measured, and a restart of the app. */
const WAY_MS = 6 * 60_000;
const FIRST = 'First queries in SQL';

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

describe.each([
  { theme: 'Light', size: { width: 1280, height: 720 } },
  { theme: 'Dark', size: { width: 1920, height: 1080 } },
])('$theme, $size.width by $size.height', ({ theme, size }) => {
  test('the way through the course and its screens', { timeout: WAY_MS }, async () => {
    const { desk } = await launched(size);
    const { page } = desk;
    const look = (screen: string): Promise<void> => expectAccessible(page, `${theme} path ${screen}`);
    await desk.welcome();
    await desk.theme(theme);
    await page.getByRole('img', { name: /^The shop sends its questions/ }).waitFor();
    await look('outline');
    const databases = page.getByRole('region', { name: 'Databases' });
    await databases.scrollIntoViewIfNeeded();
    await databases.getByText('Intermediate').waitFor();
    expect(await databases.locator('.lab-row', { has: page.getByRole('heading', { name: 'Indexes and plans' }) }).locator('.builds-on').innerText()).toContain(FIRST);
    await look('stage');

    await page.getByRole('button', { name: 'Glossary' }).click();
    await page.getByRole('main', { name: 'Glossary' }).getByText('B-tree', { exact: true }).waitFor();
    await look('glossary');
    await page.getByRole('searchbox', { name: 'Find a term' }).fill('circle');
    await eventually('one term is found', async () => (await page.locator('.glossary-entry').count()) === 1, DESK_MS);
    await page.getByRole('button', { name: /^deadlock: open the lab/ }).click();
    await page.getByRole('main', { name: 'Transactions and isolation' }).waitFor();

    await page.getByRole('button', { name: 'Course' }).click();
    await desk.open('Indexes and plans');
    const figure = page.getByRole('img', { name: /^A tree of pages/ });
    await figure.scrollIntoViewIfNeeded();
    await look('figure');
    const term = page.getByRole('button', { name: 'B-tree', exact: true });
    await term.hover();
    const card = page.getByRole('tooltip');
    await card.getByText('A tree of pages that keeps keys in order.').waitFor();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    // By keyboard the same: focus shows it, and says it to a screen reader.
    await page.mouse.move(4, 4);
    await page.getByRole('button', { name: 'index', exact: true }).focus();
    await page.keyboard.press('Tab');
    await card.waitFor();
    expect(await term.getAttribute('aria-describedby')).toBe(await card.getAttribute('id'));
    await look('term');
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
  });
});

test('what a learner knows already is found out by keyboard, kept, undone and asked again', { timeout: WAY_MS }, async () => {
  const { running, desk } = await launched();
  const { page } = desk;
  const { keyboard } = page;
  await desk.welcome();
  const section = page.getByRole('region', { name: 'Databases' });
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
  const asksAbout = (lab: string, question: RegExp): Promise<boolean> => eventually(`a question about ${lab} stands`, async () =>
    (await focused()).includes(lab) && question.test(await page.getByRole('main').innerText()), DESK_MS);

  await section.getByRole('button', { name: 'Find out what you know already' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Begin' }).waitFor();
  await expectAccessible(page, 'placement begin');
  await page.getByRole('button', { name: 'Begin' }).focus();
  await keyboard.press('Enter');

  await asksAbout(FIRST, /What does .* count\?/);
  await expectAccessible(page, 'placement number');
  await keyboard.press('Tab');
  await keyboard.type('five');
  await keyboard.press('Enter');
  await page.getByText('Write a number').waitFor();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('5');
  await keyboard.press('Enter');

  await asksAbout(FIRST, /What is kept\?/);
  await keyboard.press('Tab');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('nothing');
  await expectAccessible(page, 'placement choice');
  await keyboard.press('Tab');
  await keyboard.press('Enter');

  // From here on nothing is known.
  const result = page.getByRole('heading', { name: /^You know 1 lab of \d+ already$/ });
  const resultShown = async (): Promise<boolean> => (await result.count()) > 0;
  await eventually('the next lab is asked about', async () => !(await focused()).includes(FIRST), DESK_MS);
  for (let turn = 0; turn < 20 && !(await resultShown()); turn += 1) {
    // The question's own heading has the focus as it begins; while the answer is on its way nothing has.
    const heading = page.locator('#placement-heading:focus');
    const before = await heading.innerText();
    await page.getByRole('button', { name: 'I don’t know' }).focus();
    await keyboard.press('Enter');
    await eventually('the answer is taken', async () =>
      (await resultShown()) || ((await heading.count()) > 0 && (await heading.innerText()) !== before), DESK_MS);
  }
  await result.waitFor();
  await expectAccessible(page, 'placement result');

  // What is right never left the core, whatever the window asks.
  const answers = JSON.stringify([await running.rawCall('host', 'placement.view', { stage: 'databases' }), await running.rawCall('host', 'placement.begin', { stage: 'server-side' }), await running.rawCall('host', 'course.lab', { lab: 'sql-first-queries' })]);
  for (const question of questionsOf('databases/sql-first-queries')) expect(answers).not.toContain(question);
  expect(answers).not.toContain('"correct"');

  await running.relaunch();
  const again = running.page;
  await again.getByRole('button', { name: 'Course', exact: true }).click();
  const row = again.locator('.lab-row', { has: again.getByRole('heading', { name: FIRST }) });
  await row.getByText('Known already').waitFor();
  await expectAccessible(again, 'known already');
  await row.getByRole('button', { name: `Undo: ${FIRST} is not known yet` }).focus();
  await again.keyboard.press('Enter');
  await row.getByText('Known already').waitFor({ state: 'detached' });

  await again.getByRole('region', { name: 'Databases' }).getByRole('button', { name: 'Find out what you know already' }).click();
  await again.getByRole('button', { name: 'Take it again' }).click();
  await again.getByRole('button', { name: 'I don’t know' }).waitFor();
});

/** The texts of questions that were not asked yet: the window has no need of them. */
function questionsOf(lab: string): string[] {
  const { placement } = parse(readFileSync(inCheckout('labs', lab, 'lab.yaml'), 'utf8')) as { placement: { question: string }[] };
  expect(placement.length).toBeGreaterThan(1);
  return placement.map((each) => JSON.stringify(each.question).slice(1, -1));
}
