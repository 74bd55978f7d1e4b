/** A teacher makes an assignment for a class, and learners get it as a file, compare its key, and see it before everything else. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testLearner } from '../../src/core/class/class-world.ts';
import { BackbenchApp } from './app.ts';
import { pictureInBothThemes } from './axe-themes.ts';
import { Desk } from './desk.ts';
import { chooses, savesTo } from './file-dialogs.ts';

const JOURNEY_MS = 60_000;
const LAB = 'sql-first-queries';

let app: BackbenchApp;
let stick: string;
beforeAll(async () => {
  stick = mkdtempSync(join(tmpdir(), 'bb-assign-'));
  const asha = testLearner('Asha', join(stick, 'key'));
  asha.add(LAB, { type: 'lab-opened', engine: 'native' });
  asha.attempt(LAB, 'ask-for-rows', { 'cheap-tea': 'passed' });
  writeFileSync(join(stick, 'Asha.bbprogress'), (await asha.file()).bytes);
  app = await BackbenchApp.launch();
}, JOURNEY_MS);
afterAll(async () => {
  await app.dispose();
  rmSync(stick, { recursive: true, force: true });
});

const look = (screen: string): Promise<void> => pictureInBothThemes(app, screen);
const saveTo = (path: string): Promise<void> => savesTo(app, path);
const choose = (paths: string[]): Promise<void> => chooses(app, paths);

describe('an assignment', () => {
  const path = (): string => join(stick, 'week.bbassign');

  it('is made for a class, signed, and saved for the learners', { timeout: JOURNEY_MS }, async () => {
    const { page } = app;
    await new Desk(page).welcome();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: 'I teach' }).press('Space');
    await page.keyboard.press('Escape');
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Classes' }).click();
    await page.getByRole('button', { name: 'New class…' }).click();
    await page.getByRole('textbox', { name: 'Name of the class' }).fill('5b');
    await page.getByRole('button', { name: 'Make the class' }).click();
    await choose([join(stick, 'Asha.bbprogress')]);
    await page.getByRole('button', { name: 'Add progress files…' }).click();
    await page.getByRole('button', { name: 'Close', exact: true }).click();

    await page.getByRole('button', { name: 'New assignment…' }).click();
    const dialog = page.getByRole('dialog', { name: 'New assignment' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Week 3');
    await dialog.getByRole('textbox', { name: 'A word to the learners' }).fill('Read the lesson first.');
    await dialog.getByRole('searchbox', { name: 'Find a lab' }).fill(LAB);
    await dialog.getByRole('list').getByRole('checkbox').first().press('Space');
    await dialog.getByText('1 lab is chosen').waitFor();
    await look('assign');
    await dialog.getByRole('button', { name: 'Sign and keep' }).click();
    const region = page.getByRole('region', { name: 'Week 3' });
    await region.getByRole('rowheader', { name: 'Asha' }).waitFor();
    await region.getByText('not done yet').waitFor();
    await look('class-assignments');
    await saveTo(path());
    await page.getByRole('button', { name: 'Save the file for the learners…' }).click();
    await page.getByText('Saved: week.bbassign.').first().waitFor();
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ format: 'backbench-assignment', assignment: { title: 'Week 3', labs: [{ lab: LAB }] } });
  });

  it('is taken in once its key was compared, shown first, and told to be changed when it was', { timeout: JOURNEY_MS }, async () => {
    const { page } = app;
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Course' }).click();
    const add = async (file: string): Promise<void> => {
      await choose([file]);
      await page.getByRole('button', { name: 'Add an assignment…' }).click();
      await page.getByRole('menuitem', { name: 'Choose files…' }).click();
    };
    const changed = join(stick, 'changed.bbassign');
    writeFileSync(changed, readFileSync(path(), 'utf8').replace('Week 3', 'Week 4'));
    await add(changed);
    const dialog = page.getByRole('dialog', { name: 'Add assignments' });
    await dialog.getByText('The assignment is not as it was signed').waitFor();
    await page.keyboard.press('Escape');

    await add(path());
    await dialog.getByRole('textbox', { name: 'Whose key it is' }).fill('Ms Rao');
    expect(await dialog.getByRole('button', { name: 'Trust and add' }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').press('Space');
    await look('assignment-offer');
    await dialog.getByRole('button', { name: 'Trust and add' }).click();
    const card = page.getByRole('article', { name: 'Week 3' });
    await card.getByText('From Ms Rao').waitFor();
    await card.getByText('0 of 1 lab passed').waitFor();
    await look('assignments');
    const top = async (text: string): Promise<number> => (await page.getByRole('heading', { name: text }).first().boundingBox())?.y ?? 0;
    expect(await top('Week 3')).toBeLessThan((await page.locator('.continue').boundingBox())?.y ?? 0);
    await card.getByRole('button', { name: /^Go on:/ }).click();
    await page.getByRole('button', { name: 'Start the lab' }).or(page.getByRole('heading', { level: 1 })).first().waitFor();
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Course' }).click();
    await card.getByRole('button', { name: 'Remove the assignment Week 3' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await card.waitFor({ state: 'detached' });
  });
});
