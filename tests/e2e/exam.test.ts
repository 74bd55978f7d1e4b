/** An exam from both sides: a teacher makes it, a learner begins it, has no help in it, hands it in, and it stays so. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackbenchApp } from './app.ts';
import { pictureInBothThemes } from './axe-themes.ts';
import { Desk, DESK_MS } from './desk.ts';
import { chooses, savesTo } from './file-dialogs.ts';

const JOURNEY_MS = 120_000;
const LAB = 'sql-first-queries';
const CHEAP = 'The teas below 400 rupees are found';

let app: BackbenchApp;
let stick: string;
beforeAll(async () => {
  stick = mkdtempSync(join(tmpdir(), 'bb-exam-'));
  app = await BackbenchApp.launch();
}, JOURNEY_MS);
afterAll(async () => {
  await app.dispose();
  rmSync(stick, { recursive: true, force: true });
});

const look = (screen: string): Promise<void> => pictureInBothThemes(app, screen);
const screen = (name: string): Promise<void> => app.page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name }).click();

describe('an exam', () => {
  const path = (): string => join(stick, 'test.bbassign');

  it('is made by a teacher with its minutes', { timeout: JOURNEY_MS }, async () => {
    const { page } = app;
    await new Desk(page).welcome();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: 'I teach' }).press('Space');
    await page.keyboard.press('Escape');
    await screen('Classes');
    await page.getByRole('button', { name: 'New class…' }).click();
    await page.getByRole('textbox', { name: 'Name of the class' }).fill('5b');
    await page.getByRole('button', { name: 'Make the class' }).click();
    await page.getByRole('button', { name: 'New assignment…' }).click();
    const dialog = page.getByRole('dialog', { name: 'New assignment' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Test 1');
    await dialog.getByRole('checkbox', { name: 'As an exam' }).press('Space');
    const minutes = dialog.getByRole('textbox', { name: 'Minutes' });
    await dialog.getByRole('searchbox', { name: 'Find a lab' }).fill(LAB);
    await dialog.getByRole('list').getByRole('checkbox').first().press('Space');
    await minutes.fill('none');
    expect(await dialog.getByRole('button', { name: 'Sign and keep' }).isDisabled()).toBe(true);
    await minutes.fill('30');
    await look('exam-assign');
    await dialog.getByRole('button', { name: 'Sign and keep' }).click();
    await page.getByText('Exam of 30 min').waitFor();
    await savesTo(app, path());
    await page.getByRole('button', { name: 'Save the file for the learners…' }).click();
    await page.getByText('Saved: test.bbassign.').first().waitFor();
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ assignment: { work: { kind: 'exam', minutes: 30 } } });
  });

  it('is begun after a question; then its lab has no hints, here or by another way, and its checks work', { timeout: JOURNEY_MS }, async () => {
    const { page } = app;
    const desk = new Desk(page);
    await screen('Course');
    await chooses(app, [path()]);
    await page.getByRole('button', { name: 'Add an assignment…' }).click();
    await page.getByRole('menuitem', { name: 'Choose files…' }).click();
    const offer = page.getByRole('dialog', { name: 'Add assignments' });
    await offer.getByRole('textbox', { name: 'Whose key it is' }).fill('Ms Rao');
    await offer.getByRole('checkbox').press('Space');
    await offer.getByRole('button', { name: 'Trust and add' }).click();
    const card = page.getByRole('article', { name: 'Test 1' });
    await card.getByRole('button', { name: 'Begin the exam…' }).press('Enter');
    await page.getByRole('alertdialog', { name: 'Begin “Test 1”?' }).waitFor();
    await look('exam-begin');
    await page.getByRole('button', { name: 'Begin now' }).click();
    await desk.ready();
    const notice = page.getByRole('region', { name: 'Exam' });
    await notice.getByText('Test 1').waitFor();
    expect(await notice.getByRole('timer').innerText()).toMatch(/^(30|29) min left$/);
    expect(await page.getByRole('button', { name: /Show a hint/ }).count()).toBe(0);
    await look('exam-lab');
    const asked = await app.rawCall('host', 'session.hint', { lab: LAB, check: 'cheap-tea' });
    expect(asked.body).toMatchObject({ data: { code: 'EXAM_FORBIDS' } });
    const jumped = await app.rawCall('host', 'session.jump', { lab: LAB, step: 'put-in-order' });
    expect(jumped.body).toMatchObject({ data: { code: 'EXAM_FORBIDS' } });
    await desk.chooseText('1a-cheap-tea.sql');
    await desk.query("SELECT sku, name, price FROM products WHERE category = 'tea' AND price < 400;");
    expect((await desk.check())[CHEAP]).toBe('Passed');
  });

  it('lasts while the app is closed, and is handed in once: then there are hints again, and it is not begun a second time', { timeout: JOURNEY_MS }, async () => {
    await app.relaunch();
    const { page } = app;
    const notice = page.getByRole('region', { name: 'Exam' });
    await notice.getByRole('timer').waitFor({ timeout: DESK_MS });
    expect(await page.getByRole('button', { name: /Show a hint/ }).count()).toBe(0);
    await notice.getByRole('button', { name: 'Hand in…' }).click();
    await page.getByRole('button', { name: 'Hand in', exact: true }).click();
    await notice.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /Show a hint/ }).first().waitFor();
    await screen('Course');
    const card = page.getByRole('article', { name: 'Test 1' });
    await card.getByText(/^Handed in /).waitFor();
    expect(await card.getByRole('button', { name: 'Begin the exam…' }).count()).toBe(0);
    await look('exam-handed-in');
  });
});
