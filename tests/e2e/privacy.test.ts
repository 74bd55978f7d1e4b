/** The page "Privacy" in the real app: what is kept is told, copied out and erased, with no trace of the learner's words on the disk. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { lookInBothThemes } from './axe-themes.ts';
import { Desk } from './desk.ts';
import { ownedBy } from './instance.ts';

const LAB = 'sql-first-queries';
/** A lab is started twice. */
const JOURNEY_MS = 3 * 60_000;
/** A word that is nowhere in the app or the course. */
const MARK = 'brahmaputra-0451';

let app: BackbenchApp;
let away: string;
beforeAll(async () => {
  away = mkdtempSync(join(tmpdir(), 'bb-taken-'));
  app = await BackbenchApp.launch();
});
afterAll(async () => {
  await app.dispose();
  rmSync(away, { recursive: true, force: true });
});

/** Every file of a folder that holds the text, as bytes or as the browser writes texts: two bytes a letter. */
function holding(folder: string, text: string): string[] {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => {
    if (path.includes(text)) return true;
    const found = statSync(join(folder, path), { throwIfNoEntry: false });
    if (found?.isFile() !== true) return false;
    const bytes = readFileSync(join(folder, path));
    return forms.some((form) => bytes.includes(form));
  });
}

/** A lab with the learner's word in a file, in the database of the lab, in the progress and in the window. */
async function work(): Promise<void> {
  const ok = { status: 200 };
  expect(await app.rawCall('host', 'settings.set', { engine: 'native', pseudonym: MARK })).toMatchObject(ok);
  expect(await app.rawCall('host', 'session.start', { lab: LAB })).toMatchObject(ok);
  expect(await app.rawCall('host', 'files.write', { lab: LAB, path: 'mine.txt', text: MARK, hash: null })).toMatchObject(ok);
  expect(await app.rawCall('host', 'query.run', { lab: LAB, service: 'shop', text: `create table mine as select '${MARK}' as word`, limit: 1 })).toMatchObject(ok);
  await app.page.evaluate((word) => { window.localStorage.setItem('mine', word); }, MARK);
  await app.rawCall('main', 'app.keepStorage');
}

const privacy = () => app.page.getByRole('main', { name: 'Privacy' });
async function openPrivacy(): Promise<void> {
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('button', { name: 'Privacy…' }).click();
  await privacy().getByRole('row', { name: /backbench\.db Progress/ }).waitFor();
}

test('tells what is kept, and copies all of it out', { timeout: JOURNEY_MS }, async () => {
  await new Desk(app.page).welcome();
  await work();
  expect(holding(app.data, MARK).length).toBeGreaterThan(2);
  await openPrivacy();
  await privacy().getByText(app.data, { exact: true }).waitFor();
  await privacy().getByRole('row', { name: /workspaces Your files in each lab/ }).waitFor();
  await lookInBothThemes(app, 'privacy');
  const chosen = join(away, 'mine');
  await app.inMain(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, chosen);
  await privacy().getByRole('button', { name: 'Export everything about me…' }).click();
  await privacy().getByText(`All of it is copied to ${chosen}.`).waitFor();
  expect(holding(chosen, MARK).length).toBeGreaterThan(1);
  expect(readFileSync(join(chosen, 'README.txt'), 'utf8')).toContain('workspaces');
});

test('erases all of it while the app is open, and nothing is left on the disk', { timeout: JOURNEY_MS }, async () => {
  await privacy().getByRole('button', { name: 'Erase everything about me…' }).click();
  const dialog = app.page.getByRole('alertdialog', { name: 'Erase everything about Learner 1?' });
  const erase = dialog.getByRole('button', { name: 'Erase everything', exact: true });
  await dialog.getByText('Your files in each lab, and their checkpoints.').waitFor();
  expect(await erase.isDisabled()).toBe(true);
  await lookInBothThemes(app, 'erase');
  await dialog.getByRole('textbox', { name: 'To go on, type: Learner 1' }).fill('Learner 1');
  await erase.click();
  await app.page.getByRole('heading', { name: 'All of it is erased' }).waitFor();
  // The browser has its files open; they go with the app.
  expect(holding(app.data, MARK).filter((path) => !path.startsWith('window'))).toEqual([]);
  expect((await ownedBy(app.data)).filter(({ runs }) => runs)).toEqual([]);
  expect(existsSync(join(app.data, 'backbench.db'))).toBe(false);
  await expectAccessible(app.page, 'erased');
  await app.page.getByRole('button', { name: 'Go on from the beginning' }).click();
  // As on the first day: nobody is asked for.
  await new Desk(app.page).welcome();
  await app.close();
  expect(holding(app.data, MARK)).toEqual([]);
});

test('erases one of several, who has a PIN, and tells the others where names are chosen', { timeout: JOURNEY_MS }, async () => {
  await app.start();
  const { page } = app;
  await new Desk(page).welcome();
  const { body } = await app.rawCall('host', 'profiles.create', { name: MARK, pin: '2468' });
  const { profile } = body as { profile: string };
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Switch learner' }).click();
  await page.getByRole('main', { name: 'Who is learning?' }).getByRole('button', { name: 'Privacy…' }).click();
  await page.getByRole('dialog', { name: 'Privacy' }).getByRole('row', { name: /profiles The learners who share/ }).waitFor();
  await expectAccessible(page, 'privacy where names are chosen');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: new RegExp(MARK) }).click();
  await page.getByLabel('Your PIN').fill('2468');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await new Desk(page).welcome();
  await work();
  await openPrivacy();
  await privacy().getByRole('button', { name: 'Erase everything about me…' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Your PIN').fill('1111');
  await dialog.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await dialog.getByRole('alert').filter({ hasText: 'That is not the PIN' }).waitFor();
  expect(existsSync(join(app.data, 'profiles', profile, 'backbench.db'))).toBe(true);
  await dialog.getByLabel('Your PIN').fill('2468');
  await dialog.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await page.getByRole('button', { name: 'Go on from the beginning' }).click();
  await page.getByRole('main', { name: 'Who is learning?' }).getByRole('button', { name: /Learner 1/ }).waitFor();
  expect(existsSync(join(app.data, 'profiles', profile))).toBe(false);
  await app.close();
  // This page's own storage is the browser's, which the others share: the test wrote there, the app does not.
  expect(holding(app.data, MARK).filter((path) => !path.startsWith('window'))).toEqual([]);
});
