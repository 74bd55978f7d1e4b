/**
 * What an ordinary user does with the installed app, run by installed-world.ts. The app is started as it is, every fuse
 * in force, and driven through Chromium's own port; what would turn it into another program is offered and must fail.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { wrongFuses } from '../../scripts/dist/fuses.mjs';
import { Desk } from './desk.ts';
import { eventually } from './eventually.ts';
import { removeInstance } from './instance.ts';

const PROGRAM = '/usr/bin/backbench-desktop';
const START_MS = 60_000;
const CLOSE_MS = 30_000;

const data = mkdtempSync(join(tmpdir(), 'installed-'));
const marker = join(data, 'let-in');
const step = (text: string): void => void process.stdout.write(`${text}\n`);

/** Starts the app with everything that must have no effect; the planted file would leave a mark. */
async function openApp() {
  const planted = join(data, 'planted.cjs');
  writeFileSync(planted, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'by NODE_OPTIONS');`);
  const child = spawn(PROGRAM, ['--remote-debugging-port=0', '--inspect=0'], {
    env: { ...process.env, BACKBENCH_DATA: data, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${planted}` }, stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { told += text; });
  const address = await eventually('the app opens Chromium’s port', () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${told}`);
    return /DevTools listening on (ws:\S+)/.exec(told)?.[1];
  }, START_MS);
  const browser = await chromium.connectOverCDP(address, { timeout: START_MS });
  const page = await eventually('the window is there', () => browser.contexts()[0]?.pages()[0], START_MS);
  return { child, page, told: () => told };
}

try {
  assert.notEqual(process.getuid?.(), 0);
  assert.deepEqual(await wrongFuses(PROGRAM), []);
  step('the fuses are as they should be');

  const course = JSON.parse(execFileSync('backbench', ['labs', 'list', '--json'], { encoding: 'utf8', env: { ...process.env, BACKBENCH_DATA: join(data, 'cli') } })) as { stages: { labs: unknown[] }[] };
  assert.ok(course.stages.flatMap((stage) => stage.labs).length > 10);
  step('the command line lists the labs');

  const { child, page, told } = await openApp();
  const desk = new Desk(page);
  await desk.welcome();
  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const policy = settings.getByRole('region', { name: 'Set by your administrator' });
  await policy.waitFor();
  const text = await policy.innerText();
  for (const part of ['Native services only', '/opt/packs', 'Updates are off', '/etc/backbench/policy.json']) assert.ok(text.includes(part), text);
  assert.equal(await settings.getByRole('radio', { name: /^Docker only/ }).isDisabled(), true);
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
  step('the administrator’s policy is shown');
  await desk.open('First queries in SQL');
  await desk.chooseText('Scratch');
  await desk.query("SELECT sku FROM products WHERE category = 'tea' AND price <= 400;");
  await desk.resultShows('TEA-2001');
  await desk.type('which node && node -p "process.version + require.resolve(\'express\').length" && echo "node is $((6*7))"');
  await desk.terminalShows('node is 42');
  await desk.terminalShows(/v24\./);
  step('a lab opens, a query runs, the terminal has the Node that comes with the app');

  assert.doesNotMatch(told(), /Debugger listening/);
  assert.equal(existsSync(marker) ? readFileSync(marker, 'utf8') : 'nothing', 'nothing');
  child.kill('SIGTERM');
  await eventually('the app has ended', () => child.exitCode !== null || child.signalCode !== null, CLOSE_MS);
  step('it was no Node, was not inspected, and loaded nothing but its archive');
} finally {
  await removeInstance(data);
  await removeInstance(join(data, 'cli'));
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
