/** Faults on demand on the docker engine, and that they are undone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment, EnvironmentRequest } from '../../src/core/engines/engine.ts';
import { createWorld, type TestWorld } from './docker-support.ts';
import { activeFaults, ask, direct, faultyServices, serviceOf, set, soon } from './faults-world.ts';

const TEST_MS = 90_000;
const BIG_INSERT = 'CREATE TABLE pile AS SELECT i, md5(i::text) AS text FROM generate_series(1, 600000) i';

describe('faults on demand, in containers', { timeout: TEST_MS }, () => {
  let world: TestWorld;
  let request: EnvironmentRequest;
  let environment: Environment;
  beforeAll(async () => {
    world = createWorld();
    request = world.request(faultyServices);
    ({ environment } = await world.engine().open(request, { signal: soon() }));
  }, TEST_MS);
  afterAll(async () => {
    await environment.detach();
    await world.dispose();
  }, TEST_MS);

  it('tells why the network can not be made bad', async () => {
    expect(serviceOf(environment, 'queue').faults.map(({ kind, obstacle }) => [kind, obstacle])).toEqual([
      ['latency', 'not-in-containers'], ['loss', 'not-in-containers'], ['kill', null], ['disk-full', null],
    ]);
    await expect(set(environment, 'queue', 'latency')).rejects.toMatchObject({ code: 'FAULT_UNAVAILABLE' });
  });

  it('kills, and brings back with the data', async () => {
    await ask(direct(environment, 'spare'), 'SET', 'kept', 'yes');
    await set(environment, 'spare', 'kill');
    expect(serviceOf(environment, 'spare').state).toBe('failed');
    await environment.clearFaults({ signal: soon() });
    expect(activeFaults(environment)).toEqual([]);
    expect(await ask(direct(environment, 'spare'), 'GET', 'kept')).toBe('yes');
  });

  it('fills the disk of Redis and of PostgreSQL; a lab host that comes after a crash gives the room back', async () => {
    const driver = world.services.postgres.driver(() => direct(environment, 'shop'), { scratchFolder: world.folder, onWarning: () => undefined });
    try {
      await driver.seed([], soon());
      await ask(direct(environment, 'queue'), 'SET', 'kept', 'yes');
      await set(environment, 'queue', 'disk-full');
      await set(environment, 'shop', 'disk-full');
      expect(await ask(direct(environment, 'queue'), 'SET', 'a', '1')).toMatchObject({ error: expect.stringContaining('MISCONF') as string });
      await expect(driver.query(BIG_INSERT, 10, soon())).rejects.toMatchObject({ code: 'QUERY_FAILED', details: { message: expect.stringContaining('could not extend file') as string } });
      // The first is never told to let go, as after a crash.
      ({ environment } = await world.engine().open(request, { signal: soon() }));
      expect(await ask(direct(environment, 'queue'), 'SET', 'a', '1')).toBe('OK');
      expect(await ask(direct(environment, 'queue'), 'GET', 'kept')).toBe('yes');
      await driver.query(BIG_INSERT, 10, soon());
    } finally {
      await driver.dispose();
    }
  });
});
