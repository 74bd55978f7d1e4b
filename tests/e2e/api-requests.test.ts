/** The learner's own list of requests: named, copied, ordered, deleted and brought back, by keyboard and by mouse; what is not saved stays. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

const WAY_MS = 4 * 60_000;

const FILE = `requests:
  # the first
  - name: One
    method: GET
    url: "{{baseUrl}}/one"
  - name: Two
    method: POST
    url: "{{baseUrl}}/two"
  - name: Three
    method: DELETE
    url: "{{baseUrl}}/three"
`;

let app: BackbenchApp;
beforeAll(async () => {
  app = await BackbenchApp.launch();
}, WAY_MS);
afterAll(() => app.dispose(), WAY_MS);

it('keeps a list of requests in order, by keyboard and by mouse', { timeout: WAY_MS }, async () => {
  const { page } = app;
  const { keyboard } = page;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));
  const desk = new Desk(page);
  await desk.welcome();
  await desk.open('A catalogue API', 'Express');
  const workspaces = join(app.data, 'workspaces');
  const file = join(workspaces, readdirSync(workspaces).find((each) => !each.includes('.')) ?? '', 'requests.yaml');
  writeFileSync(file, FILE);
  const inFile = (): string[] => (parse(readFileSync(file, 'utf8')) as { requests: { name: string }[] }).requests.map(({ name }) => name);
  const fileHolds = (names: string[]): Promise<unknown> =>
    eventually(`the file holds ${names.join(', ')}`, () => Promise.resolve(JSON.stringify(inFile()) === JSON.stringify(names) || undefined), DESK_MS).catch((error: unknown) => {
      throw new Error(`The file holds ${inFile().join(', ')}`, { cause: error });
    });

  await page.getByRole('tab', { name: 'API client' }).click();
  const panel = page.getByRole('region', { name: 'API client' });
  const list = panel.getByRole('listbox', { name: 'Requests' });
  const row = (name: string) => list.getByRole('group', { name: 'Saved', exact: true }).getByRole('option', { name: new RegExp(` ${name}(,|$)`) });
  const shown = (): Promise<string[]> => list.getByRole('group', { name: 'Saved', exact: true }).locator('.api-list-name').allInnerTexts();
  const address = panel.getByRole('textbox', { name: 'Address' });
  const dialog = page.getByRole('dialog', { name: 'Rename the request' });

  // An edit that is not saved goes along with a new name, and with one in the file that stays as it was.
  await row('Two').click();
  await address.fill('{{baseUrl}}/changed');
  await row('Two').focus();
  await keyboard.press('F2');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Three');
  await keyboard.press('Enter');
  await dialog.getByText('There is a request called Three').waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Make one');
  await keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await fileHolds(['One', 'Make one', 'Three']);
  expect(await address.inputValue()).toBe('{{baseUrl}}/changed');
  expect(readFileSync(file, 'utf8')).toContain('/two');
  expect(readFileSync(file, 'utf8')).not.toContain('changed');
  await row('Make one').filter({ has: page.locator('.file-dirty') }).waitFor();

  // The keyboard is on the row again: it moves up to the top, no further, and down again.
  await eventually('the renamed row has the keyboard', () => row('Make one').evaluate((element) => element === document.activeElement), DESK_MS);
  await keyboard.press('Alt+ArrowUp');
  await fileHolds(['Make one', 'One', 'Three']);
  await keyboard.press('Alt+ArrowUp');
  await eventually('the moved row has the keyboard', () => row('Make one').evaluate((element) => element === document.activeElement), DESK_MS);
  await keyboard.press('Alt+ArrowDown');
  await keyboard.press('Alt+ArrowDown');
  await fileHolds(['One', 'Three', 'Make one']);
  await eventually('the window shows the new order', async () => JSON.stringify(await shown()) === JSON.stringify(['One', 'Three', 'Make one']), DESK_MS);
  expect(readFileSync(file, 'utf8')).toContain('# the first');

  // To the top by its menu, with the mouse.
  for (const names of [['One', 'Make one', 'Three'], ['Make one', 'One', 'Three']]) {
    await row('Make one').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    await fileHolds(names);
  }

  // Deleted with its edit, and both come back where they were.
  await row('Make one').click();
  await keyboard.press('Delete');
  await fileHolds(['One', 'Three']);
  await panel.getByText('“Make one” was deleted.').waitFor();
  await app.screenshot('api-requests-deleted');
  await eventually('the next row has the keyboard', () => row('One').evaluate((element) => element === document.activeElement), DESK_MS);
  await keyboard.press('ControlOrMeta+z');
  await fileHolds(['Make one', 'One', 'Three']);
  await eventually('the edit is back', async () => (await address.inputValue()) === '{{baseUrl}}/changed', DESK_MS);

  // By the menu, with the mouse: a copy behind its original, of what is on the screen.
  await row('Make one').click({ button: 'right' });
  await page.getByRole('menu', { name: 'Request', exact: true }).waitFor();
  await app.screenshot('api-requests-menu-light');
  await expectAccessible(page, 'API client, menu of a request');
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await fileHolds(['Make one', 'Make one copy', 'One', 'Three']);
  expect(await address.inputValue()).toBe('{{baseUrl}}/changed');
  await row('Three').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await fileHolds(['Make one', 'Make one copy', 'Three', 'One']);
  await row('Three').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await fileHolds(['Make one', 'Make one copy', 'One']);
  await panel.getByRole('button', { name: 'Undo' }).click();
  await fileHolds(['Make one', 'Make one copy', 'Three', 'One']);

  // The lab's own are copied, not changed; the copy is the learner's.
  const given = list.getByRole('group', { name: 'From the lab' }).getByRole('option').first();
  await given.click();
  await keyboard.press('Delete');
  await keyboard.press('ControlOrMeta+d');
  await eventually('the copy is in the file', () => Promise.resolve(inFile().length === 5 && (inFile().at(-1) ?? '').endsWith(' copy')), DESK_MS);
  expect(await given.count()).toBe(1);

  // Another program takes a request out of the file: what was changed in it is still here, and can be saved again.
  writeFileSync(file, FILE.slice(0, FILE.indexOf('  - name: Two')));
  const unsaved = list.getByRole('group', { name: 'Not saved' }).getByRole('option', { name: /Make one/ });
  await unsaved.click();
  expect(await address.inputValue()).toBe('{{baseUrl}}/changed');
  // A request that is nowhere else comes back as well.
  await keyboard.press('Delete');
  await unsaved.waitFor({ state: 'detached' });
  await keyboard.press('ControlOrMeta+z');
  await unsaved.waitFor();
  await keyboard.press('ControlOrMeta+s');
  await fileHolds(['One', 'Make one']);

  await desk.theme('Dark');
  await row('One').click({ button: 'right' });
  await page.getByRole('menu', { name: 'Request', exact: true }).waitFor();
  await app.screenshot('api-requests-menu-dark');
  await expectAccessible(page, 'API client, menu of a request, dark');
});
