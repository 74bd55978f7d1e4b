/** The deb: installed for real, used by an ordinary user, removed. Takes root, and `npm run dist -- deb` before. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inCheckout, nodeHere } from '../../scripts/setup/paths.mjs';

/** Unpacking half a gigabyte, a start of the app, a start of PostgreSQL. */
const INSTALL_MS = 4 * 60_000;

it('installs without a question, opens a lab and runs a query with every fuse in force, and leaves nothing when removed', { timeout: INSTALL_MS }, async () => {
  const built = inCheckout('out', 'dist', 'built');
  const deb = readdirSync(built).find((name) => name.endsWith('.deb'));
  expect(deb, 'npm run dist -- deb has made a package').toBeDefined();
  const words = ['--mount', '--propagation', 'private', nodeHere, 'tests/e2e/installed-world.ts', `${built}/${deb}`];
  const child = spawn('unshare', words, { cwd: inCheckout(), stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { told += text; });
  const timer = setTimeout(() => child.kill('SIGKILL'), INSTALL_MS - 10_000);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  expect(code, told).toBe(0);
  expect(told).toContain('the fuses are as they should be');
  expect(told).toContain('a lab opens, a query runs');
  expect(told).toContain('the administrator’s policy is shown');
  expect(told).toContain('installed, used and removed');
});
