import { expect, test } from 'vitest';
import { exitSignal, outOfMemoryLine } from './container-exit.ts';

test.each([[0, null], [1, null], [127, null], [128, null], [null, null], [130, 'SIGINT'], [137, 'SIGKILL'], [143, 'SIGTERM'], [255, null]])(
  'exit code %s stands for %s', (code, signal) => {
    expect(exitSignal(code)).toBe(signal);
  });

test('a container that the kernel killed for its memory says so, with its limit', () => {
  const info = (OOMKilled: boolean) => ({ State: { OOMKilled }, HostConfig: { Memory: 256 * 1024 * 1024 } }) as Parameters<typeof outOfMemoryLine>[0];
  expect(outOfMemoryLine(info(true))).toMatch(/256 MiB.*OOM/);
  expect(outOfMemoryLine(info(false))).toBeNull();
});
