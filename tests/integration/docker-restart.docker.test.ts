/**
 * A real daemon is killed and started again, and runs out of disk space; the daemon is the test's own. Starting
 * one takes root on Linux. Everybody else has docker-away.docker.test.ts.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './docker-support.ts';

const onPath = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
const possible = process.platform === 'linux' && process.getuid?.() === 0 && ['dockerd', 'unshare', 'ip'].every(onPath);
/** The whole scenario, in milliseconds; 15 s on an idle machine. */
const DEADLINE_MS = 110_000;

describe.skipIf(!possible)('a daemon of the test\'s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bb-dockerd-'));
  let seen: Record<string, unknown> = {};

  beforeAll(async () => {
    const { stdout } = await promisify(execFile)('unshare', [
      '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc',
      process.execPath, join(root, 'tests/integration/docker-restart-scenario.ts'), folder,
    ], { timeout: DEADLINE_MS, killSignal: 'SIGKILL' });
    seen = JSON.parse(stdout) as Record<string, unknown>;
  });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  test('killed: its absence is seen at once, and why', () => {
    expect(seen['goneMs']).toBeLessThan(2_000);
    expect(seen['goneError']).toMatchObject({ code: 'DOCKER_FAILED', details: { reason: expect.stringContaining('the Docker engine') as string } });
  });

  test('started again: what is shown equals inspect within two seconds', () => {
    expect(seen).toMatchObject({ backError: null, backStatus: 'exited' });
    expect(seen['backMs']).toBeLessThan(2_000);
  });

  test('the service comes back with its data, shells open, events flow', () => {
    expect(seen).toMatchObject({ restarted: 'ready', restartedStatus: 'running', data: { text: expect.stringContaining('assam') as string } });
    expect(seen['eventMs']).toBeLessThan(2_000);
  });

  test('no space left on its disk: DISK_FULL names the folder, nothing is left, and it works again afterwards', () => {
    expect(seen['fullDisk']).toEqual({ code: 'DISK_FULL', details: { path: seen['dataRoot'] } });
    expect(seen).toMatchObject({ leftOnFullDisk: 0, afterwards: 'ready' });
  });
});
