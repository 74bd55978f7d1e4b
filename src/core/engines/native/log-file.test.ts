import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { capLog, lastLines, logLines } from './log-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backbench-log-'));
  path = join(folder, 'log');
});
afterEach(() => { rmSync(folder, { recursive: true }); });

it('gives the last complete lines, also of characters that take several bytes', () => {
  expect(lastLines(path, 5)).toEqual([]);
  writeFileSync(path, 'one\nदो\nthree\nunfinished');
  expect(lastLines(path, 2)).toEqual(['दो', 'three']);
});

it('empties a log that has grown too long, keeps what was there, and follows on', async () => {
  writeFileSync(path, `${'x'.repeat(99)}\n`.repeat(60_000));
  const abort = new AbortController();
  const seen: string[] = [];
  const reading = (async () => {
    for await (const line of logLines(path, { tail: 1, follow: true, signal: abort.signal })) seen.push(line);
  })();
  await expect.poll(() => seen.length).toBe(1);
  capLog(path);
  expect(statSync(path).size).toBe(0);
  expect(statSync(`${path}.1`).size).toBe(6_000_000);
  appendFileSync(path, 'after\n');
  await expect.poll(() => seen.at(-1), { timeout: 5_000 }).toBe('after');
  abort.abort();
  await reading;
});

it('leaves a short log alone', () => {
  writeFileSync(path, 'short\n');
  capLog(path);
  expect(existsSync(`${path}.1`)).toBe(false);
});
