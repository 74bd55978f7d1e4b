/** The native engine: processes that are started, lost, found again, frozen, ended; and never a stranger's. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Environment, EnvironmentRequest } from '../../src/core/engines/engine.ts';
import { processTable, familyOf } from '../../src/core/engines/native/process-table.ts';
import { isRunning, processToken } from '../../src/core/process-identity.ts';
import { deadline, endpointOf, nativeWorld, newSessionId, until, type NativeWorld } from './native-support.ts';

let world: NativeWorld;
const strangers: ChildProcess[] = [];

beforeEach(() => {
  world = nativeWorld();
});
afterEach(async () => {
  for (const child of strangers.splice(0)) child.kill('SIGKILL');
  await world.dispose();
});

function request(of: NativeWorld = world, services: EnvironmentRequest['services'] = [{ id: 'db', kind: 'postgres', password: 'secret' }]): EnvironmentRequest {
  const sessionId = newSessionId();
  const workspace = join(of.dataFolder, 'workspaces', sessionId);
  mkdirSync(workspace, { recursive: true });
  return { sessionId, lab: 'shop', services, workspace, tools: [] };
}

const recordOf = (of: NativeWorld, sessionId: string, service = 'db'): { token: string; port: number } =>
  JSON.parse(readFileSync(join(of.dataFolder, 'native', sessionId, service, 'process.json'), 'utf8')) as { token: string; port: number };
const pidOf = (token: string): number => Number(token.split('@')[0]);
const stateOf = (environment: Environment, service = 'db'): string | undefined => environment.services().find(({ id }) => id === service)?.state;

async function seeded(of: NativeWorld, environment: Environment): Promise<ReturnType<NativeWorld['driverOf']>> {
  const driver = of.driverOf(environment, 'db');
  await driver.seed([{ name: 'a.sql', text: 'CREATE TABLE t (x int); INSERT INTO t VALUES (1)' }], deadline());
  return driver;
}

it('notices a service that is killed, says so with its log, and restarts it on its data and port', async () => {
  const asked = request();
  const { environment, created } = await world.engine.open(asked, { signal: deadline() });
  expect(created).toEqual(['db']);
  const driver = await seeded(world, environment);
  const { port } = endpointOf(environment, 'db');
  let changes = 0;
  environment.onChange(() => { changes += 1; });
  await driver.runScript('INSERT INTO t VALUES (2)', deadline());

  process.kill(pidOf(recordOf(world, asked.sessionId).token), 'SIGKILL');
  await until(() => stateOf(environment), (state) => state === 'failed');
  expect(changes).toBeGreaterThan(0);
  expect(environment.services()[0]?.error).toMatchObject({ code: 'SERVICE_EXITED', details: { service: 'db', signal: 'SIGKILL' } });
  expect((environment.services()[0]?.error?.details as { log: string[] }).log.join('\n')).toContain('ready to accept connections');

  await environment.restart('db', { signal: deadline() });
  expect(stateOf(environment)).toBe('ready');
  expect(endpointOf(environment, 'db').port).toBe(port);
  expect(await driver.query('SELECT x FROM t ORDER BY x', 10, deadline())).toMatchObject({ rows: [['1'], ['2']] });
});

it('takes up running services after the process that started them is gone, frozen ones too, and watches them', async () => {
  const asked = request();
  const first = await world.engine.open(asked, { signal: deadline() });
  await seeded(world, first.environment);
  const { token } = recordOf(world, asked.sessionId);
  await first.environment.park({ signal: deadline() });
  await first.environment.detach();

  const { environment, created } = await world.another().open(asked, { signal: deadline() });
  expect(created).toEqual([]);
  expect(recordOf(world, asked.sessionId).token).toBe(token);
  expect(stateOf(environment)).toBe('ready');
  expect(await world.driverOf(environment, 'db').query('SELECT x FROM t', 10, deadline())).toMatchObject({ rows: [['1']] });
  process.kill(pidOf(token), 'SIGKILL');
  await until(() => stateOf(environment), (state) => state === 'failed');
});

it('starts stopped services on their data, on the same port', async () => {
  const asked = request();
  const first = await world.engine.open(asked, { signal: deadline() });
  await seeded(world, first.environment);
  const { port } = endpointOf(first.environment, 'db');
  await first.environment.stop({ signal: deadline() });
  const { environment, created } = await world.engine.open(asked, { signal: deadline() });
  expect(created).toEqual([]);
  expect(endpointOf(environment, 'db').port).toBe(port);
  expect(await world.driverOf(environment, 'db').query('SELECT x FROM t', 10, deadline())).toMatchObject({ rows: [['1']] });
});

it.skipIf(process.platform !== 'linux')('freezes every process of a service, and lets them go on', async () => {
  const asked = request();
  const { environment } = await world.engine.open(asked, { signal: deadline() });
  const driver = await seeded(world, environment);
  const leader = pidOf(recordOf(world, asked.sessionId).token);
  const states = async (): Promise<string[]> => familyOf(leader, await processTable()).map((pid) => {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).charAt(0);
  });
  await environment.park({ signal: deadline() });
  expect(stateOf(environment)).toBe('paused');
  // A process stops when it is scheduled next, which a busy machine may put off a little.
  await expect.poll(async () => new Set(await states())).toEqual(new Set(['T']));
  expect((await states()).length).toBeGreaterThan(3);
  await expect(driver.ping(AbortSignal.timeout(500))).rejects.toThrow();
  await environment.resume({ signal: deadline() });
  expect(stateOf(environment)).toBe('ready');
  expect(new Set(await states())).not.toContain('T');
  await driver.ping(deadline());
});

it('ends and removes what is not kept, and nothing that has only got its number', async () => {
  const [kept, gone, stopped, reused] = [request(), request(), request(), request()];
  for (const each of [kept, gone, stopped, reused]) await (await world.engine.open(each, { signal: deadline() })).environment.detach();
  const tokens = [kept, gone, stopped].map(({ sessionId }) => recordOf(world, sessionId).token);
  // The number in this record belongs to a stranger by now.
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true });
  strangers.push(stranger);
  await once(stranger, 'spawn');
  const path = join(world.dataFolder, 'native', reused.sessionId, 'db', 'process.json');
  const before = recordOf(world, reused.sessionId);
  writeFileSync(path, JSON.stringify({ token: `${String(stranger.pid)}@${before.token.split('@')[1] ?? ''}`, port: before.port }));

  const { removed } = await world.another().sweep({
    keep: (id) => id === kept.sessionId || id === stopped.sessionId, stop: (id) => id === stopped.sessionId,
  }, deadline());
  expect(tokens.map(isRunning)).toEqual([true, false, false]);
  expect(isRunning(before.token)).toBe(false);
  expect(processToken(stranger.pid ?? 0)).not.toBeNull();
  expect(existsSync(join(world.dataFolder, 'native', gone.sessionId))).toBe(false);
  expect(existsSync(join(world.dataFolder, 'native', stopped.sessionId, 'db', 'data'))).toBe(true);
  expect(removed.join('\n')).toContain(`process db ${String(pidOf(tokens[1] ?? ''))}`);
});

it.skipIf(process.platform !== 'linux')('finds a process that nothing was written down about, by its mark', async () => {
  const asked = request();
  const { environment } = await world.engine.open(asked, { signal: deadline() });
  const { token } = recordOf(world, asked.sessionId);
  await environment.detach();
  // As after a crash between the start and the record: the maker is gone too.
  const mark = `${world.instance} ${asked.sessionId} service 999999@1`;
  const lost = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true, env: { BACKBENCH_PROCESS: mark } });
  const foreign = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'ignore', detached: true, env: { BACKBENCH_PROCESS: mark.replace(world.instance, 'another-installation') },
  });
  strangers.push(lost, foreign);
  await Promise.all([once(lost, 'spawn'), once(foreign, 'spawn')]);
  const ended = once(lost, 'exit');
  await world.another().sweep({ keep: () => true, stop: () => false }, deadline());
  await ended;
  expect(processToken(foreign.pid ?? 0)).not.toBeNull();
  expect(isRunning(token)).toBe(true);
});

it('leaves two installations on one machine in peace, with a server on the well-known port', async () => {
  const other = nativeWorld();
  const taken = createServer().listen(5432, '127.0.0.1').on('error', () => undefined);
  try {
    const [mine, theirs] = [request(), request(other)];
    const [a, b] = await Promise.all([world.engine.open(mine, { signal: deadline() }), other.engine.open(theirs, { signal: deadline() })]);
    await seeded(world, a.environment);
    await seeded(other, b.environment);
    expect(endpointOf(a.environment, 'db').port).not.toBe(endpointOf(b.environment, 'db').port);
    const { token } = recordOf(other, theirs.sessionId);
    await a.environment.detach();
    await world.engine.sweep({ keep: () => false, stop: () => true }, deadline());
    expect(isRunning(token)).toBe(true);
    await other.driverOf(b.environment, 'db').ping(deadline());
  } finally {
    taken.close();
    await other.dispose();
  }
});

it('begins anew where a start was interrupted while data was being made', async () => {
  const asked = request();
  const half = join(world.dataFolder, 'native', asked.sessionId, 'db', 'data.new');
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, 'PG_VERSION'), '1');
  const { environment, created } = await world.engine.open(asked, { signal: deadline() });
  expect(created).toEqual(['db']);
  expect(stateOf(environment)).toBe('ready');
});

it('stops what it started when it is aborted', async () => {
  const asked = request();
  const abort = new AbortController();
  const opening = world.engine.open(asked, { signal: abort.signal });
  setTimeout(() => { abort.abort(); }, 60);
  await expect(opening).rejects.toMatchObject({ code: 'CANCELLED' });
  const running = (await processTable()).filter(({ pid }) => {
    try {
      return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes(asked.sessionId);
    } catch {
      return false;
    }
  });
  expect(running).toEqual([]);
});

it('says what is wrong with a service that does not start', async () => {
  const asked = request();
  const { environment } = await world.engine.open(asked, { signal: deadline() });
  await environment.stop({ signal: deadline() });
  writeFileSync(join(world.dataFolder, 'native', asked.sessionId, 'db', 'data', 'postgresql.conf'), 'nonsense = 1\n');
  await expect(world.engine.open(asked, { signal: deadline() })).rejects.toMatchObject({
    code: 'SERVICE_EXITED', details: { service: 'db', exitCode: 1, log: expect.arrayContaining([expect.stringContaining('nonsense')]) as string[] },
  });
});

it('says which folder may not be written to', async () => {
  const asked = request();
  const folder = join(world.dataFolder, 'native', asked.sessionId);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o500);
  try {
    await expect(world.engine.open(asked, { signal: deadline() })).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', details: { path: join(folder, 'db') } });
  } finally {
    chmodSync(folder, 0o700);
  }
});

it('tells every place where a missing program was looked for', async () => {
  const poor = nativeWorld({ env: { PATH: '/nowhere', REDISMS_SYSTEM_BINARY: '/nowhere/else', MONGOMS_SYSTEM_BINARY: undefined } });
  try {
    const [problem] = await poor.engine.missing({ services: ['redis'], tools: [] }, deadline());
    expect(problem).toMatchObject({ code: 'BINARY_MISSING', details: { service: 'redis' } });
    const { attempts } = problem?.details as { attempts: { place: string; source: string; outcome: string }[] };
    expect(attempts.map(({ source }) => source)).toEqual(expect.arrayContaining(['PATH', 'REDISMS_SYSTEM_BINARY', 'programs of Backbench']));
    expect(attempts.find(({ source }) => source === 'REDISMS_SYSTEM_BINARY')).toMatchObject({ place: '/nowhere/else', outcome: 'does not exist' });
    expect(await poor.engine.missing({ services: ['postgres'], tools: [] }, deadline())).toEqual([]);
  } finally {
    await poor.dispose();
  }
});

it('follows a log', async () => {
  const { environment } = await world.engine.open(request(), { signal: deadline() });
  const driver = await seeded(world, environment);
  const abort = new AbortController();
  const seen: string[] = [];
  const reading = (async () => {
    for await (const line of environment.logs('db', { tail: 50, follow: true, signal: abort.signal })) seen.push(line);
  })();
  await until(() => seen.length, (lines) => lines > 0);
  await driver.query('SELECT nonsense', 1, deadline()).catch(() => undefined);
  await until(() => seen.join('\n'), (text) => text.includes('column "nonsense" does not exist'));
  abort.abort();
  await reading;
});

it('runs each service once for the doctor, and leaves nothing behind', async () => {
  const items = await world.engine.probe({ real: true, signal: deadline() });
  expect(items.find(({ id }) => id === 'native-postgres')).toMatchObject({ status: 'ok', found: expect.stringContaining('18') as string });
  expect(items.find(({ id }) => id === 'native-redis')).toMatchObject({ status: 'ok' });
  const { removed } = await world.engine.sweep({ keep: () => true, stop: () => false }, deadline());
  expect(removed).toEqual([]);
});
