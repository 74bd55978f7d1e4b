/** What MongoDB answers, as a tree of documents: by keyboard and by mouse, in both themes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

const WAY_MS = 4 * 60_000;

let app: BackbenchApp;
beforeAll(async () => {
  app = await BackbenchApp.launch();
}, WAY_MS);
afterAll(() => app.dispose(), WAY_MS);

it('shows documents as a tree that folds, and as text', { timeout: WAY_MS }, async () => {
  const { page } = app;
  const { keyboard } = page;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));
  const desk = new Desk(page);
  await desk.welcome();
  await desk.open('Documents in MongoDB');
  await desk.chooseText('Scratch');
  await desk.query('db.teas.insertMany([{ _id: 1, name: "Assam", price: NumberDecimal("12.50"), at: ISODate("2026-01-02T03:04:05Z"), of: { garden: "Halmari", tags: ["malty", "black"] } }, { _id: 2, name: "Nilgiri", none: null }])');
  await desk.resultShows('insertedIds');
  await desk.query('db.teas.find()');
  const tree = page.getByRole('treegrid', { name: 'Documents as a tree' });
  await tree.getByText('"Assam"').waitFor();
  for (const text of ["Decimal128('12.50')", "ISODate('2026-01-02T03:04:05.000Z')", '"malty"', 'null']) await tree.getByText(text, { exact: true }).waitFor();
  await app.screenshot('mongo-tree-light');
  await expectAccessible(page, 'data: documents as a tree');

  // Folded and opened by the keyboard; what is folded says how much is in it.
  const of = tree.getByRole('row', { name: 'of {2}' });
  await of.focus();
  await keyboard.press('ArrowLeft');
  await tree.getByText('"Halmari"').waitFor({ state: 'detached' });
  expect(await of.getAttribute('aria-expanded')).toBe('false');
  await keyboard.press('ArrowRight');
  await tree.getByText('"Halmari"').waitFor();
  expect(await tree.getByRole('row', { name: 'tags [2]' }).getAttribute('aria-level')).toBe('4');

  // By the mouse; a press on a line copies its path.
  await tree.getByRole('row', { name: 'tags [2]' }).getByRole('button').click();
  await tree.getByText('"malty"').waitFor({ state: 'detached' });
  await tree.getByText('"Halmari"').click();
  await eventually('the path is on the clipboard', async () => (await app.inMain(({ clipboard }) => clipboard.readText())) === 'of.garden', DESK_MS);

  // As the shell writes it, which stays chosen for the next answer.
  await page.getByRole('button', { name: 'As text' }).click();
  await desk.resultShows("name: 'Assam'");
  await desk.query('db.teas.aggregate([{ $project: { name: 1 } }])');
  await desk.resultShows("name: 'Nilgiri'");
  await page.getByRole('button', { name: 'As a tree' }).click();
  await tree.getByText('"Nilgiri"').waitFor();

  await desk.theme('Dark');
  await app.screenshot('mongo-tree-dark');
  await expectAccessible(page, 'data: documents as a tree, dark');
});
