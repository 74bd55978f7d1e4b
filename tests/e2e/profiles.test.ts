/** Learners who share a machine: the real app, two names, a PIN, and a lab each that the other never sees. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';
import { ownedBy } from './instance.ts';

const LAB = 'sql-first-queries';
/** Two labs are started, and the machine is handed on five times. */
const JOURNEY_MS = 4 * 60_000;

let app: BackbenchApp;
beforeAll(async () => void (app = await BackbenchApp.launch()));
afterAll(() => app.dispose());

const chooser = () => app.page.getByRole('main', { name: 'Who is learning?' });
const learner = (name: string | RegExp) => chooser().getByRole('listitem').filter({ hasText: name }).getByRole('button').first();
/** The folder of the learner who is not the first. */
const other = (): string => join(app.data, 'profiles', readdirSync(join(app.data, 'profiles')).find((name) => /^[0-9a-f]{8}$/.test(name)) ?? '');
const workspaces = (data: string): string[] => (existsSync(join(data, 'workspaces')) ? readdirSync(join(data, 'workspaces')).filter((name) => /^[0-9a-f]{12}$/.test(name)) : []);
const running = async (data: string): Promise<string[]> => (await ownedBy(data)).filter(({ runs }) => runs).map(({ name }) => name);
const started = async (): Promise<void> => {
  expect(await app.rawCall('host', 'settings.set', { engine: 'native' })).toMatchObject({ status: 200 });
  expect(await app.rawCall('host', 'session.start', { lab: LAB })).toMatchObject({ status: 200 });
};

test('two learners, each with their own', { timeout: JOURNEY_MS }, async () => {
  const desk = new Desk(app.page);
  // The first learner is the only one: nothing is asked.
  await desk.welcome();
  expect(existsSync(join(app.data, 'profiles'))).toBe(false);
  await started();
  expect(await app.rawCall('host', 'files.write', { lab: LAB, path: 'mine.txt', text: 'of the first', hash: null })).toMatchObject({ status: 200 });
  await app.rawCall('host', 'settings.set', { memoryMb: 4096, fontSize: 19 });
  expect(await running(app.data)).not.toEqual([]);

  // The machine is handed on from the settings.
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('button', { name: 'Switch learner' }).click();
  await learner('Learner 1').waitFor();
  expect(await running(app.data)).toEqual([]);
  await chooser().getByRole('button', { name: 'New learner' }).click();
  await app.page.getByRole('textbox', { name: 'What you want to be called' }).fill('रवि');
  await app.page.getByLabel(/^A PIN/).fill('2468');
  await expectAccessible(app.page, 'new learner');
  await app.page.getByRole('button', { name: 'Add', exact: true }).click();
  await learner('रवि').waitFor();

  // A wrong PIN opens nothing.
  await learner('रवि').click();
  await app.page.getByLabel('Your PIN').fill('1111');
  await app.page.getByRole('button', { name: 'Open', exact: true }).click();
  await app.page.getByRole('alert').filter({ hasText: 'That is not the PIN' }).waitFor();
  await app.page.getByLabel('Your PIN').fill('2468');
  await app.page.getByRole('button', { name: 'Open', exact: true }).click();

  // A desk of one's own: nothing of the first one's is there, but for what is the machine's.
  await desk.welcome();
  expect((await app.rawCall('host', 'settings.get')).body).toMatchObject({ fontSize: 14, memoryMb: 4096 });
  expect(workspaces(other())).toEqual([]);
  await started();
  expect(await app.rawCall('host', 'files.read', { lab: LAB, path: 'mine.txt' })).toMatchObject({ body: { data: { code: 'FILE_NOT_FOUND' } } });
  expect(await running(other())).not.toEqual([]);
  expect(await running(app.data)).toEqual([]);
  expect(workspaces(other())).toHaveLength(1);
  expect(workspaces(other())).not.toEqual(workspaces(app.data));
  expect(readFileSync(join(other(), 'instance'), 'utf8')).not.toBe(readFileSync(join(app.data, 'instance'), 'utf8'));
  await app.page.getByRole('button', { name: 'Switch learner: रवि is at work' }).waitFor();

  // A lab host that dies comes back with the same learner, and asks for no PIN.
  await app.killHost();
  await eventually('their settings are there', async () => (await app.rawCall('host', 'settings.get')).status === 200, DESK_MS);
  expect(await chooser().count()).toBe(0);

  // Killed in the middle of handing on, it asks who is next; nothing of either is lost.
  const pid = await app.hostPid();
  const switched = performance.now();
  await app.page.getByRole('button', { name: 'Switch learner: रवि is at work' }).click();
  await chooser().waitFor();
  if (pid !== undefined) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was quicker.
    }
  }
  await learner('Learner 1').waitFor();
  expect(performance.now() - switched).toBeLessThan(DESK_MS);
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    await app.page.getByRole('button', { name: /Change or remove|Done/ }).click();
    await expectAccessible(app.page, `who is learning, ${colorScheme}`);
  }
  await learner('Learner 1').click();
  // The first learner is where they were; "Welcome" is not shown again.
  await app.page.getByRole('main', { name: 'Course' }).waitFor();
  expect((await app.rawCall('host', 'settings.get')).body).toMatchObject({ fontSize: 19, memoryMb: 4096 });
  expect((await app.rawCall('host', 'files.read', { lab: LAB, path: 'mine.txt' })).body).toMatchObject({ text: 'of the first' });
  expect(await app.page.evaluate(() => window.localStorage.length)).toBe(0);
});

test('the next start asks; a learner who is removed leaves nothing behind', { timeout: JOURNEY_MS }, async () => {
  await app.kill();
  await app.start();
  app.page.setDefaultTimeout(DESK_MS);
  await learner('रवि').waitFor();
  const folder = other();
  await chooser().getByRole('button', { name: 'Change or remove' }).click();
  await chooser().getByRole('button', { name: 'Remove रवि' }).click();
  await app.page.getByLabel('Your PIN').fill('2468');
  await app.page.getByRole('button', { name: 'Remove', exact: true }).click();
  await learner('रवि').waitFor({ state: 'detached' });
  expect(existsSync(folder)).toBe(false);
  expect(await running(folder)).toEqual([]);
  await learner('Learner 1').click();
  await app.page.getByRole('main', { name: 'Course' }).waitFor();
  // With one learner left and no PIN, nothing is asked any more.
  await app.relaunch();
  await app.page.getByRole('main', { name: 'Course' }).waitFor({ timeout: DESK_MS });
  expect((await app.rawCall('host', 'settings.get')).body).toMatchObject({ fontSize: 19 });
});
