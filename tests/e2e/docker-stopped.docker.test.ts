/** Docker is stopped in mid-lab and comes back: the window says so, loses nothing, and goes on. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { socketPath } from '../integration/docker-support.ts';
import { createWay } from '../integration/docker-way.ts';
import { BackbenchApp } from './app.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

const TEST_MS = 5 * 60_000;
const CHEAP = 'The teas below 400 rupees are found';

it('Docker stopped in mid-lab, and back', { timeout: TEST_MS }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bb-way-'));
  const path = join(folder, 'docker.sock');
  const way = createWay(path, await socketPath());
  await way.open();
  const app = await BackbenchApp.launch({ env: { DOCKER_HOST: `unix://${path}` } });
  try {
    const desk = new Desk(app.page);
    await desk.welcome();
    await desk.engine('Docker only');
    await desk.open('First queries in SQL');
    await desk.edit('queries/1a-cheap-tea.sql', "SELECT sku, name, price FROM products WHERE category = 'tea' AND price < 400;");
    expect((await desk.check())[CHEAP]).toBe('Passed');

    await way.cut();
    await eventually('the strip says that the service failed', async () => (await desk.services())[0] === 'failed', DESK_MS);
    await app.screenshot('docker-stopped');
    // Files and verdicts are on this machine and stay.
    expect((await desk.verdicts())[CHEAP]).toBe('Passed');

    await way.open();
    await desk.ready();
    await desk.edit('queries/1b-newsletter.sql', "SELECT name, email, country FROM customers WHERE country IN ('JP', 'ZA') AND newsletter;");
    expect(Object.values(await desk.check())).toEqual(['Passed', 'Passed']);
    await desk.menu('Stop the lab');
    await eventually('the lab is stopped', async () => (await desk.services())[0] === 'stopped', DESK_MS);
  } finally {
    await app.dispose();
    await way.cut();
    rmSync(folder, { recursive: true, force: true });
  }
});
