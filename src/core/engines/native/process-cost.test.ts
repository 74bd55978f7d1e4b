/** The cost of a process: read from what the system tells of a real one, and from `ps` as macOS writes it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { processCost, readPs } from './process-cost.ts';

it.runIf(process.platform === 'linux')('counts the time and the memory of a busy child, and tells when it is gone', async () => {
  const child = spawn(process.execPath, ['-e', "while (process.cpuUsage().user < 200_000); process.stdout.write('done'); setTimeout(() => {}, 60000)"]);
  try {
    await once(child.stdout, 'data');
    const cost = await processCost(child.pid ?? 0);
    expect(cost?.cpuMs).toBeGreaterThan(150);
    expect(cost?.memoryMb).toBeGreaterThan(5);
  } finally {
    child.kill('SIGKILL');
  }
  await once(child, 'close');
  expect(await processCost(child.pid ?? 0)).toBeNull();
});

it('reads what ps writes', () => {
  expect(readPs('  2048   0:01.50\n 1024 1-02:03:04.00\n\n')).toEqual({ cpuMs: 1_500 + ((24 + 2) * 3600 + 3 * 60 + 4) * 1000, memoryMb: 3 });
  expect(readPs('')).toEqual({ cpuMs: 0, memoryMb: 0 });
});
