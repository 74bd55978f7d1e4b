/** A learner hands in, and a teacher sees who is where: files by dialog, folder and drop, the table, a timeline, tables saved, a learner taken out. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { testLearner } from '../../src/core/class/class-world.ts';
import { BackbenchApp } from './app.ts';
import { pictureInBothThemes } from './axe-themes.ts';
import { Desk } from './desk.ts';
import { chooses, savesTo } from './file-dialogs.ts';
import { eventually } from './eventually.ts';

const JOURNEY_MS = 3 * 60_000;
const LAB = 'sql-first-queries';

let app: BackbenchApp;
let stick: string;
beforeAll(async () => {
  stick = mkdtempSync(join(tmpdir(), 'bb-class-'));
  const file = async (name: string, act: (learner: ReturnType<typeof testLearner>) => void): Promise<void> => {
    const learner = testLearner(name, join(stick, 'keys', name));
    act(learner);
    mkdirSync(join(stick, 'room'), { recursive: true });
    writeFileSync(join(stick, 'room', `${name}.bbprogress`), (await learner.file()).bytes);
  };
  await file('Asha', (learner) => {
    learner.add(LAB, { type: 'lab-opened', engine: 'native' });
    learner.add(LAB, { type: 'step-entered', step: 'ask-for-rows' });
    for (let at = 0; at < 4; at += 1) learner.attempt(LAB, 'ask-for-rows', { 'cheap-tea': 'not-yet' });
    learner.add(LAB, { type: 'time-spent', seconds: 55 });
    learner.add(LAB, { type: 'hint-shown', check: 'cheap-tea', index: 0 });
  });
  await file('Bina', (learner) => {
    learner.add(LAB, { type: 'lab-opened', engine: 'native' });
    learner.attempt(LAB, 'ask-for-rows', { 'cheap-tea': 'passed' });
    for (const name of learner.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[]) learner.db.exec(`DROP TRIGGER "${name}"`);
    learner.db.exec('DELETE FROM event WHERE id = 1');
  });
  // Changed after it was signed.
  const [head = '', body = ''] = gunzipSync(readFileSync(join(stick, 'room', 'Asha.bbprogress'))).toString().split('\n');
  writeFileSync(join(stick, 'room', 'changed.bbprogress'), gzipSync(`${head}\n${body.replace('Asha', 'Ashb')}`));
  app = await BackbenchApp.launch();
}, JOURNEY_MS);
afterAll(async () => {
  await app.dispose();
  rmSync(stick, { recursive: true, force: true });
});

const look = (screen: string): Promise<void> => pictureInBothThemes(app, screen);

const saveTo = (path: string): Promise<void> => savesTo(app, path);
const choose = (paths: string[]): Promise<void> => chooses(app, paths);

describe('a class without a server', () => {
  it('gets a signed file from a learner, who is told first what is in it', { timeout: JOURNEY_MS }, async () => {
    const { page } = app;
    await new Desk(page).welcome();
    await page.getByRole('button', { name: 'Progress', exact: true }).click();
    await page.getByRole('button', { name: 'Hand in…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hand in your progress' });
    await dialog.getByText('No lab was worked in yet.').waitFor();
    await look('hand-in');
    await saveTo(join(stick, 'chitra.bbprogress'));
    await dialog.getByRole('textbox', { name: 'What you are called in it' }).fill('Chitra');
    await dialog.getByRole('button', { name: 'Save the file…' }).click();
    await dialog.getByText('The file is saved: chitra.bbprogress.').waitFor();
    expect(existsSync(join(stick, 'chitra.bbprogress'))).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('shows a teacher who is stuck and whose history is not as it was written', { timeout: JOURNEY_MS }, async () => {
    const { page } = app;
    const nav = page.getByRole('navigation', { name: 'Screens' });
    expect(await nav.getByRole('button', { name: 'Classes' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: 'I teach' }).press('Space');
    await page.keyboard.press('Escape');
    await nav.getByRole('button', { name: 'Classes' }).click();
    await page.getByRole('heading', { name: 'There is no class yet' }).waitFor();
    await page.getByRole('button', { name: 'New class…' }).click();
    await page.getByRole('textbox', { name: 'Name of the class' }).fill('5b 2027');
    await page.getByRole('button', { name: 'Make the class' }).click();
    await page.getByRole('heading', { name: 'Nobody’s progress is in this class yet' }).waitFor();

    await choose([join(stick, 'room')]);
    await page.getByRole('button', { name: 'Add a folder…' }).click();
    await page.getByText('3 files were looked at').first().waitFor();
    await page.getByText('2 learners are new in the class.').waitFor();
    await page.getByText('1 file was not taken in:').waitFor();
    await look('class-collected');
    await page.getByRole('button', { name: 'Close', exact: true }).click();

    const table = page.getByRole('region', { name: 'Learners of the class 5b 2027' });
    await table.getByText('4 failed attempts').waitFor();
    await table.getByText('not as it was written').waitFor();
    await table.getByRole('button', { name: 'Sort by: Learner' }).click();
    expect(await table.locator('tbody th').allInnerTexts()).toEqual(['Bina', 'Asha']);
    await page.getByRole('searchbox', { name: 'Find a learner or a lab' }).fill('ash');
    await page.getByText('1 of 2 learners').waitFor();
    await page.getByRole('searchbox', { name: 'Find a learner or a lab' }).fill('');

    // The learner's own file is dropped; twice brings nothing new.
    for (const told of ['1 learner is new in the class.', '1 file brought nothing new.']) {
      await drop(join(stick, 'chitra.bbprogress'));
      await page.getByText(told).waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    }

    await table.getByRole('button', { name: 'Bina' }).click();
    const learner = page.getByRole('dialog', { name: 'Bina' });
    await learner.getByText('Event 1 is missing.').waitFor();
    await learner.getByText(/checked ask-for-rows/).waitFor();
    await look('class-learner');
    await page.keyboard.press('Escape');

    await saveTo(join(stick, 'learners.csv'));
    await page.getByRole('button', { name: 'Save or print' }).click();
    await page.getByRole('menuitem', { name: 'Save the table of learners (CSV)…' }).click();
    await page.getByText('learners.csv is saved.').first().waitFor();
    const rows = readFileSync(join(stick, 'learners.csv'), 'utf8').split('\r\n');
    expect(rows.map((row) => row.replace('\uFEFF', '').split(',')[0])).toEqual(['learner', 'Asha', 'Bina', 'Chitra', '']);
    expect(rows[1]).toContain(`,${LAB},ask-for-rows,cheap-tea,4,55,4,1,55,`);

    await table.getByRole('button', { name: 'Asha' }).click();
    await page.getByRole('button', { name: 'Take this learner out…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take out' }).click();
    await eventually('Asha is gone', async () => (await table.locator('tbody th').allInnerTexts()).join() === 'Chitra,Bina', 10_000);
  });
});

describe('a certificate', () => {
  it('is made for what is passed, printed, and told from one that was changed', { timeout: JOURNEY_MS }, async () => {
    const { page } = app;
    const dev = testLearner('Dev', join(stick, 'keys', 'Dev'));
    const stage = join(import.meta.dirname, '..', '..', 'labs', 'fundamentals');
    for (const folder of readdirSync(stage)) {
      if (!existsSync(join(stage, folder, 'lab.yaml'))) continue;
      const { id, steps, variants } = parse(readFileSync(join(stage, folder, 'lab.yaml'), 'utf8')) as { id: string; steps: { id: string }[]; variants?: { id: string }[] };
      const variant = variants?.[0]?.id ?? null;
      for (const { id: step } of steps) dev.log.append({ id, version: 1, variant }, { type: 'attempt', step, verdict: 'passed', results: [{ checkId: 'check', verdict: 'passed', evidence: [], ms: 1 }] });
    }
    dev.attempt(LAB, 'ask-for-rows', { 'cheap-tea': 'passed' });
    const answer = readFileSync(join(import.meta.dirname, '..', '..', 'labs', 'databases', LAB, 'solution', 'ask-for-rows', 'files', 'queries', '1a-cheap-tea.sql'));
    const work = [{ lab: LAB, variant: '', files: [{ path: 'queries/1a-cheap-tea.sql', base64: answer.toString('base64') }], leftOut: [] }];
    writeFileSync(join(stick, 'dev.bbprogress'), (await dev.file({ work })).bytes);
    await choose([join(stick, 'dev.bbprogress')]);
    await page.getByRole('button', { name: 'Add progress files…' }).click();
    await page.getByText('1 learner is new in the class.').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('region', { name: 'Learners of the class 5b 2027' }).getByRole('button', { name: 'Dev' }).click();
    await page.getByRole('button', { name: 'Certificate…', exact: true }).click();
    const making = page.getByRole('dialog', { name: 'Certificate for Dev' });
    await saveTo(join(stick, 'dev.bbcert'));
    await making.getByRole('button', { name: 'Save the certificate…' }).click();
    // The whole course is not passed: which labs are missing is told.
    await making.getByText(/First queries/).first().waitFor();
    expect(existsSync(join(stick, 'dev.bbcert'))).toBe(false);
    await making.getByRole('button', { name: /For/ }).click();
    await page.getByRole('option', { name: 'Programming fundamentals' }).click();
    await making.getByRole('button', { name: 'Save the certificate…' }).click();
    await making.getByText('dev.bbcert is saved.').waitFor();
    await look('certificate');

    // The page goes to the printer as it is; the printer is a PDF here.
    await app.inMain(({ app: electron }) => {
      electron.once('web-contents-created', (_event, contents) => {
        contents.print = (_options, done) => void contents.printToPDF({}).then((pdf) => {
          (globalThis as { printed?: number }).printed = pdf.length;
          done?.(true, '');
        });
      });
    });
    await making.getByRole('button', { name: 'Print…' }).click();
    await making.getByText('The page went to the printer.').waitFor();
    expect(await app.inMain(() => (globalThis as { printed?: number }).printed ?? 0)).toBeGreaterThan(5_000);
    await page.keyboard.press('Escape');

    // The checks run once more on what was handed in, without a container only when that is agreed to.
    expect(await app.rawCall('host', 'settings.set', { engine: 'native' })).toMatchObject({ status: 200 });
    const learner = page.getByRole('dialog', { name: 'Dev' });
    await learner.getByRole('button', { name: 'Check again' }).click();
    const agree = page.getByRole('alertdialog').getByRole('button', { name: 'Run it with my rights' });
    const done = learner.getByText(/1 the same, 0 differ/);
    await agree.or(done).first().waitFor();
    if (await agree.isVisible()) await agree.click();
    await done.waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Check a certificate…' }).click();
    const checking = page.getByRole('dialog', { name: 'Check a certificate' });
    await choose([join(stick, 'dev.bbcert')]);
    await checking.getByRole('button', { name: 'Choose the file…' }).click();
    await checking.getByText('Dev has passed the stage “Programming fundamentals”', { exact: false }).waitFor();
    await checking.getByText('This is the key of this computer', { exact: false }).waitFor();
    await look('certificate-genuine');
    const text = readFileSync(join(stick, 'dev.bbcert'), 'utf8');
    writeFileSync(join(stick, 'changed.bbcert'), text.replace('"Dev"', '"Eve"'));
    await choose([join(stick, 'changed.bbcert')]);
    await checking.getByRole('button', { name: 'Choose the file…' }).click();
    await checking.getByText(/changed\.bbcert/).first().waitFor();
    expect(await checking.getByText('It is as it was signed').count()).toBe(0);
    await page.keyboard.press('Escape');
  });
});

/** Drops a file as the system does, with its path. */
async function drop(path: string): Promise<void> {
  const devtools = await app.page.context().newCDPSession(app.page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) await devtools.send('Input.dispatchDragEvent', { type, x: 500, y: 420, data });
  await devtools.detach();
}
