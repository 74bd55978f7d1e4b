/** The log keeps no passwords, does not grow for ever, and never brings the app down. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog, withoutSecrets } from './log-file.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'backbench-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('lines carry time and source', () => {
  const path = join(folder, 'logs', 'backbench.log');
  const log = openLog(path, () => new Date(0));
  log('host', 'hello\n');
  log('main', 'again');
  expect(readFileSync(path, 'utf8')).toBe('1970-01-01T00:00:00.000Z host: hello\n1970-01-01T00:00:00.000Z main: again\n');
});

test('the file is turned over, and three old ones are kept', () => {
  const path = join(folder, 'backbench.log');
  const log = openLog(path);
  for (let i = 0; i < 70; i += 1) log('host', `${i} ${'x'.repeat(100_000)}`);
  expect(readdirSync(folder).sort()).toEqual(['backbench.log', 'backbench.log.1', 'backbench.log.2', 'backbench.log.3']);
  expect(readFileSync(path, 'utf8')).toContain('host: 69 x');
});

test('a log that can’t be written stops nobody', () => {
  writeFileSync(join(folder, 'logs'), 'a file where the folder should be');
  const log = openLog(join(folder, 'logs', 'backbench.log'));
  expect(() => log('main', 'lost')).not.toThrow();
});

test.each([
  ['postgres://learner:s3cr3t@127.0.0.1:5432/shop refused', 's3cr3t'],
  ['redis://:s3cr3t@127.0.0.1', 's3cr3t'],
  ['{"user":"learner","password":"s3cr3t","port":1}', 's3cr3t'],
  ["password: 's3cr3t', port: 1", 's3cr3t'],
  ['PGPASSWORD=s3cr3t psql', 's3cr3t'],
  ['DB_PASSWORD=s3cr3t', 's3cr3t'],
  ['redis-server --requirepass s3cr3t --port 0', 's3cr3t'],
])('no password is left in %j', (line, secret) => {
  expect(withoutSecrets(line)).not.toContain(secret);
});

test('other text stays as it is', () => {
  const line = 'Error: connect ECONNREFUSED 127.0.0.1:5432 at file:///app/out/main/host.js:12:3';
  expect(withoutSecrets(line)).toBe(line);
});
