/** Two installations at once on one machine, beside a local PostgreSQL's port that is taken, disturb nobody. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/create-core.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEST_MS = 3 * 60_000;
const LAB = 'sql-first-queries';
const never = new AbortController().signal;

let local: Server;
const folders: string[] = [];
const cores: Core[] = [];

async function core(folder: string): Promise<Core> {
  const made = await createCore({
    dataFolder: folder, labsFolder: join(ROOT, 'labs'), resourcesFolder: join(ROOT, 'resources'), env: process.env,
    platform: process.platform, home: homedir(), servicesStay: false, onWarning: () => undefined,
  });
  cores.push(made);
  return made;
}

beforeAll(async () => {
  // Stands for somebody's own PostgreSQL: whatever listens there must not matter. A real one may do so already.
  local = createServer((socket) => socket.destroy());
  local.listen(5432, '127.0.0.1');
  await Promise.race([once(local, 'listening'), once(local, 'error')]);
  for (let count = 0; count < 2; count += 1) folders.push(await mkdtemp(join(tmpdir(), 'bb-two-')));
});
afterAll(async () => {
  local.close();
  for (const each of cores) await each.close(AbortSignal.timeout(30_000)).catch(() => undefined);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

it('two cores run the same lab side by side, and neither sweeps the other', { timeout: TEST_MS }, async () => {
  const [a, b] = [await core(folders[0] ?? ''), await core(folders[1] ?? '')];
  await Promise.all([a, b].map((each) => each.sessions.of(LAB).start('native', never)));
  const views = [a, b].map((each) => each.sessions.of(LAB).view().services[0]);
  expect(views[0]?.connection?.port).not.toBe(views[1]?.connection?.port);
  expect(views.map((view) => view?.connection?.port)).not.toContain(5432);
  expect(views.map((view) => view?.connection?.host)).toEqual(['127.0.0.1', '127.0.0.1']);

  await a.sessions.of(LAB).driver('shop').query('DELETE FROM reviews', 10, never);
  expect(await a.sweep(never)).toEqual([]);
  expect(await b.sweep(never)).toEqual([]);
  await a.sessions.of(LAB).stop(never);
  const left = await b.sessions.of(LAB).driver('shop').query('SELECT count(*) > 0 AS there FROM reviews', 10, never);
  expect(left).toMatchObject({ kind: 'table', rows: [['t']] });
});

it('two cores on one data folder do not stop each other\'s lab', { timeout: TEST_MS }, async () => {
  const visitor = await core(folders[1] ?? '');
  expect(await visitor.sweep(never)).toEqual([]);
  const owner = cores[1];
  expect(await owner?.sessions.of(LAB).driver('shop').query('SELECT 40 + 2 AS n', 10, never)).toMatchObject({ rows: [['42']] });
});
