/** What the containers may and may not do: every limit as `inspect` tells it. */
import type { ContainerInspectInfo } from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Environment, EnvironmentRequest } from '../../src/core/engines/engine.ts';
import { replyOf } from '../../src/core/services/redis/reply-of.ts';
import { createWorld, docker, get, imageOf, postgres, redis, run, soon, until } from './docker-support.ts';

const MIB = 1024 * 1024;
const inspect = (name: string): Promise<ContainerInspectInfo> => docker.getContainer(name).inspect();

describe('a session of two services, a shell and a program', () => {
  const world = createWorld();
  const engine = world.engine();
  const request: EnvironmentRequest = world.request([postgres, redis]);
  const name = (part: string): string => `bb-${request.sessionId}-${part}`;
  let environment: Environment;
  let program = '';
  let end: () => Promise<void>;

  beforeAll(async () => {
    ({ environment } = await engine.open(request, { signal: soon() }));
    const process = await environment.startProcess({ command: ['sleep', '600'] }, { signal: soon() });
    end = () => process.dispose();
    program = (await world.containers(request.sessionId)).find((each) => each.includes('-process-'))!;
    await until(async () => (await world.containers(request.sessionId)).includes(name('shell')), 10_000, 'the shell is there');
  });
  afterAll(async () => {
    await end();
    await environment.destroy({ signal: soon() });
    expect(await world.left()).toEqual([]);
    await world.dispose();
  });

  test('every container: no capabilities, no new privileges, limits, never privileged', async () => {
    for (const container of [name('db'), name('cache'), name('shell'), program]) {
      const { HostConfig, Config } = await inspect(container);
      expect(HostConfig, container).toMatchObject({
        Privileged: false, CapDrop: ['ALL'], CapAdd: null, SecurityOpt: ['no-new-privileges'],
        NetworkMode: `bb-${request.sessionId}`, RestartPolicy: { Name: 'no' }, LogConfig: { Type: 'json-file', Config: { 'max-size': '5m' } },
        PidMode: '', UTSMode: '',
      });
      expect(HostConfig.Devices ?? [], container).toEqual([]);
      expect(HostConfig.IpcMode, container).not.toBe('host');
      expect(HostConfig.Memory, container).toBeGreaterThan(0);
      expect(HostConfig.MemorySwap, container).toBe(HostConfig.Memory);
      expect(HostConfig.NanoCpus, container).toBeGreaterThanOrEqual(1e9);
      expect(HostConfig.PidsLimit, container).toBeGreaterThan(0);
      expect(Config.Labels, container).toMatchObject({
        'dev.backbench.instance': world.instance, 'dev.backbench.session': request.sessionId, 'dev.backbench.lab': 'a-lab',
      });
    }
  });

  test('the services\' own limits', async () => {
    expect((await inspect(name('db'))).HostConfig).toMatchObject({ Memory: 384 * MIB, NanoCpus: 1e9, PidsLimit: 128 });
    expect((await inspect(name('cache'))).HostConfig.NanoCpus).toBe(1e9);
  });

  test('the limits are what the processes meet', async () => {
    const status = await run(name('db'), 'cat /proc/1/status');
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^CapBnd:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  });

  test('mounts: none for services, the workspace alone for shell and program, never the Docker socket', async () => {
    expect((await inspect(name('db'))).Mounts).toEqual([]);
    expect((await inspect(name('cache'))).Mounts).toEqual([]);
    for (const container of [name('shell'), program]) {
      expect((await inspect(container)).Mounts.map(({ Type, Source, Destination }) => ({ Type, Source, Destination })), container)
        .toEqual([{ Type: 'bind', Source: request.workspace, Destination: '/workspace' }]);
    }
  });

  test('the shell runs as the learner, under an init', async () => {
    const { Config } = await inspect(name('shell'));
    expect(Config.User).toBe(`${String(process.getuid!())}:${String(process.getgid!())}`);
    expect(await run(name('shell'), 'cat /proc/1/comm')).toContain('tini');
  });

  test('nothing is published, and the network leads nowhere', async () => {
    for (const container of [name('db'), name('cache'), program]) {
      const { HostConfig, NetworkSettings } = await inspect(container);
      expect(HostConfig.PortBindings, container).toEqual({});
      expect(Object.values(NetworkSettings.Ports).flat().filter(Boolean), container).toEqual([]);
      expect(Object.keys(NetworkSettings.Networks), container).toEqual([`bb-${request.sessionId}`]);
    }
    const network = await docker.getNetwork(`bb-${request.sessionId}`).inspect();
    expect(network).toMatchObject({ Internal: true, Labels: { 'dev.backbench.instance': world.instance } });
    // Neither another session's container nor a name beyond the session can be reached.
    const other = world.request();
    const { environment: others } = await engine.open(other, { signal: soon() });
    const { host, port } = others.services()[0]!.endpoint!;
    const reach = (to: string): string => `timeout 1 bash -c 'exec 3<>/dev/tcp/${to}' 2>/dev/null && echo reached || echo not`;
    expect(await run(name('shell'), reach(`${host}/${String(port)}`))).toContain('not');
    expect(await run(name('shell'), reach('cache/6379'))).toContain('reached');
    expect(await run(name('shell'), 'getent hosts example.com || echo unknown')).toContain('unknown');
    await others.destroy({ signal: soon() });
  });

  test('services are reached by this process and by each other', async () => {
    const [db] = environment.services();
    const { IPAddress } = (await inspect(name('db'))).NetworkSettings.Networks[`bb-${request.sessionId}`]!;
    expect(db!.endpoint).toMatchObject({ host: IPAddress, port: 5432 });
    expect(db!.shellEndpoint).toMatchObject({ host: 'db', port: 5432, password: postgres.password });
    expect(await run(name('shell'), `REDISCLI_AUTH=${redis.password} redis-cli -h cache ping`)).toContain('PONG');
  });
});

describe('published ports, as where containers can\'t be reached by address', () => {
  const world = createWorld();
  const engine = world.engine({ connection: { reach: 'published' } });
  afterAll(() => world.dispose());

  test('on 127.0.0.1 only, a port of the system\'s choice, new after each start; the network does not masquerade', async () => {
    const request = world.request();
    const { environment } = await engine.open(request, { signal: soon() });
    const network = await docker.getNetwork(`bb-${request.sessionId}`).inspect() as { Internal: boolean; Options: Record<string, string> };
    expect(network.Internal).toBe(false);
    expect(network.Options['com.docker.network.bridge.enable_ip_masquerade']).toBe('false');
    const bindings = (await inspect(`bb-${request.sessionId}-cache`)).NetworkSettings.Ports['6379/tcp'];
    expect(bindings!.map(({ HostIp }) => HostIp)).toEqual(['127.0.0.1']);
    const endpoint = environment.services()[0]!.endpoint!;
    expect(endpoint).toMatchObject({ host: '127.0.0.1', port: Number(bindings![0]!.HostPort) });
    expect(endpoint.port).not.toBe(6379);
    expect(await replyOf(endpoint, ['SET', 'a', '1'], { signal: soon() })).toBe('OK');
    await environment.restart('cache', { signal: soon() });
    expect(await replyOf(environment.services()[0]!.endpoint!, ['GET', 'a'], { signal: soon() })).toBe('1');
    const server = await environment.startProcess({ command: ['node', '-e', 'require("http").createServer((q, r) => r.end("hello")).listen(process.env.PORT)'] }, { signal: soon() });
    expect(server.host).toBe('127.0.0.1');
    await until(async () => await get(server) === 'hello', 5_000, 'the program answers');
    await environment.destroy({ signal: soon() });
    expect(await world.left()).toEqual([]);
  });
});

describe('an official image', () => {
  const world = createWorld();
  afterAll(() => world.dispose());

  test('keeps its data in a labelled volume that goes with the session, and gets the capabilities it needs', async () => {
    // Under another name our own image is what any image of the settings is: one with the same contract.
    await docker.getImage(await imageOf('redis')).tag({ repo: 'bb-test-redis', tag: world.instance });
    const engine = world.engine({ images: () => ({ redis: `bb-test-redis:${world.instance}` }) });
    try {
      const request = world.request();
      const { environment } = await engine.open(request, { signal: soon() });
      const info = await inspect(`bb-${request.sessionId}-cache`);
      const { container } = world.services.redis;
      expect(info.HostConfig).toMatchObject({ CapDrop: ['ALL'], CapAdd: container.capabilities, Privileged: false });
      expect(info.Mounts).toMatchObject([{ Type: 'volume', Name: `bb-${request.sessionId}-cache`, Destination: container.dataPath }]);
      expect(await world.left()).toContain(`bb-${request.sessionId}-cache`);
      await environment.stop({ signal: soon() });
      expect(await world.left()).toContain(`bb-${request.sessionId}-cache`);
      await engine.remove(request.sessionId, soon());
      expect(await world.left()).toEqual([]);
    } finally {
      await docker.getImage(`bb-test-redis:${world.instance}`).remove();
    }
  });

  test('that is not there is named, and not pulled', async () => {
    const engine = world.engine({ images: () => ({ redis: 'no-such-image:1', shell: 'no-such-shell:1' }) });
    await expect(engine.open(world.request(), { signal: soon() })).rejects.toMatchObject({
      code: 'IMAGE_MISSING', details: { service: 'cache', image: 'no-such-image:1' },
    });
    expect(await world.left()).toEqual([]);
    expect(await engine.missing({ services: ['redis'], tools: [] }, soon())).toEqual([
      { code: 'IMAGE_MISSING', details: { service: 'redis', image: 'no-such-image:1' } },
      { code: 'IMAGE_MISSING', details: { service: 'shell', image: 'no-such-shell:1' } },
    ]);
  });
});
