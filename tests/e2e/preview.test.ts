/** An author writes a lab while the app is open on it: each save shows at once, and a slip in the YAML tears nothing down. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newLab } from '../../src/core/authoring/new-lab.ts';
import { BackbenchApp } from './app.ts';
import { Desk } from './desk.ts';

/** A save is found within a quarter of a second; the rest is for a busy machine. */
const AT_ONCE_MS = 10_000;
let base: string;
let folder: string;
let app: BackbenchApp;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-author-'));
  await mkdir(join(base, 'labs'));
  ({ folder } = await newLab('fundamentals/greetings', { labsFolder: join(base, 'labs'), schemaFile: join(base, 'schema.json') }, new AbortController().signal));
  app = await BackbenchApp.launch({ env: { BACKBENCH_PREVIEW: folder } });
});
afterAll(async () => {
  await app.dispose();
  await rm(base, { recursive: true, force: true });
});

test('a lesson, a broken lab.yaml and a mended check show as they are saved', async () => {
  const desk = new Desk(app.page);
  const { page } = app;
  await desk.welcome();
  await page.locator('.lab-row').getByRole('button').first().click();
  await page.getByRole('heading', { name: 'Greet the customers' }).first().waitFor();
  const shows = (text: string): Promise<void> => page.getByText(text).first().waitFor({ timeout: AT_ONCE_MS });

  await writeFile(join(folder, 'steps/01-greet.md'), 'Customers like to be greeted by **name**.\n');
  await shows('Customers like to be greeted by');

  const yaml = await readFile(join(folder, 'lab.yaml'), 'utf8');
  await writeFile(join(folder, 'lab.yaml'), yaml.replace('kind: file', 'kind: fiel'));
  await shows('The last save can’t be used yet');
  const notice = page.getByRole('status', { name: 'Problems of this lab' });
  expect(await notice.innerText()).toMatch(/lab\.yaml:\d+:\d+/);
  // The lab is still there.
  expect(await page.getByText('Customers like to be greeted by').first().isVisible()).toBe(true);

  await writeFile(join(folder, 'lab.yaml'), yaml.replace('title: The greeting names the shop', 'title: Every customer hears the name of the shop'));
  await shows('Every customer hears the name of the shop');
  await page.getByText('The last save can’t be used yet').waitFor({ state: 'detached', timeout: AT_ONCE_MS });
});
