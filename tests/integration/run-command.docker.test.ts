/** Commands in the shell's container. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Environment, EnvironmentRequest } from '../../src/core/engines/engine.ts';
import { createWorld, docker, imageOf, redis, run, soon } from './docker-support.ts';
import { commandTests, processTests } from './run-command.ts';

const world = createWorld();
const engine = world.engine();
let request: EnvironmentRequest;
let environment: Environment;

beforeAll(async () => {
  request = world.request([redis]);
  ({ environment } = await engine.open(request, { signal: soon() }));
});
afterAll(async () => {
  await environment.destroy({ signal: soon() });
  expect(await world.left()).toEqual([]);
  await world.dispose();
});

async function processes(): Promise<string[]> {
  return (await run(`bb-${request.sessionId}-shell`, 'ps -eo args --no-headers')).split('\n').map((line) => line.trim());
}

describe('a command', () => {
  commandTests(() => ({ environment, workspace: request.workspace, processes }));
  processTests(() => ({ environment, workspace: request.workspace, processes }));

  test('runs again after its container was killed, which is told', async () => {
    const options = { signal: soon(), deadlineMs: 30_000 };
    const lost = environment.run({ command: ['sleep', '20'], maxOutputBytes: 100 }, options).catch((error: unknown) => error);
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    await docker.getContainer(`bb-${request.sessionId}-shell`).kill();
    expect(await lost).toMatchObject({ code: 'DOCKER_FAILED' });
    expect((await environment.run({ command: ['echo', 'again'], maxOutputBytes: 100 }, options)).stdout).toBe('again\n');
  });

  test('what a service costs is told while it runs', async () => {
    const [cache] = await environment.usage({ signal: soon() });
    expect(cache).toMatchObject({ id: 'cache', cost: { cpuMs: expect.any(Number) as number, memoryMb: expect.any(Number) as number } });
    expect(cache?.cost?.cpuMs).toBeGreaterThan(0);
    expect(cache?.cost?.memoryMb).toBeGreaterThan(0.5);
  });

  test('the learner\'s own images and containers are seen, ours are not', async () => {
    const image = await imageOf('redis');
    expect(await environment.docker?.image(image, soon())).toMatchObject({ exposes: expect.arrayContaining(['6379/tcp']) as unknown });
    expect(await environment.docker?.image('no-such-image', soon())).toBeNull();
    expect(await environment.docker?.container('no-such-container', soon())).toBeNull();
    expect(await environment.docker?.container(`bb-${request.sessionId}-shell`, soon())).toBeNull();
    const made = await docker.createContainer({ Image: image, Env: ['SHOP=saffron'], Cmd: ['true'], HostConfig: { RestartPolicy: { Name: 'on-failure' } } });
    try {
      expect(await environment.docker?.container(made.id, soon())).toMatchObject({
        state: 'created', health: null, image, restart: 'on-failure', publishes: [], env: expect.objectContaining({ SHOP: 'saffron' }) as unknown,
      });
    } finally {
      await made.remove({ force: true });
    }
  });
});

test('a lab without services is open when its shell can start: its network is there', async () => {
  const bare = world.request([]);
  const { environment: alone } = await engine.open(bare, { signal: soon() });
  expect(await docker.listNetworks({ filters: { name: [`bb-${bare.sessionId}`] } })).toHaveLength(1);
  expect((await alone.run({ command: ['echo', 'here'], maxOutputBytes: 100 }, { signal: soon(), deadlineMs: 30_000 })).stdout).toBe('here\n');
  await alone.destroy({ signal: soon() });
});
