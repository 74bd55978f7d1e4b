/**
 * The daemon goes away and comes back, or hangs: seen through a socket of the test's own that leads to the real
 * daemon and can be cut. The restart of a real daemon is in docker-restart.docker.test.ts.
 */
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Engine, Environment, EnvironmentRequest } from '../../src/core/engines/engine.ts';
import { createWorld, docker, redis, socketPath, soon, until } from './docker-support.ts';
import { createWay } from './docker-way.ts';

const world = createWorld();
const path = join(world.folder, 'way.sock');
const way = createWay(path, await socketPath());
/** Longer than any call takes, short enough to wait for, in milliseconds. */
const CALL_MS = 3_000;
let engine: Engine;
let request: EnvironmentRequest;
let environment: Environment;
let name = '';

beforeEach(async () => {
  await way.open();
  engine = world.engine({ env: { DOCKER_HOST: `unix://${path}` }, connection: { deadlines: { callMs: CALL_MS } } });
  request = world.request([redis]);
  name = `bb-${request.sessionId}-cache`;
  ({ environment } = await engine.open(request, { signal: soon() }));
});
afterEach(async () => {
  await way.cut();
  await way.open();
  await environment.destroy({ signal: soon() });
  await engine.close();
  await way.cut();
});
afterAll(async () => {
  expect(await world.left()).toEqual([]);
  await world.dispose();
});

const service = () => environment.services()[0]!;
const states: Record<string, string> = { running: 'ready', paused: 'paused', exited: 'stopped' };

describe('the daemon is away', () => {
  test('and back: services failed meanwhile, and are then what they are', async () => {
    let changes = 0;
    environment.onChange(() => { changes += 1; });
    await way.cut();
    await until(() => service().state === 'failed', 2_000, 'its absence is seen');
    expect(service().error).toMatchObject({ code: 'DOCKER_FAILED', details: { reason: expect.stringMatching(/the Docker engine.*(ENOENT|ECONNRESET)/) as string } });
    expect(changes).toBe(1);
    await expect(environment.restart('cache', { signal: soon() })).rejects.toMatchObject({ code: 'DOCKER_FAILED' });
    await way.open();
    await until(() => service().state === 'ready', 2_000, 'it is seen again');
    expect(service().error).toBeNull();
    expect((await docker.getContainer(name).inspect()).State.Status).toBe('running');
  });

  test.each([
    ['killed', () => docker.getContainer(name).kill() as Promise<unknown>, 'exited'],
    ['stopped', () => docker.getContainer(name).stop({ t: 1 }) as Promise<unknown>, 'exited'],
    ['paused', () => docker.getContainer(name).pause() as Promise<unknown>, 'paused'],
    ['restarted', () => docker.getContainer(name).restart({ t: 1 }) as Promise<unknown>, 'running'],
  ] as [string, () => Promise<unknown>, string][])('what was %s meanwhile is seen within two seconds of its return', async (_, act, status) => {
    await way.cut();
    await until(() => service().state === 'failed', 2_000, 'its absence is seen');
    await act();
    await way.open();
    await until(() => service().state === states[status], 2_000, `it is ${states[status]!}, not ${service().state}`);
    expect((await docker.getContainer(name).inspect()).State.Status).toBe(status);
    if (status !== 'exited') return;
    await environment.restart('cache', { signal: soon() });
    expect(service()).toMatchObject({ state: 'ready', error: null });
  });

  test('for a long time: it is found again all the same', async () => {
    await way.cut();
    await new Promise((resolve) => { setTimeout(resolve, 4_000); });
    expect(service().state).toBe('failed');
    await way.open();
    await until(() => service().state === 'ready', 2_000, 'it is seen again');
  });

  test('a moment only: nothing flickers for longer than that', async () => {
    await way.cut();
    await way.open();
    await until(() => service().state === 'ready', 2_000, 'it is ready');
    await docker.getContainer(name).kill();
    await until(() => service().state === 'failed', 2_000, 'events flow again');
  });

  test('a log that is followed goes on after it is back', async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const reading = (async () => {
      for await (const line of environment.logs('cache', { tail: 1, follow: true, signal: stop.signal })) lines.push(line);
    })();
    await until(() => lines.length === 1, 2_000, 'the tail comes');
    await way.cut();
    await until(() => service().state === 'failed', 2_000, 'its absence is seen');
    await way.open();
    await until(() => service().state === 'ready', 2_000, 'it is seen again');
    await docker.getContainer(name).restart({ t: 1 });
    await until(() => lines.some((line) => line.includes('Ready to accept connections')), 5_000, 'the log goes on');
    stop.abort();
    await reading;
  });
});

describe('the daemon hangs', () => {
  test('in mid-call: DOCKER_TIMEOUT after the deadline', async () => {
    way.hang();
    const began = performance.now();
    await expect(environment.park({ signal: soon() })).rejects.toMatchObject({ code: 'DOCKER_TIMEOUT', details: { place: path, afterMs: CALL_MS } });
    expect(performance.now() - began).toBeLessThan(3 * CALL_MS);
  });

  test('the signal is honoured meanwhile', async () => {
    way.hang();
    const abort = new AbortController();
    setTimeout(() => { abort.abort(); }, 50);
    const began = performance.now();
    await expect(engine.remove(request.sessionId, abort.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(performance.now() - began).toBeLessThan(500);
  });
});
