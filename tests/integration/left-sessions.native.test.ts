/** A lab that an ended process left running: stopped with its data kept, unless its learner takes it up. */
import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/create-core.ts';
import { isRunning } from '../../src/core/process-identity.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEST_MS = 60_000;
const LAB = 'sql-first-queries';
const OTHER = 'redis-structures';
const never = new AbortController().signal;
/** Process 1 started with the machine, not in the first tick after that: nobody has this token. */
const ENDED = '1@1';

let folder: string;
let core: Core;

const open = (): Promise<Core> => createCore({
  dataFolder: folder, labsFolder: join(ROOT, 'labs'), resourcesFolder: join(ROOT, 'resources'), env: process.env,
  platform: process.platform, home: homedir(), servicesStay: false, onWarning: () => undefined,
});

/** Starts a lab whose supervisor then is no more, in a core that is let go of. @returns the token of its service */
async function leave(service: string, lab = LAB): Promise<string> {
  const session = core.sessions.of(lab);
  await session.start('native', never);
  await session.detach();
  const db = new Database(join(folder, 'backbench.db'));
  db.prepare('UPDATE session SET owner = ? WHERE lab = ?').run(ENDED, lab);
  db.close();
  const { token } = JSON.parse(readFileSync(join(folder, 'native', session.id, service, 'process.json'), 'utf8')) as { token: string };
  expect(isRunning(token)).toBe(true);
  return token;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bb-left-'));
  core = await open();
});
afterEach(async () => {
  await core.close(AbortSignal.timeout(30_000));
  rmSync(folder, { recursive: true, force: true });
});

it('the lab the learner was in waits for them, and is stopped when they do not come', { timeout: TEST_MS }, async () => {
  const token = await leave('shop');
  await core.sweep(never);
  expect(isRunning(token)).toBe(true);
  await core.stopLeft(never);
  expect(isRunning(token)).toBe(false);
  await core.sessions.of(LAB).start('native', never);
  // The data was kept: nothing was seeded a second time.
  expect(await core.sessions.of(LAB).driver('shop').query('SELECT count(*) AS n FROM orders', 10, never)).toMatchObject({ rows: [['20000']] });
});

it('a lab that is taken up meanwhile runs on', { timeout: TEST_MS }, async () => {
  const token = await leave('shop');
  await Promise.all([core.sessions.of(LAB).start('native', never), core.stopLeft(never)]);
  expect(core.sessions.of(LAB).view().services[0]?.state).toBe('ready');
  expect(isRunning(token)).toBe(true);
  await core.stopLeft(never);
  expect(isRunning(token)).toBe(true);
});

it('another lab than the last one is stopped by the sweep', { timeout: TEST_MS }, async () => {
  const token = await leave('shop');
  await leave('cache', OTHER);
  await core.sweep(never);
  expect(isRunning(token)).toBe(false);
});

it('an app that is closed stops what its forerunner left', { timeout: TEST_MS }, async () => {
  const token = await leave('shop');
  await core.close(AbortSignal.timeout(30_000));
  expect(isRunning(token)).toBe(false);
  core = await open();
});
