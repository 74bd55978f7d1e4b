/** Faults on demand on the native engine: what programs of the learner's shell meet, that checks do not, and that all of it is undone. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import { FIRST_RESEND_MS, LATENCY_MS } from '../../src/shared/faults.ts';
import { activeFaults, ask, direct, faultyServices, seen, serviceOf, set, soon, timed } from './faults-world.ts';
import { nativeWorld, newSessionId, until, type NativeWorld } from './native-support.ts';

const TEST_MS = 90_000;
const BIG_INSERT = 'INSERT INTO pile SELECT repeat(md5(i::text), 200) FROM generate_series(1, 8000) i';

describe('faults on demand, natively', { timeout: TEST_MS }, () => {
  let world: NativeWorld;
  let environment: Environment;
  beforeAll(async () => {
    world = nativeWorld();
    ({ environment } = await world.engine.open({ sessionId: newSessionId(), lab: 'faults', services: faultyServices, workspace: world.dataFolder, tools: [] }, { signal: soon() }));
    const shop = world.driverOf(environment, 'shop');
    await shop.seed([], soon());
    // Not compressed, so that the size is what is written.
    await shop.runScript('CREATE TABLE pile (text text); ALTER TABLE pile ALTER COLUMN text SET STORAGE EXTERNAL', soon());
  }, TEST_MS);
  afterAll(async () => {
    await environment.destroy({ signal: soon() });
    await world.dispose();
  }, TEST_MS);

  it('latency makes each answer a second late, for the shell only', async () => {
    expect(environment.shellVariables()['REDIS_URL']).toContain(`:${String(seen(environment, 'queue').port)}/`);
    await set(environment, 'queue', 'latency');
    expect(activeFaults(environment)).toEqual(['queue latency']);
    expect(await timed(() => ask(seen(environment, 'queue'), 'PING'))).toBeGreaterThan(2 * LATENCY_MS);
    expect(await timed(() => ask(direct(environment, 'queue'), 'PING'))).toBeLessThan(LATENCY_MS);
    await set(environment, 'queue', 'latency', false);
    expect(await timed(() => ask(seen(environment, 'queue'), 'PING'))).toBeLessThan(LATENCY_MS);
  });

  it('loss makes some answers late, and changes no byte', async () => {
    await set(environment, 'queue', 'loss');
    const waits: number[] = [];
    for (let round = 0; round < 12; round += 1) waits.push(await timed(() => ask(seen(environment, 'queue'), 'PING')));
    expect(waits.filter((ms) => ms >= FIRST_RESEND_MS).length).toBeGreaterThan(0);
    const text = Array.from({ length: 200_000 }, (_, index) => String(index)).join(' ');
    await ask(seen(environment, 'queue'), 'SET', 'text', text);
    await set(environment, 'queue', 'loss', false);
    expect(await ask(seen(environment, 'queue'), 'GET', 'text')).toBe(text);
  });

  it('a killed service refuses connections, and comes back at the same place with its data', async () => {
    await ask(seen(environment, 'queue'), 'SET', 'kept', 'yes');
    const { port } = seen(environment, 'queue');
    await set(environment, 'queue', 'kill');
    expect(serviceOf(environment, 'queue').state).toBe('failed');
    const socket = connect(port, '127.0.0.1');
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await environment.clearFaults({ signal: soon() });
    expect(activeFaults(environment)).toEqual([]);
    expect(seen(environment, 'queue').port).toBe(port);
    expect(await ask(seen(environment, 'queue'), 'GET', 'kept')).toBe('yes');
  });

  it('a restart by hand ends a kill too', async () => {
    await set(environment, 'spare', 'kill');
    await environment.restart('spare', { signal: soon() });
    expect(activeFaults(environment)).toEqual([]);
  });

  it('Redis with a full disk refuses writes and answers reads, until its room is back', async () => {
    await set(environment, 'queue', 'disk-full');
    expect(await ask(seen(environment, 'queue'), 'SET', 'a', '1')).toMatchObject({ error: expect.stringContaining('MISCONF') as string });
    expect(await ask(seen(environment, 'queue'), 'GET', 'kept')).toBe('yes');
    await set(environment, 'queue', 'disk-full', false);
    expect(await ask(seen(environment, 'queue'), 'SET', 'a', '1')).toBe('OK');
    expect(await ask(direct(environment, 'queue'), 'CONFIG', 'GET', 'save')).toEqual(['save', '']);
  });

  it.runIf(process.platform === 'linux')('PostgreSQL with a full disk can let no table grow, and can again', async () => {
    const shop = world.driverOf(environment, 'shop');
    await set(environment, 'shop', 'disk-full');
    await expect(shop.runScript(BIG_INSERT, soon())).rejects.toThrow();
    await expect(shop.query(BIG_INSERT, 10, soon())).rejects.toMatchObject({ code: 'QUERY_FAILED', details: { message: expect.stringContaining('could not extend file') as string } });
    expect(serviceOf(environment, 'shop').state).toBe('ready');
    await environment.clearFaults({ signal: soon() });
    await shop.runScript(BIG_INSERT, soon());
  });

  it('tells what can not be had', async () => {
    await expect(set(environment, 'spare', 'latency')).rejects.toMatchObject({ code: 'FAULT_UNAVAILABLE', details: { obstacle: null } });
    await expect(set(environment, 'nobody', 'kill')).rejects.toMatchObject({ code: 'SERVICE_UNKNOWN' });
  });

  it('what a process left that was killed in mid-fault is undone at the next start', async () => {
    const sessionId = newSessionId();
    const child = spawnSync(process.execPath, [join(import.meta.dirname, 'faults-crash-child.ts'), world.dataFolder, world.instance, sessionId], { encoding: 'utf8', timeout: TEST_MS });
    expect(child.signal, child.stderr).toBe('SIGKILL');
    const left = JSON.parse(child.stdout) as ReturnType<Environment['services']>;
    expect(left.map(({ id, state, faults }) => [id, state, faults.filter(({ active }) => active).map(({ kind }) => kind).join()])).toEqual([
      ['queue', 'ready', 'latency,disk-full'], ['shop', 'ready', 'disk-full'], ['spare', 'failed', 'kill'],
    ]);
    // The fault outlived its maker.
    const queue = left[0]?.endpoint ?? null;
    expect(queue !== null && await ask(queue, 'SET', 'a', '1')).toMatchObject({ error: expect.stringContaining('MISCONF') as string });
    const { environment: again } = await world.another().open({ sessionId, lab: 'faults', services: faultyServices, workspace: world.dataFolder, tools: [] }, { signal: soon() });
    try {
      expect(activeFaults(again)).toEqual([]);
      expect(again.services().map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
      expect(seen(again, 'queue').port).toBe(left[0]?.shellEndpoint?.port);
      expect(await timed(() => ask(seen(again, 'queue'), 'SET', 'a', '1'))).toBeLessThan(LATENCY_MS);
      expect(await ask(seen(again, 'queue'), 'SET', 'a', '1')).toBe('OK');
      const shop = world.driverOf(again, 'shop');
      await shop.seed([], soon());
      await shop.runScript(`CREATE TABLE pile (text text); ALTER TABLE pile ALTER COLUMN text SET STORAGE EXTERNAL; ${BIG_INSERT}`, soon());
    } finally {
      await again.destroy({ signal: soon() });
    }
    await until(() => activeFaults(environment), (active) => active.length === 0);
  });
});
