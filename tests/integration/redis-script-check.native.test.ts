/** The check of Lua scripts against a real Redis: every way in which a learner's script can be wrong. */
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runChecks } from '../../src/core/checks/runner.ts';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/create-core.ts';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { checkSchema } from '../../src/shared/check-format/check.ts';
import type { CheckResult } from '../../src/shared/verdict.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEADLINE_MS = 120_000;
const never = new AbortController().signal;

let dataFolder: string;
let core: Core;
let session: LabSession;
let workspace: Workspace;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'bb-scripts-'));
  core = await createCore({
    dataFolder, labsFolder: join(ROOT, 'labs'), resourcesFolder: join(ROOT, 'resources'), env: process.env,
    platform: process.platform, home: homedir(), servicesStay: false, onWarning: () => {},
  });
  session = core.sessions.of('redis-streams-locks');
  await session.start('native', AbortSignal.timeout(DEADLINE_MS));
  workspace = await session.workspace();
});
afterAll(async () => {
  await core.sessions.close(AbortSignal.timeout(DEADLINE_MS));
  await core.engines.native.sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(DEADLINE_MS));
  await core.close(AbortSignal.timeout(DEADLINE_MS));
  await rm(dataFolder, { recursive: true, force: true });
});

const COUNT = [
  { name: 'Two are there', run: ['SET', 'count', '2'] },
  { name: 'Three come', eval: 'count.lua', keys: ['count'], args: ['3'], expect: 5 },
  { name: 'Five are there', run: ['GET', 'count'], expect: '5' },
];

async function check(script: string | null, steps: object[] = COUNT, deadline = 10): Promise<CheckResult> {
  if (script === null) await rm(join(workspace.folder, 'count.lua'), { force: true });
  else await workspace.put('count.lua', Buffer.from(script));
  const [result] = await runChecks([checkSchema.parse({
    kind: 'redis-script', id: 'counts', title: 't', hints: ['a', 'b'], service: 'stream', steps, deadline,
    mistakes: [{ got: 'Three come\n3', say: 'added to nothing' }, { source: '\\bSET\\b', say: 'do not set' }],
  })], {
    environment: session.environment(), answers: new Map(), drivers: new Map([['stream', session.driver('stream')]]), specs: session.loaded.lab.services, app: null,
    workspace, secrets: [], signal: never, repair: (service) => session.environment().restart(service, { signal: never }),
  });
  return result!;
}

it.each([
  "return redis.call('INCRBY', KEYS[1], ARGV[1])",
  "local sum = redis.call('GET', KEYS[1]) + ARGV[1] -- numbers\nredis.call('APPEND', KEYS[1], '')\nredis.call('INCRBY', KEYS[1], ARGV[1]) return sum",
])('passes: %s', async (script) => {
  expect(await check(script)).toMatchObject({ verdict: 'passed' });
});

it.each<[string, string | null, object]>([
  ['no file', null, { reason: 'file-missing' }],
  ['nothing but comments', '-- later\n--[[ much\nlater ]]\n', { reason: 'file-empty' }],
  ['not Lua', 'retrun 5', { reason: 'query-failed', evidence: [{ source: 'count.lua', text: expect.stringContaining('ompil') as string }, {}] }],
  ['an unknown command', "return redis.call('INCBY', KEYS[1], ARGV[1])", { reason: 'query-failed' }],
  ['a global variable', "sum = 5 return sum", { reason: 'query-failed' }],
  ['a wrong reply', "redis.call('INCRBY', KEYS[1], ARGV[1]) return 3", { reason: 'value-differs', mistake: 'added to nothing' }],
  ['no reply', "redis.call('INCRBY', KEYS[1], ARGV[1])", { reason: 'value-differs', evidence: [{ expected: '5', got: 'null' }, {}] }],
  ['a right reply and no deed', 'return 5', { reason: 'value-differs', evidence: [{ path: 'Five are there', expected: '"5"', got: '"2"' }, {}] }],
  ['a key of another type', "redis.call('DEL', KEYS[1]) redis.call('HSET', KEYS[1], 'a', '1') return 5", { reason: 'query-failed' }],
  ['a known mistake in the text', "redis.call('SET', KEYS[1], 4) return 5", { reason: 'value-differs', mistake: 'do not set' }],
])('not yet: %s', async (_, script, expected) => {
  expect(await check(script)).toMatchObject({ verdict: 'not-yet', ...expected });
});

it('shows the transcript up to the step that differs', async () => {
  const { evidence } = await check('return 4');
  expect(evidence.at(-1)).toEqual({
    kind: 'log', source: 'Redis', lines: ['# Two are there', '> SET count 2', '"OK"', '# Three come', '> --eval count.lua count , 3', '(integer) 4'],
  });
});

it('leaves the learner\'s data alone and no keys behind', async () => {
  await session.driver('stream').runScript('SET count 1000', never);
  expect(await check("redis.call('FLUSHDB') redis.call('SET', KEYS[1], 5) return 5")).toMatchObject({ verdict: 'passed' });
  expect(await session.driver('stream').query('GET count', 10, never)).toMatchObject({ text: '"1000"' });
  expect((await session.driver('stream').query('INFO keyspace', 10, never))).toMatchObject({ text: expect.not.stringMatching(/db1\d/) as string });
});

it('captures replies and hears messages', async () => {
  const steps = [
    { name: 'listen', subscribe: 'news' },
    { name: 'tell', eval: 'count.lua', args: ['x'], expect: { $type: 'string' }, capture: 'id' },
    { name: 'kept', run: ['GET', '{{id}}'], expect: 'x' },
    { name: 'heard', received: 'news', expect: ['{{id}}'] },
    { name: 'a wrong type', run: ['INCR', '{{id}}'], error: 'not an integer' },
  ];
  expect(await check("redis.call('SET', 'k1', ARGV[1]) redis.call('PUBLISH', 'news', 'k1') return 'k1'", steps)).toMatchObject({ verdict: 'passed' });
  expect(await check("redis.call('SET', 'k1', ARGV[1]) return 'k1'", steps)).toMatchObject({ verdict: 'not-yet', evidence: [{ path: 'heard' }, {}] });
});

it('is the lab\'s fault when a command of the lab is refused before any script ran', async () => {
  expect(await check('return 1', [{ name: 'x', run: ['SET', 'a'] }, { name: 'y', eval: 'count.lua', expect: 1 }])).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
});

describe('a script without an end', () => {
  it.each([['that only reads', 'while true do redis.call(\'GET\', KEYS[1]) end'], ['that has written', 'redis.call(\'SET\', KEYS[1], 1) while true do end']])(
    '%s is stopped, and Redis answers again', { timeout: 60_000 }, async (_, script) => {
      expect(await check(script, COUNT, 1)).toMatchObject({ verdict: 'not-yet', reason: 'query-timeout' });
      expect(await check("return redis.call('INCRBY', KEYS[1], ARGV[1])")).toMatchObject({ verdict: 'passed' });
    });
});
