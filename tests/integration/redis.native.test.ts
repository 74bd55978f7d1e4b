/** Redis on the native engine: what the session and the learner rely on, against the real server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import { replyOf, type RedisReply } from '../../src/core/services/redis/reply-of.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import { deadline, endpointOf, nativeWorld, newSessionId, type NativeWorld } from './native-support.ts';

const SEED = `# The shop's counters.
SET views:TEA-1 10
SET greeting "मसाला \\"chai\\"" EX 1000
HSET product:TEA-1 name "Masala chai" price 250
RPUSH queue a b c
ZADD board 10 asha 20 ben
XADD orders 1-1 sku TEA-1
XGROUP CREATE orders workers 0
SELECT 3
SET elsewhere "\\xff\\x00 bytes"
`;

let world: NativeWorld;
let environment: Environment;
let driver: ServiceDriver;
const reply = (...command: string[]): Promise<RedisReply> => replyOf(endpointOf(environment, 'cache'), command, { signal: deadline() });
const shown = async (text: string): Promise<string> => {
  const result = await driver.query(text, 100, deadline());
  return result.kind === 'text' ? result.text : '';
};

beforeAll(async () => {
  world = nativeWorld();
  const workspace = join(world.dataFolder, 'workspaces', 'one');
  mkdirSync(workspace, { recursive: true });
  ({ environment } = await world.engine.open({
    sessionId: newSessionId(), lab: 'shop', services: [{ id: 'cache', kind: 'redis', password: 'secret "quoted"' }], workspace, tools: [],
  }, { signal: deadline() }));
  driver = world.driverOf(environment, 'cache');
});
afterAll(() => world.dispose());

it('tells the line of a seed that fails, and seeds', async () => {
  await expect(driver.seed([{ name: 'a.redis', text: 'SET a 1\n\nLPUSH a x' }], deadline())).rejects.toMatchObject({
    code: 'SERVICE_SEED_FAILED', details: { file: 'a.redis', reason: expect.stringContaining('line 3: WRONGTYPE') as string },
  });
  expect(await driver.isSeeded(deadline())).toBe(false);
  await driver.seed([{ name: 'a.redis', text: SEED }], deadline());
  expect(await driver.isSeeded(deadline())).toBe(true);
  expect(await reply('GET', 'views:TEA-1')).toBe('10');
});

it('gives replies as plain values', async () => {
  expect(await reply('HGETALL', 'product:TEA-1')).toEqual(['name', 'Masala chai', 'price', '250']);
  expect(await reply('ZRANGE', 'board', '0', '-1', 'WITHSCORES')).toEqual(['asha', '10', 'ben', '20']);
  expect(await reply('GET', 'nothing')).toBeNull();
  expect(await reply('LLEN', 'queue')).toBe(3);
  expect(await reply('INCR', 'queue')).toEqual({ error: expect.stringContaining('WRONGTYPE') as string });
});

it('shows replies as redis-cli does', async () => {
  expect(await shown('LRANGE queue 0 -1')).toBe('1) "a"\n2) "b"\n3) "c"');
  expect(await shown('SET x "two words"\nGET x\nTYPE x\nNOPE\nDEL x')).toBe(
    '> SET x "two words"\nOK\n> GET x\n"two words"\n> TYPE x\nstring\n> NOPE\n(error) ERR unknown command \'NOPE\', with args beginning with: \n> DEL x\n(integer) 1');
  expect(await shown('MULTI\nINCR n\nEXEC\nDEL n')).toContain('1) (integer) 1');
});

it.each(['SUBSCRIBE news', 'MONITOR', 'BLPOP queue 0', 'XREAD BLOCK 0 STREAMS orders $', 'CLIENT REPLY OFF', 'HELLO 3'])(
  'refuses %s, which would never come back', async (command) => {
    await expect(driver.query(command, 10, deadline())).rejects.toMatchObject({
      code: 'QUERY_UNREADABLE', details: { message: expect.stringContaining('redis-cli in the terminal') as string },
    });
  });

it('lets go of a command that waits when it is aborted', async () => {
  const abort = new AbortController();
  setTimeout(() => { abort.abort(new Error('stop')); }, 100);
  await expect(driver.query('BLPOP nothing 60', 10, abort.signal)).rejects.toThrow('stop');
});

it('resets all databases, expiry and groups, and keeps what was there', async () => {
  const before = await reply('PTTL', 'greeting');
  await driver.runScript('FLUSHALL\nSET mine 1', deadline());
  await driver.restore('pristine', 'c1', deadline());
  expect(await reply('GET', 'mine')).toBeNull();
  expect(await reply('GET', 'greeting')).toBe('मसाला "chai"');
  expect(await reply('PTTL', 'greeting')).toBeGreaterThan(Number(before) - 60_000);
  expect(await reply('XINFO', 'GROUPS', 'orders')).toEqual([expect.arrayContaining(['name', 'workers'])]);
  expect(await shown('SELECT 3\nGET elsewhere')).toContain('"\\xff\\x00 bytes"');

  await driver.restore('c1', null, deadline());
  expect(await reply('GET', 'mine')).toBe('1');
  expect(await reply('EXISTS', 'greeting')).toBe(0);
  await driver.discard('c1', deadline());
  await expect(driver.restore('c1', null, deadline())).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
  await driver.restore('pristine', null, deadline());
});

it('resets more keys than go into one transaction', async () => {
  const lines = Array.from({ length: 3000 }, (_, n) => `SET many:${String(n)} ${String(n)}`).join('\n');
  await driver.runScript(lines, deadline());
  await driver.restore('pristine', 'c2', deadline());
  expect(await reply('EXISTS', 'many:1')).toBe(0);
  await driver.restore('c2', null, deadline());
  expect(await reply('GET', 'many:2999')).toBe('2999');
  await driver.restore('pristine', null, deadline());
});

it('gives checks a copy in a database of its own', async () => {
  await driver.runScript('DEL queue', deadline());
  const copy = await driver.pristineCopy(deadline());
  const there = { ...endpointOf(environment, 'cache'), database: copy.database };
  expect(await replyOf(there, ['LLEN', 'queue'], { signal: deadline() })).toBe(3);
  expect(await reply('EXISTS', 'queue')).toBe(0);
  await copy.dispose();
  expect(await replyOf(there, ['DBSIZE'], { signal: deadline() })).toBe(0);
});

it('gives several checks at once copies apart, and takes back what a killed app left', async () => {
  const [one, two] = await Promise.all([driver.pristineCopy(deadline()), driver.pristineCopy(deadline())]);
  expect(one.database).not.toBe(two.database);
  const inOne = { ...endpointOf(environment, 'cache'), database: one.database };
  // The app is gone; another driver finds the copies in use by nobody.
  const next = world.driverOf(environment, 'cache');
  const copy = await next.pristineCopy(deadline());
  expect([one.database, two.database]).toContain(copy.database);
  expect(await replyOf({ ...inOne, database: copy.database }, ['LLEN', 'queue'], { signal: deadline() })).toBe(3);
  await copy.dispose();
  for (const { database } of [one, two]) expect(await replyOf({ ...inOne, database }, ['DBSIZE'], { signal: deadline() })).toBe(0);
});

it('refuses a wrong password', async () => {
  await expect(replyOf({ ...endpointOf(environment, 'cache'), password: 'wrong' }, ['PING'], { signal: deadline() })).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
});
