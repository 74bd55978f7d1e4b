import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isRunning, processToken } from './process-identity.ts';

it('recognises a running process and notices its end', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const token = processToken(child.pid as number);
  expect(token).not.toBeNull();
  expect(isRunning(token as string)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isRunning(token as string)).toBe(false);
});

it('does not take another process with the same number for the one it knew', () => {
  expect(isRunning(`${String(process.pid)}@1`)).toBe(false);
});
