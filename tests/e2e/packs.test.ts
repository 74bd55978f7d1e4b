/** A pack, from the stick into the course, and every screen of it under axe. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackbenchApp } from './app.ts';
import { lookInBothThemes } from './axe-themes.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';
import { makeTestPack } from './packs.ts';

/** A start of the app and half a dozen screens, each measured twice. */
const WAY_MS = 3 * 60_000;

let app: BackbenchApp;
beforeAll(async () => {
  app = await BackbenchApp.launch();
}, WAY_MS);
afterAll(() => app.dispose(), WAY_MS);

it('a pack of an unknown key is looked at, trusted, imported when its stick is back, and its lab is in the course', { timeout: WAY_MS }, async () => {
  const { page } = app;
  const look = (screen: string): Promise<void> => lookInBothThemes(app, screen);
  await new Desk(page).welcome();
  const pack = await makeTestPack(await mkdtemp(join(tmpdir(), 'bb-stick-')));
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  try {
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Packs', exact: true }).click();
    await page.getByRole('heading', { name: 'No pack is here yet' }).waitFor();
    await look('packs, none');
    await app.inMain(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, pack.path);
    await page.getByRole('button', { name: 'Import a pack…' }).click();
    const offer = card(`Import “${pack.title}”?`);
    await offer.getByText(pack.fingerprint).waitFor();
    await offer.getByText(pack.labTitle).waitFor();
    // The keyboard is in the offer.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(pack.title);
    expect(await offer.getByRole('button', { name: 'Import', exact: true }).count()).toBe(0);
    await look('pack of an unknown key');
    await offer.getByRole('textbox', { name: 'Whose key it is' }).fill('Ms Rao');
    const trust = offer.getByRole('button', { name: 'Trust this key' });
    expect(await trust.isDisabled()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await trust.click();
    await offer.getByText('You trust this key: Ms Rao.').waitFor();
    await look('pack of a trusted key');

    await pack.pullOut();
    await offer.getByRole('button', { name: 'Import', exact: true }).click();
    const failed = card(`“${pack.title}” was not imported`);
    await failed.getByText('PLACE_NOT_FOUND').waitFor();
    await look('pack, stick pulled out');
    await pack.putBack();
    await failed.getByRole('button', { name: 'Try again' }).click();
    await card(`“${pack.title}” is here`).waitFor();
    // What the window does not remember, the lab host does.
    await page.reload();
    const done = card(`“${pack.title}” is here`);
    await done.getByText('Its lab is in the course now').waitFor();
    await look('pack, imported');
    await done.getByRole('button', { name: 'Go to the course' }).click();
    await page.locator('.lab-row h3').getByRole('button', { name: pack.labTitle, exact: true }).waitFor();

    await page.getByRole('button', { name: 'Packs', exact: true }).click();
    await page.getByRole('button', { name: 'Forget the key of Ms Rao' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget', exact: true }).click();
    await page.getByText('No key is trusted yet.').waitFor();
    await page.getByText('key not trusted any more').waitFor();
  } finally {
    await pack.dispose();
  }
});

it('a pack is made of a stage: ticked, signed with a key made here, held, checked, and taken as what an update builds on', { timeout: WAY_MS }, async () => {
  const { page } = app;
  const folder = await mkdtemp(join(tmpdir(), 'bb-made-'));
  const path = join(folder, 'june.bbpack');
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  try {
    await app.inMain(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
    await page.getByRole('button', { name: 'Make a pack…' }).click();
    const form = card('Make a pack');
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Class of June');
    const begin = form.getByRole('button', { name: 'Choose where to, and make it' });
    // Without a key nothing is signed.
    expect(await begin.isDisabled()).toBe(true);
    await lookInBothThemes(app, 'making a pack');
    await form.getByRole('textbox', { name: 'What it is called here' }).fill('teacher');
    await form.getByRole('button', { name: 'Make the key' }).click();
    await form.getByRole('radio', { name: /^teacher/ }).waitFor({ state: 'attached' });
    const size = form.getByRole('status');
    const all = await size.textContent();
    await form.getByRole('checkbox', { name: /^Databases/ }).press('Space');
    await eventually('the size follows what is ticked', async () => (await size.textContent()) !== all, DESK_MS);
    await begin.click();
    const made = card('“Class of June” is made');
    await made.getByText(path).waitFor();
    await lookInBothThemes(app, 'a pack that is made');
    await made.getByRole('button', { name: 'Check the file now' }).click();
    await made.getByText('Every byte was read back and is as signed.').waitFor();
    expect((await stat(path)).size).toBeGreaterThan(10_000);
    await made.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Make a pack…' }).click();
    await form.getByRole('button', { name: 'An update of a pack…' }).click();
    await form.getByText('An update of “Class of June”, number 1').waitFor();
    expect(await form.getByRole('textbox', { name: 'Number' }).inputValue()).toBe('2');
    expect(await form.getByRole('textbox', { name: 'Its own word' }).inputValue()).toBe('class-of-june');
    expect(await form.getByRole('checkbox', { name: /^Databases/ }).isChecked()).toBe(false);
    await lookInBothThemes(app, 'making an update');
    await form.getByRole('button', { name: 'Not now' }).click();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('a room is served and joined from the window, its pack is offered, and it ends when it is stopped', { timeout: WAY_MS }, async () => {
  const { page } = app;
  const pack = await makeTestPack(await mkdtemp(join(tmpdir(), 'bb-room-')));
  try {
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Packs', exact: true }).click();
    await app.inMain(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, pack.path);
    await page.getByRole('button', { name: 'Serve to the room…' }).click();
    await lookInBothThemes(app, 'serve to the room');
    await page.getByRole('button', { name: 'Choose the pack and serve…' }).click();
    const section = page.getByRole('region', { name: 'In this room' });
    await section.getByText('This computer serves the room').waitFor();
    const [address = '', code = ''] = await section.locator('.room-way-in code').allTextContents().then((all) => [all[0], all.at(-1)]);

    await page.getByRole('button', { name: 'Join a room…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
    await dialog.getByRole('textbox', { name: 'Code' }).fill('00000 00000');
    await dialog.getByRole('button', { name: 'Look what is there' }).click();
    await dialog.getByText('The code is wrong').waitFor();
    await dialog.getByRole('textbox', { name: 'Code' }).fill(code.toLowerCase());
    await dialog.getByRole('button', { name: 'Look what is there' }).click();
    const choice = dialog.getByRole('button', { name: /^Choose “Class of June”/ });
    await choice.waitFor();
    await lookInBothThemes(app, 'join a room');
    await choice.click();
    await page.getByText(pack.fingerprint).first().waitFor();
    await section.getByText('connected').first().waitFor();
    await lookInBothThemes(app, 'packs, serving a room');
    await section.getByRole('button', { name: 'Stop serving' }).click();
    await page.getByRole('button', { name: 'Serve to the room…' }).waitFor();
  } finally {
    await pack.dispose();
  }
});
