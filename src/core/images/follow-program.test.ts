import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { followProgram } from './follow-program.ts';

const never = new AbortController().signal;
const node = (script: string, more: Partial<Parameters<typeof followProgram>[2]> = {}) =>
  followProgram(execPath, ['-e', script], { signal: never, deadlineMs: 8_000, ...more });

test('gives the lines as they come, the last ones and the exit code', async () => {
  const lines: string[] = [];
  const run = await node('console.log("one\\ntwo"); console.error("three"); process.exitCode = 4', { onLine: (line) => lines.push(line) });
  expect(run).toMatchObject({ exitCode: 4, failure: null });
  expect([...run.tail].sort()).toEqual(['one', 'three', 'two']);
  expect(lines).toEqual(run.tail);
});

test('a program that is not there is a result, not a crash', async () => {
  const run = await followProgram('backbench-no-such-program', [], { signal: never, deadlineMs: 1_000 });
  expect(run.exitCode).toBeNull();
  expect(run.failure).toContain('ENOENT');
});

test('the deadline ends it, and says so', async () => {
  const run = await node('setInterval(() => {}, 1000)', { deadlineMs: 100 });
  expect(run.failure).toContain('took longer');
});

test('an abort ends it and all that it started', async () => {
  const controller = new AbortController();
  // The grandchild holds the same pipes: the run is over only when it has ended too.
  const script = 'require("child_process").spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"], { stdio: "inherit" }); setInterval(() => {}, 1000)';
  const reason = new Error('stop');
  const run = node(script, { signal: controller.signal, onLine: () => { controller.abort(reason); } });
  await expect(run).rejects.toBe(reason);
});
