import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shellFunctions } from './shell-functions.ts';

const folder = mkdtempSync(join(tmpdir(), 'bb-functions-'));
for (const name of ['mongosh', 'redis-cli']) {
  writeFileSync(join(folder, name), '#!/bin/sh\nprintf "<%s>" "$@"\n');
  chmodSync(join(folder, name), 0o755);
}
afterAll(() => { rmSync(folder, { recursive: true }); });

const variables = { MONGODB_URL: 'mongodb://lab:a&b$c@db:27017/shop?x=1', REDIS_URL: 'redis://:secret@cache:6379' };

/** What the client is called with when a line is typed into bash. */
function typed(line: string, given: Record<string, string> = variables): string {
  return execFileSync('bash', ['-c', line], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, ...given, ...shellFunctions(given) } });
}

describe.skipIf(process.platform === 'win32')('a client by itself', () => {
  it.each([
    ['mongosh', `<${variables.MONGODB_URL}>`],
    ['mongosh --quiet --eval "db.orders.find({ a: 1 })"', `<${variables.MONGODB_URL}><--quiet><--eval><db.orders.find({ a: 1 })>`],
    ['mongosh "$MONGODB_URL" --quiet', `<${variables.MONGODB_URL}><--quiet>`],
    ['mongosh mongodb://elsewhere', '<mongodb://elsewhere>'],
    ['mongosh --host elsewhere', '<--host><elsewhere>'],
    ['mongosh --host=elsewhere', '<--host=elsewhere>'],
    ['mongosh --nodb', '<--nodb>'],
    ['redis-cli', `<-u><${variables.REDIS_URL}><--no-auth-warning>`],
    ['redis-cli SET "a b" "*"', `<-u><${variables.REDIS_URL}><--no-auth-warning><SET><a b><*>`],
    ['redis-cli -u "$REDIS_URL" ping', `<-u><${variables.REDIS_URL}><ping>`],
    ['redis-cli -p 6380 ping', '<-p><6380><ping>'],
    ['bash -c "redis-cli ping"', `<-u><${variables.REDIS_URL}><--no-auth-warning><ping>`],
  ])('%s', (line, words) => {
    expect(typed(line)).toBe(words);
  });

  it('is as it always is in a lab without its server', () => {
    expect(shellFunctions({ PGHOST: 'db' })).toEqual({});
    expect(typed('redis-cli ping', { MONGODB_URL: variables.MONGODB_URL })).toBe('<ping>');
  });
});
