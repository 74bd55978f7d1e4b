/** A session from start to end on a real daemon: data, parking, adoption, failure, abort, logs, sweep. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Environment, EnvironmentRequest } from '../../src/core/engines/engine.ts';
import { withPostgres } from '../../src/core/services/postgres/connection.ts';
import { replyOf, type RedisReply } from '../../src/core/services/redis/reply-of.ts';
import { createWorld, docker, postgres, redis, run, soon, until } from './docker-support.ts';

const world = createWorld();
const engine = world.engine();
afterAll(async () => {
  await world.dispose();
  expect(await world.left()).toEqual([]);
});

const signal = (): { signal: AbortSignal } => ({ signal: soon() });
const reply = (environment: Environment, ...command: string[]): Promise<RedisReply> =>
  replyOf(environment.services().find(({ id }) => id === 'cache')!.endpoint!, command, signal());
const states = (environment: Environment): string[] => environment.services().map(({ state }) => state);
const nameOf = (request: EnvironmentRequest, part: string): string => `bb-${request.sessionId}-${part}`;

describe('a session', () => {
  test('PostgreSQL: start, query, stop, start again with the data, destroy', async () => {
    const request = world.request([postgres]);
    const began = performance.now();
    const first = await engine.open(request, signal());
    const startMs = performance.now() - began;
    expect(first.created).toEqual(['db']);
    expect(states(first.environment)).toEqual(['ready']);
    const driver = world.services.postgres.driver(() => first.environment.services()[0]!.endpoint!, { scratchFolder: world.folder, onWarning: () => undefined });
    await driver.seed([{ name: 'seed.sql', text: 'CREATE TABLE spices (name text); INSERT INTO spices VALUES (\'saffron\');' }], soon());
    await driver.dispose();
    await first.environment.stop(signal());
    expect(states(first.environment)).toEqual(['stopped']);
    expect((await docker.getContainer(nameOf(request, 'db')).inspect()).State).toMatchObject({ Running: false, ExitCode: 0 });
    // A network for each lab that was ever begun would use up Docker's addresses.
    expect((await docker.listNetworks()).map(({ Name }) => Name)).not.toContain(`bb-${request.sessionId}`);

    const second = await engine.open(request, signal());
    expect(second.created).toEqual([]);
    const rows = await withPostgres(second.environment.services()[0]!.endpoint!, soon(), (client) => client.query<{ name: string }>('SELECT name FROM spices'));
    expect(rows.rows).toEqual([{ name: 'saffron' }]);
    await second.environment.destroy(signal());
    expect(await world.containers(request.sessionId)).toEqual([]);
    expect(startMs).toBeLessThan(10_000);
  });

  test('park freezes, resume answers at once', async () => {
    const request = world.request([postgres, redis]);
    const { environment } = await engine.open(request, signal());
    await until(async () => (await world.containers(request.sessionId)).length === 3, 10_000, 'the shell is there');
    await environment.openShell({ cols: 80, rows: 24 }, signal());
    await environment.park(signal());
    expect(states(environment)).toEqual(['paused', 'paused']);
    for (const part of ['db', 'cache', 'shell']) expect((await docker.getContainer(nameOf(request, part)).inspect()).State.Paused, part).toBe(true);
    const began = performance.now();
    await environment.resume(signal());
    const resumeMs = performance.now() - began;
    expect(states(environment)).toEqual(['ready', 'ready']);
    expect(await reply(environment, 'PING')).toBe('PONG');
    expect(resumeMs).toBeLessThan(2_000);
    await environment.destroy(signal());
  });

  test('parked at the moment a shell or a program starts: it resumes, and ends', async () => {
    // A pause that meets an exec half started can never be undone on some engines.
    const request = world.request();
    const { environment } = await engine.open(request, signal());
    await environment.openShell({ cols: 80, rows: 24 }, signal()).then((shell) => shell.dispose());
    for (const afterMs of [0, 10, 20, 30, 45, 60, 80]) {
      const opening = environment.openShell({ cols: 80, rows: 24 }, signal()).catch((error: unknown) => error);
      const starting = environment.startProcess({ command: ['sleep', '60'] }, signal()).catch((error: unknown) => error);
      await new Promise((resolve) => { setTimeout(resolve, afterMs); });
      await environment.park(signal());
      await environment.resume(signal());
      for (const outcome of await Promise.all([opening, starting])) {
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'DOCKER_FAILED' });
        else await (outcome as { dispose(): Promise<void> }).dispose();
      }
    }
    const shell = await environment.openShell({ cols: 80, rows: 24 }, signal());
    // Ended while the session is being parked.
    await Promise.all([shell.dispose(), environment.park(signal())]);
    await environment.resume(signal());
    await environment.destroy(signal());
    expect(await world.containers(request.sessionId)).toEqual([]);
  });

  test('a parked session is stopped and destroyed like a running one', async () => {
    const request = world.request();
    const { environment } = await engine.open(request, signal());
    const shell = await environment.openShell({ cols: 80, rows: 24 }, signal());
    await environment.park(signal());
    await shell.dispose();
    await environment.stop(signal());
    expect((await docker.getContainer(nameOf(request, 'cache')).inspect()).State.Status).toBe('exited');
    await engine.remove(request.sessionId, soon());
    expect(await world.containers(request.sessionId)).toEqual([]);
  });

  test('another engine of the same installation takes up what runs, what is paused and what is stopped', async () => {
    const request = world.request();
    const first = await engine.open(request, signal());
    expect(await reply(first.environment, 'SET', 'tea', 'assam')).toBe('OK');
    const { State: { StartedAt } } = await docker.getContainer(nameOf(request, 'cache')).inspect();
    await first.environment.detach();

    const other = world.engine();
    const second = await other.open(request, signal());
    expect(second.created).toEqual([]);
    expect(await reply(second.environment, 'GET', 'tea')).toBe('assam');
    expect((await docker.getContainer(nameOf(request, 'cache')).inspect()).State.StartedAt).toBe(StartedAt);
    await second.environment.park(signal());
    await second.environment.detach();

    const third = await engine.open(request, signal());
    expect(states(third.environment)).toEqual(['ready']);
    expect(await reply(third.environment, 'GET', 'tea')).toBe('assam');
    expect((await docker.getContainer(nameOf(request, 'cache')).inspect()).State.StartedAt).toBe(StartedAt);
    await third.environment.destroy(signal());
  });

  test('a former process\'s shells are ended when its session is taken up, its programs at once', async () => {
    const request = world.request();
    const { environment } = await engine.open(request, signal());
    const shell = await environment.openShell({ cols: 80, rows: 24 }, signal());
    shell.write('exec sleep 4321\n');
    await until(async () => (await run(nameOf(request, 'shell'), 'pgrep -fc "^sleep 4321" || true')).trim() === '1', 5_000, 'the program runs');
    await environment.startProcess({ command: ['sleep', '600'] }, signal());
    expect((await world.containers(request.sessionId)).some((name) => name.includes('-process-'))).toBe(true);

    // As after a crash: nothing was let go.
    const taken = await world.engine().open(request, signal());
    expect((await world.containers(request.sessionId)).some((name) => name.includes('-process-'))).toBe(false);
    const fresh = await taken.environment.openShell({ cols: 80, rows: 24 }, signal());
    expect((await run(nameOf(request, 'shell'), 'pgrep -fc "^sleep 4321" || true')).trim()).toBe('0');
    await fresh.dispose();
    await taken.environment.destroy(signal());
  });
});

describe('what goes wrong', () => {
  test('aborted at any moment of a start, nothing is left', async () => {
    for (const afterMs of [0, 10, 40, 90, 150, 220, 300]) {
      const request = world.request([postgres, redis]);
      const abort = new AbortController();
      const opening = engine.open(request, { signal: abort.signal });
      setTimeout(() => { abort.abort(); }, afterMs);
      const outcome = await opening.then(({ environment }) => environment, (error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ code: 'CANCELLED' });
        expect(await world.left(), `aborted after ${String(afterMs)} ms`).toEqual([]);
      } else {
        await (outcome as Environment).destroy(signal());
      }
    }
  });

  test('aborted while a stopped session is started again, its data stays', async () => {
    const request = world.request();
    const { environment } = await engine.open(request, signal());
    await reply(environment, 'SET', 'tea', 'assam');
    await environment.stop(signal());
    for (const afterMs of [20, 120, 200]) {
      const abort = new AbortController();
      setTimeout(() => { abort.abort(); }, afterMs);
      const outcome = await engine.open(request, { signal: abort.signal }).then(({ environment: opened }) => opened, () => null);
      await outcome?.stop(signal());
      expect((await docker.getContainer(nameOf(request, 'cache')).inspect()).State.Running).toBe(false);
    }
    const again = await engine.open(request, signal());
    expect(again.created).toEqual([]);
    expect(await reply(again.environment, 'GET', 'tea')).toBe('assam');
    await again.environment.destroy(signal());
  });

  test('a service that is killed is seen at once, says why, and comes back with a restart', async () => {
    const request = world.request([postgres, redis]);
    const { environment } = await engine.open(request, signal());
    let changes = 0;
    const off = environment.onChange(() => { changes += 1; });
    await docker.getContainer(nameOf(request, 'db')).kill();
    await until(() => environment.services()[0]!.state === 'failed', 2_000, 'the failure is seen');
    expect(environment.services()[0]!.error).toMatchObject({ code: 'SERVICE_EXITED', details: { service: 'db', exitCode: 137, signal: 'SIGKILL' } });
    expect((environment.services()[0]!.error!.details as { log: string[] }).log.join('\n')).toContain('ready to accept connections');
    expect(environment.services()[1]!.state).toBe('ready');
    expect(changes).toBeGreaterThan(0);
    await environment.restart('db', signal());
    expect(environment.services()[0]).toMatchObject({ state: 'ready', error: null });
    off();
    const before = changes;
    await docker.getContainer(nameOf(request, 'cache')).stop();
    await until(() => environment.services()[1]!.state === 'stopped', 2_000, 'the stop is seen');
    expect(changes).toBe(before);
    await docker.getContainer(nameOf(request, 'cache')).start();
    await until(() => environment.services()[1]!.state === 'ready', 2_000, 'the start is seen');
    await docker.getContainer(nameOf(request, 'cache')).pause();
    await until(() => environment.services()[1]!.state === 'paused', 2_000, 'the pause is seen');
    await docker.getContainer(nameOf(request, 'cache')).unpause();
    await until(() => environment.services()[1]!.state === 'ready', 2_000, 'its end is seen');
    await docker.getContainer(nameOf(request, 'cache')).remove({ force: true });
    await until(() => environment.services()[1]!.error?.code === 'DOCKER_FAILED', 2_000, 'the removal is seen');
    await environment.destroy(signal());
  });

  test('a service that ends while it starts: SERVICE_EXITED with its last lines, and nothing is left', async () => {
    const service = world.services.redis;
    const broken = { ...service, container: { ...service.container, command: () => ['redis-server', '--no-such-setting', 'yes'] } };
    const began = performance.now();
    const error: unknown = await world.engine({ services: { ...world.services, redis: broken } }).open(world.request([redis, postgres]), signal())
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SERVICE_EXITED', details: { service: 'cache', exitCode: 1, signal: null } });
    expect((error as { details: { log: string[] } }).details.log.join('\n')).toContain('no-such-setting');
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await world.left()).toEqual([]);
  });

  test('killed for lack of memory: the error says so', async () => {
    const request = world.request();
    const { environment } = await engine.open(request, signal());
    await reply(environment, 'CONFIG', 'SET', 'maxmemory', '0');
    // Half a gigabyte in one string: more than the container may have.
    await reply(environment, 'SETRANGE', 'big', '500000000', 'x').catch(() => undefined);
    await until(() => environment.services()[0]!.state === 'failed', 5_000, 'the end is seen');
    expect((environment.services()[0]!.error!.details as { log: string[] }).log.at(-1)).toMatch(/Out of memory.*MiB/);
    await environment.destroy(signal());
  });

  test('an unknown service has its code', async () => {
    const { environment } = await engine.open(world.request(), signal());
    await expect(environment.restart('nobody', signal())).rejects.toMatchObject({ code: 'SERVICE_UNKNOWN' });
    expect(() => environment.logs('nobody', { tail: 1, follow: false, signal: soon() })).toThrow(/SERVICE_UNKNOWN/);
    await environment.destroy(signal());
  });
});

describe('logs', () => {
  test('the last lines, then new ones across a restart, until the signal', async () => {
    const { environment } = await engine.open(world.request([postgres]), signal());
    const all: string[] = [];
    for await (const line of environment.logs('db', { tail: 1000, follow: false, signal: soon() })) all.push(line);
    expect(all.some((line) => line.includes('ready to accept connections'))).toBe(true);
    const last: string[] = [];
    for await (const line of environment.logs('db', { tail: 2, follow: false, signal: soon() })) last.push(line);
    expect(last).toEqual(all.slice(-2));

    const stop = new AbortController();
    const lines: string[] = [];
    const reading = (async () => {
      for await (const line of environment.logs('db', { tail: 1, follow: true, signal: stop.signal })) lines.push(line);
    })();
    await until(() => lines.length === 1, 5_000, 'the tail comes');
    expect(lines).toEqual(all.slice(-1));
    await environment.restart('db', signal());
    await until(() => lines.some((line) => line.includes('ready to accept connections')), 5_000, 'the new run is followed');
    expect(lines.filter((line) => line.includes('ready to accept connections'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('received fast shutdown request'))).toHaveLength(1);
    stop.abort();
    await reading;
    await environment.destroy(signal());
  });
});

describe('whose is whose', () => {
  test('the sweep removes what nobody keeps, stops what is to be stopped, touches nothing else', async () => {
    const mine = createWorld();
    const myEngine = mine.engine();
    const [gone, kept, stopped] = [mine.request(), mine.request(), mine.request()];
    const theirs = world.request();
    const others = await engine.open(theirs, signal());
    const opened = await Promise.all([gone, kept, stopped].map((request) => myEngine.open(request, signal())));
    await Promise.all(opened.map(({ environment }) => environment.detach()));
    const bystander = await docker.createNetwork({ Name: `bystander-${mine.instance}` });
    try {
      const report = await myEngine.sweep({ keep: (id) => id !== gone.sessionId, stop: (id) => id === stopped.sessionId }, soon());
      expect(report.removed).toEqual(expect.arrayContaining([`container ${nameOf(gone, 'cache')}`, `network bb-${gone.sessionId}`]));
      expect(report.removed.every((each) => each.includes(gone.sessionId))).toBe(true);
      expect(await mine.containers(gone.sessionId)).toEqual([]);
      expect((await docker.getContainer(nameOf(kept, 'cache')).inspect()).State.Running).toBe(true);
      expect((await docker.getContainer(nameOf(stopped, 'cache')).inspect()).State.Running).toBe(false);
      expect(await reply(others.environment, 'PING')).toBe('PONG');
      expect((await docker.listNetworks()).some(({ Id }) => Id === bystander.id)).toBe(true);

      // What was stopped has its data.
      const again = await myEngine.open(stopped, signal());
      expect(again.created).toEqual([]);
      await again.environment.detach();
    } finally {
      await bystander.remove();
      await mine.dispose();
    }
    expect(await mine.left()).toEqual([]);
    expect(await reply(others.environment, 'PING')).toBe('PONG');
    await others.environment.destroy(signal());
  });

  test('remove knows its own installation only', async () => {
    const mine = createWorld();
    const request = world.request();
    const { environment } = await engine.open(request, signal());
    await mine.engine().remove(request.sessionId, soon());
    expect(await reply(environment, 'PING')).toBe('PONG');
    await environment.destroy(signal());
    await mine.dispose();
  });
});

describe('what is there', () => {
  test('nothing is missing, or it is named', async () => {
    expect(await engine.missing({ services: ['postgres', 'redis', 'mongo', 'mysql'], tools: ['node', 'npm', 'psql', 'mysql'] }, soon())).toEqual([]);
    const [report] = await engine.missing({ services: [], tools: ['node', 'cobol'] }, soon());
    expect(report).toMatchObject({ code: 'BINARY_MISSING', details: { service: 'cobol' } });
    expect(await world.left()).toEqual([]);
  });

  test('the probe tells every place, the daemon, each image, and starts each service for real', async () => {
    const items: string[] = [];
    const report = await engine.probe({ signal: soon(), real: true, onItem: (item) => { items.push(item.id); } });
    expect(report.map(({ id }) => id)).toEqual(items);
    const of = (id: string) => report.find((item) => item.id === id);
    expect(of('docker-daemon')).toMatchObject({ status: 'ok', found: expect.stringMatching(/API 1\.\d+.*cgroup v[12].*GiB/) as string });
    expect(report.filter(({ id }) => id.startsWith('docker-place-')).length).toBeGreaterThan(3);
    for (const kind of ['postgres', 'redis', 'mongo', 'mysql']) {
      expect(of(`image-${kind}`)).toMatchObject({ status: 'ok' });
      expect(of(`docker-service-${kind}`), kind).toMatchObject({ status: 'ok', found: expect.stringMatching(/answered after \d+ ms/) as string });
    }
    expect(of('image-shell')).toMatchObject({ status: 'ok' });
    expect(await world.left()).toEqual([]);
  });

  test('a probe that is called off, or whose engine is closed, leaves nothing', async () => {
    const mine = createWorld();
    for (const afterMs of [100, 300, 600, 1_200]) {
      const abort = new AbortController();
      setTimeout(() => { abort.abort(); }, afterMs);
      await mine.engine().probe({ signal: abort.signal, real: true }).catch((error: unknown) => { expect(error).toMatchObject({ code: 'CANCELLED' }); });
      expect(await mine.left(), `called off after ${String(afterMs)} ms`).toEqual([]);
    }
    const closed = mine.engine();
    const probing = closed.probe({ signal: soon(), real: true }).catch((error: unknown) => error);
    await until(async () => (await mine.containers()).length > 0, 10_000, 'a service is started');
    await closed.close();
    expect(await mine.left()).toEqual([]);
    expect(await probing).toMatchObject({ code: 'CANCELLED' });
    await mine.dispose();
  });
});
