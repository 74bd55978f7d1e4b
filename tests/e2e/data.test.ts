/** The data panel in the real app on real labs: tables, completion, a million rows, an export, two sessions, by mouse and by keyboard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk } from './desk.ts';
import { eventually } from './eventually.ts';

/** Starts of labs on a busy machine. */
const WAY_MS = 3 * 60_000;

let app: BackbenchApp;
let desk: Desk;
beforeAll(async () => {
  app = await BackbenchApp.launch();
  await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));
  desk = new Desk(app.page);
  await desk.welcome();
}, WAY_MS);
afterAll(() => app.dispose(), WAY_MS);

const query = () => app.page.getByRole('region', { name: 'Query' });

it('a database: its tables, names that complete, results of any size', { timeout: WAY_MS }, async () => {
  const { page } = app;
  await desk.open('First queries in SQL');
  await desk.chooseText('Scratch');
  const tree = query().getByRole('treegrid', { name: 'Tables of the database' });
  const orders = tree.getByRole('row', { name: /^table orders/ });
  await orders.getByRole('button', { name: 'First rows of orders' }).click();
  await query().locator('.result-head').getByText('100 rows').waitFor();
  // By keyboard: into the tree, open the table, put its first column's name into the query.
  await orders.focus();
  await page.keyboard.press('ArrowRight');
  await tree.getByRole('row', { name: /^id: integer, primary key/ }).first().waitFor();
  await app.screenshot('data-tables-light');
  await expectAccessible(page, 'data: tables');

  // Completion knows the table's columns.
  const editor = query().locator('.cm-content');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('SELECT o.sta');
  await page.keyboard.press('Escape');
  await page.keyboard.insertText(' FROM orders o');
  for (let at = 0; at < ' FROM orders o'.length; at += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete').getByText('status').waitFor();
  await page.keyboard.press('Escape');

  await desk.query("SELECT n, 'row ' || n AS label, md5(n::text) AS hash FROM generate_series(1, 1000000) AS n");
  await query().locator('.result-head').getByText('1,000,000 rows', { exact: true }).waitFor();
  const grid = query().getByRole('grid', { name: 'Result' });
  expect(await grid.getAttribute('aria-rowcount')).toBe('1000001');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+End');
  await grid.getByRole('gridcell', { name: 'row 1000000', exact: true }).waitFor();
  // Only what is in view is drawn.
  expect(await grid.getByRole('row').count()).toBeLessThan(80);
  // The head: sort by keyboard.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await eventually('the rows are sorted', async () => (await grid.getByRole('columnheader', { name: 'n', exact: true }).getAttribute('aria-sort')) === 'descending', 20_000);
  await grid.getByRole('gridcell', { name: 'row 1000000', exact: true }).waitFor();
  await app.screenshot('data-million-light');
  await expectAccessible(page, 'data: a million rows');

  // Saved where the system's dialog says, streamed from the lab host.
  const path = join(app.data, 'rows.csv');
  await app.inMain(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, path);
  await query().getByRole('button', { name: 'Export the rows' }).click();
  await page.getByRole('menuitem', { name: 'Save as CSV…' }).click();
  await query().getByText('Saved as rows.csv').waitFor();
  expect(readFileSync(path, 'utf8').slice(0, 30)).toBe('n,label,hash\r\n1000000,row 1000000,'.slice(0, 30));

  // A cell by keyboard: staged, seen as SQL, written.
  await desk.query('SELECT id, stock FROM products ORDER BY id LIMIT 5');
  await query().locator('.result-head').getByText('5 rows').waitFor();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await query().getByRole('textbox', { name: /^New value of stock/ }).fill('77');
  await page.keyboard.press('Enter');
  await query().getByRole('button', { name: 'Review and write…' }).click();
  const dialog = page.getByRole('dialog', { name: 'What will be run' });
  await dialog.getByText('UPDATE products SET stock = 77 WHERE id = 1;').waitFor();
  await app.screenshot('data-edit-light');
  await expectAccessible(page, 'data: changes before they are written');
  await dialog.getByRole('button', { name: 'Write 1 change' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await grid.getByRole('gridcell', { name: '77', exact: true }).waitFor();

  // Rows by keyboard: one is added, one marked, both seen as SQL; refused in plain words, then written, then taken back.
  await desk.query('CREATE TABLE IF NOT EXISTS notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text NOT NULL, n int DEFAULT 5)');
  await query().getByText('CREATE TABLE').last().waitFor();
  await desk.query("INSERT INTO notes (note) VALUES ('first'), ('second')");
  await query().getByText('INSERT 0 2').waitFor();
  await desk.query('SELECT id, note, n FROM notes ORDER BY id');
  await query().locator('.result-head').getByText('2 rows').waitFor();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Insert');
  await query().getByText('2 changes not written yet').waitFor();
  await query().getByRole('button', { name: 'Review and write…' }).click();
  await dialog.getByText('INSERT INTO notes DEFAULT VALUES RETURNING id;').waitFor();
  await dialog.getByRole('button', { name: 'Write 2 changes' }).click();
  await dialog.getByText('A column that must have a value would have none.').waitFor();
  await app.screenshot('data-refused-light');
  await dialog.getByRole('button', { name: 'Not yet' }).click();
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await query().getByRole('textbox', { name: /^New value of note/ }).fill('third');
  await page.keyboard.press('Enter');
  await app.screenshot('data-rows-light');
  await expectAccessible(page, 'data: rows that are not written yet');
  await query().getByRole('button', { name: 'Review and write…' }).click();
  await dialog.getByText("INSERT INTO notes (note) VALUES ('third') RETURNING id;").waitFor();
  await dialog.getByRole('button', { name: 'Write 2 changes' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await grid.getByRole('gridcell', { name: 'third', exact: true }).waitFor();
  expect(await grid.getByRole('gridcell', { name: 'first', exact: true }).count()).toBe(0);
  await query().getByRole('button', { name: 'Undo…' }).click();
  await dialog.getByText("INSERT INTO notes (id, note, n) OVERRIDING SYSTEM VALUE VALUES (1, 'first', 5);").waitFor();
  await dialog.getByRole('button', { name: 'Take 2 changes back' }).click();
  await grid.getByRole('gridcell', { name: 'first', exact: true }).waitFor();
  // By mouse: the context menu of a cell; a view says why not.
  await grid.getByRole('gridcell', { name: 'second', exact: true }).click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Cell and row' });
  await menu.getByRole('menuitem', { name: 'Duplicate the row' }).waitFor();
  await app.screenshot('data-cell-menu-light');
  await expectAccessible(page, 'data: the menu of a cell');
  await menu.getByRole('menuitem', { name: 'Duplicate the row' }).click();
  await query().getByText('1 change not written yet').waitFor();
  await grid.getByRole('gridcell', { name: 'second', exact: true }).first().click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Edit the cell' }).click();
  await query().getByRole('textbox', { name: /^New value of note/ }).fill('changed');
  await page.keyboard.press('Enter');
  await query().getByText('2 changes not written yet').waitFor();
  await desk.theme('Dark');
  await app.screenshot('data-rows-dark');
  await expectAccessible(page, 'data: rows that are not written yet, dark');
  await desk.theme('Light');
  await query().getByRole('button', { name: 'Discard all' }).click();
  await desk.query('SELECT note FROM notes');
  await query().getByText(/^Read only: the primary key is not among the columns/).waitFor();
  await desk.query('DROP TABLE notes');
  await query().getByText('DROP TABLE').last().waitFor();

  await desk.query("SELECT * FROM orders WHERE status = 'paid'");
  await query().getByRole('button', { name: 'Explain' }).click();
  await query().getByText('Seq Scan').waitFor();
  await app.screenshot('data-plan-light');
  await expectAccessible(page, 'data: a plan');

  // Cancel at any time keeps what had come.
  await desk.query('SELECT n, pg_sleep(CASE WHEN n > 3000 THEN 0.05 END) FROM generate_series(1, 1000000) AS n');
  await query().locator('.result-head').getByText(/so far/).waitFor();
  await query().getByRole('button', { name: 'Cancel' }).first().click();
  await query().locator('.result-head').getByText(/Cancelled after/).waitFor();
});

it('two sessions side by side', { timeout: WAY_MS }, async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Course', exact: true }).first().click();
  await desk.open('Transactions and isolation');
  await page.getByRole('tab', { name: 'Query' }).click();
  await query().getByRole('button', { name: 'Two sessions' }).click();
  const run = async (name: 'A' | 'B', text: string): Promise<void> => {
    const session = query().getByRole('group', { name: `Session ${name}` });
    await session.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
    await page.keyboard.press('ControlOrMeta+Enter');
  };
  const a = query().getByRole('group', { name: 'Session A' });
  const b = query().getByRole('group', { name: 'Session B' });
  await run('A', 'BEGIN; UPDATE products SET stock = stock - 1 WHERE id = 6');
  await a.getByText('In a transaction').waitFor();
  await run('B', 'UPDATE products SET stock = stock - 1 WHERE id = 6');
  await b.getByText('Waiting for a lock that session A keeps').waitFor();
  await app.screenshot('data-sessions-light');
  await expectAccessible(page, 'data: two sessions');
  await desk.theme('Dark');
  await app.screenshot('data-sessions-dark');
  await expectAccessible(page, 'data: two sessions, dark');
  await run('A', 'COMMIT');
  await b.getByText('UPDATE 1').waitFor();
  await a.getByText('No transaction').waitFor();
  await run('A', 'SELECT stock FROM products WHERE id = 6');
  await a.getByRole('grid', { name: 'Result' }).waitFor();
  await query().getByRole('button', { name: 'Back to one session' }).click();
});

it('Redis: keys, values, live commands', { timeout: WAY_MS }, async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Course', exact: true }).first().click();
  await desk.open('Structures in Redis');
  await page.getByRole('tab', { name: 'Query' }).click();
  const keys = query().getByRole('treegrid', { name: 'Keys by prefix' });
  await keys.getByRole('row').first().waitFor();
  await query().getByRole('searchbox', { name: 'Keys that begin with' }).fill('views:TEA-2004');
  await keys.getByRole('row', { name: /^views:TEA-2004/ }).click();
  await query().locator('.key-rows').getByText('1207').waitFor();
  await app.screenshot('data-redis-dark');
  await expectAccessible(page, 'data: a key of Redis');
  await query().getByRole('button', { name: 'Live commands' }).click();
  await query().getByText('listening').waitFor();
  await desk.type('redis-cli incr views:TEA-2004');
  await query().getByRole('log', { name: 'Live commands' }).getByText('"incr" "views:TEA-2004"').waitFor();
  await app.screenshot('data-commands-dark');
  await query().getByRole('button', { name: 'Stop', exact: true }).click();
});

it('MongoDB: collections, and a pipeline stage by stage', { timeout: WAY_MS }, async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Course', exact: true }).first().click();
  await desk.open('Documents in MongoDB');
  await page.getByRole('tab', { name: 'Query' }).click();
  const collections = query().getByRole('treegrid', { name: 'Collections of the database' });
  await collections.getByRole('button', { name: /^First documents of/ }).first().click();
  await query().getByRole('treegrid', { name: 'Documents as a tree' }).getByText('_id').first().waitFor();
  const name = (await collections.getByRole('row').first().locator('.file-name').innerText()).trim();
  await desk.chooseText('Scratch');
  await query().locator('.query-editor .cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(`db.${name}.aggregate([{ $match: {} }, { $limit: 2 }, { $count: 'many' }])`);
  await query().getByRole('button', { name: 'Stages' }).click();
  await query().getByText('many: 2').waitFor();
  await app.screenshot('data-mongo-dark');
  await expectAccessible(page, 'data: stages of a pipeline');
});
