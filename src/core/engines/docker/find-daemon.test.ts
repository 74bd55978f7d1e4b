import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isCode } from '../../../shared/errors.ts';
import { parseDaemonAddress } from './daemon-address.ts';
import { daemonPlaces } from './daemon-places.ts';
import { findDaemon, searchDaemon } from './find-daemon.ts';
import type { Machine } from './machine.ts';

/** Short, so that a hanging daemon does not hold the tests up. */
const DEADLINE_MS = 150;
const open: (Server | HttpServer)[] = [];
let home = '';

beforeEach(() => { home = mkdtempSync(join(tmpdir(), 'bb-')); });
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => { server.close(resolve); if ('closeAllConnections' in server) server.closeAllConnections(); })));
  rmSync(home, { recursive: true, force: true });
});

const machine = (more: Partial<Machine> = {}): Machine => ({
  platform: 'linux', env: {}, home, user: { uid: 1000, gid: 1000 }, kernel: '6.1.0', interfaces: () => [], ...more,
});
const never = new AbortController().signal;

/** A daemon as far as finding goes: ping, info and version, in the form of the Engine API. */
async function daemonAt(path: string, name = 'Debian GNU/Linux 12 (bookworm)'): Promise<string> {
  mkdirSync(dirname(path), { recursive: true });
  const server = createHttpServer((request, response) => {
    const answers: Record<string, unknown> = {
      '/_ping': 'OK',
      '/version': { ApiVersion: '1.41' },
      '/info': { ServerVersion: '20.10.24', OperatingSystem: name, KernelVersion: '6.1.0', SecurityOptions: ['name=seccomp'], CgroupVersion: '2', MemTotal: 8e9, NCPU: 2, DockerRootDir: '/var/lib/docker' },
    };
    response.end(JSON.stringify(answers[request.url ?? ''] ?? null));
  });
  open.push(server);
  await new Promise<void>((resolve) => { server.listen(path, resolve); });
  return path;
}

/** Accepts connections and never says a word. */
async function hangingAt(path: string): Promise<string> {
  mkdirSync(dirname(path), { recursive: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => { sockets.add(socket.on('error', () => undefined)); });
  const close = server.close.bind(server);
  server.close = (done) => {
    for (const socket of sockets) socket.destroy();
    return close(done);
  };
  open.push(server);
  await new Promise<void>((resolve) => { server.listen(path, resolve); });
  return path;
}

function writeContext(name: string, host: string): void {
  const id = createHash('sha256').update(name).digest('hex');
  mkdirSync(join(home, '.docker/contexts/meta', id), { recursive: true });
  writeFileSync(join(home, '.docker/contexts/meta', id, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } }));
}

const writeConfig = (config: unknown): void => {
  mkdirSync(join(home, '.docker'), { recursive: true });
  writeFileSync(join(home, '.docker/config.json'), typeof config === 'string' ? config : JSON.stringify(config));
};

describe('an address', () => {
  test.each([
    ['unix:///run/x.sock', { kind: 'socket', path: '/run/x.sock' }],
    ['/run/x.sock', { kind: 'socket', path: '/run/x.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://127.0.0.1:2375', { kind: 'tcp', host: '127.0.0.1', port: 2375, tls: null }],
    ['tcp://localhost', { kind: 'tcp', host: 'localhost', port: 2375, tls: null }],
    ['localhost:1234', { kind: 'tcp', host: 'localhost', port: 1234, tls: null }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375, tls: null }],
  ])('%s is read', (text, expected) => {
    expect(parseDaemonAddress(text, null)).toEqual(expected);
  });

  test.each([
    ['ssh://me@server', /ssh/],
    ['tcp://192.168.1.20:2375', /another machine/],
    ['ftp://127.0.0.1', /ftp:/],
    ['a b c', /not an address/],
    ['https://127.0.0.1:2376', /certificates.*DOCKER_CERT_PATH/],
  ])('%s is refused with the reason', (text, reason) => {
    expect(parseDaemonAddress(text, null)).toEqual({ refused: expect.stringMatching(reason) as string });
  });
});

describe('the places', () => {
  test('DOCKER_HOST comes first, then the current context, then the known sockets, each once', () => {
    writeConfig({ currentContext: 'colima' });
    writeContext('colima', `unix://${home}/.colima/default/docker.sock`);
    const places = daemonPlaces(machine({ env: { DOCKER_HOST: '/var/run/docker.sock', XDG_RUNTIME_DIR: '/run/user/1000' } }));
    expect(places.map(({ place, source }) => `${source}: ${place.replace(home, '~')}`)).toEqual([
      'DOCKER_HOST: /var/run/docker.sock',
      'the current context "colima": ~/.colima/default/docker.sock',
      'rootless Docker: /run/user/1000/docker.sock',
      'Docker Desktop: ~/.docker/run/docker.sock',
      'Docker Desktop: ~/.docker/desktop/docker.sock',
      'OrbStack: ~/.orbstack/run/docker.sock',
      'Rancher Desktop: ~/.rd/docker.sock',
      'rootless Podman: /run/user/1000/podman/podman.sock',
      'Podman: /run/podman/podman.sock',
    ]);
  });

  test('DOCKER_CONTEXT and DOCKER_CONFIG are honoured', () => {
    writeContext('other', 'unix:///other.sock');
    const [first] = daemonPlaces(machine({ home: '/nowhere', env: { DOCKER_CONTEXT: 'other', DOCKER_CONFIG: join(home, '.docker') } }));
    expect(first).toMatchObject({ place: '/other.sock', source: 'the context "other" (DOCKER_CONTEXT)' });
  });

  test('a context that is named and not there is a place with its reason', () => {
    writeConfig({ currentContext: 'lost' });
    const [first] = daemonPlaces(machine());
    expect(first).toMatchObject({ source: 'the current context "lost"', address: { refused: expect.stringContaining('ENOENT') as string } });
  });

  test('a configuration that is no JSON is a place with its reason', () => {
    writeConfig('{ broken');
    expect(daemonPlaces(machine())[0]).toMatchObject({ source: 'the docker configuration', address: { refused: expect.stringMatching(/JSON/) as string } });
  });

  test('the context "default" is no place of its own', () => {
    writeConfig({ currentContext: 'default' });
    expect(daemonPlaces(machine())[0]).toMatchObject({ place: '/var/run/docker.sock', source: 'Docker' });
  });

  test('Windows has pipes', () => {
    expect(daemonPlaces(machine({ platform: 'win32' })).map(({ place }) => place)).toContain('//./pipe/docker_engine');
  });

  test('macOS has the sockets of its desktops', () => {
    const places = daemonPlaces(machine({ platform: 'darwin', home: '/Users/ada', env: { TMPDIR: '/var/folders/x/T/' } })).map(({ place }) => place);
    expect(places).toEqual(expect.arrayContaining([
      '/Users/ada/.docker/run/docker.sock', '/Users/ada/.orbstack/run/docker.sock', '/var/folders/x/T/podman/podman-machine-default-api.sock',
    ]));
    expect(places).not.toContain('/run/podman/podman.sock');
  });
});

describe('the search', () => {
  /** Only places of the test's own: the machine may have a daemon. */
  const only = (env: Record<string, string>): Machine => machine({ platform: 'win32', env });

  test('takes the first that answers and tells what the others said', async () => {
    const socket = await daemonAt(join(home, 'real.sock'));
    writeContext('here', `unix://${socket}`);
    const { daemon, answers } = await searchDaemon(only({ DOCKER_HOST: `unix://${home}/none.sock`, DOCKER_CONTEXT: 'here' }), { signal: never });
    expect(daemon?.place).toBe(socket);
    expect(daemon?.facts).toMatchObject({ version: '20.10.24', apiVersion: '1.41', cpus: 2, rootless: false });
    expect(answers).toMatchObject([
      { kind: 'refused', source: 'DOCKER_HOST', outcome: expect.stringContaining('ENOENT') as string },
      { kind: 'found', outcome: 'Docker engine 20.10.24 on Debian GNU/Linux 12 (bookworm)' },
    ]);
    daemon?.close();
  });

  test('a daemon over TCP is found whatever the process has in DOCKER_HOST', async () => {
    const server = createHttpServer((request, response) => {
      response.end(JSON.stringify(request.url === '/_ping' ? 'OK' : { ServerVersion: '27.1.0', ApiVersion: '1.46' }));
    });
    open.push(server);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const { port } = server.address() as { port: number };
    const before = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://not a host';
    try {
      const daemon = await findDaemon(only({ DOCKER_HOST: `tcp://127.0.0.1:${String(port)}` }), never, { findMs: DEADLINE_MS });
      expect(daemon.facts.version).toBe('27.1.0');
      daemon.close();
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
    }
  });

  test('nothing there: DOCKER_NOT_FOUND with every place', async () => {
    const error = await findDaemon(only({ DOCKER_HOST: 'ssh://me@server' }), never, { findMs: DEADLINE_MS }).catch((thrown: unknown) => thrown);
    expect(isCode(error, 'DOCKER_NOT_FOUND') && error.details.attempts.map(({ place }) => place)).toEqual([
      'ssh://me@server', '//./pipe/docker_engine', '//./pipe/dockerDesktopLinuxEngine', '//./pipe/podman-machine-default',
    ]);
    expect(isCode(error, 'DOCKER_NOT_FOUND') && error.details.attempts[0]?.outcome).toMatch(/ssh/);
  });

  test('a socket that nobody listens at: refused', async () => {
    const path = join(home, 'stale.sock');
    writeFileSync(path, '');
    const { answers } = await searchDaemon(only({ DOCKER_HOST: path }), { signal: never });
    expect(answers[0]).toMatchObject({ kind: 'refused', outcome: expect.stringMatching(/ECONNREFUSED|ENOTSOCK/) as string });
  });

  test('a daemon that hangs: DOCKER_TIMEOUT after the deadline', async () => {
    const path = await hangingAt(join(home, 'hang.sock'));
    const since = performance.now();
    const error = await findDaemon(only({ DOCKER_HOST: path }), never, { findMs: DEADLINE_MS }).catch((thrown: unknown) => thrown);
    expect(isCode(error, 'DOCKER_TIMEOUT') && error.details).toEqual({ place: path, afterMs: DEADLINE_MS });
    expect(performance.now() - since).toBeLessThan(DEADLINE_MS * 10);
  });

  test('the signal ends the wait for a daemon that hangs', async () => {
    const path = await hangingAt(join(home, 'hang.sock'));
    const abort = new AbortController();
    setTimeout(() => { abort.abort(); }, 20);
    const error = await findDaemon(only({ DOCKER_HOST: path }), abort.signal, { findMs: 60_000 }).catch((thrown: unknown) => thrown);
    expect(isCode(error, 'CANCELLED')).toBe(true);
  });

  // Root may use every socket.
  test.skipIf(process.getuid?.() === 0)('a socket without permission: DOCKER_PERMISSION names it', async () => {
    const path = await daemonAt(join(home, 'mine.sock'));
    chmodSync(path, 0o000);
    const error = await findDaemon(only({ DOCKER_HOST: path }), never, { findMs: DEADLINE_MS }).catch((thrown: unknown) => thrown);
    expect(isCode(error, 'DOCKER_PERMISSION') && error.details.place).toBe(path);
    expect(isCode(error, 'DOCKER_PERMISSION') && error.details.attempts[0]?.outcome).toContain('EACCES');
  });

  test('`all` asks every place, for the doctor', async () => {
    const socket = await daemonAt(join(home, 'real.sock'));
    const { answers, daemon } = await searchDaemon(only({ DOCKER_HOST: socket }), { signal: never, all: true });
    expect(answers.map(({ kind }) => kind)).toEqual(['found', 'refused', 'refused', 'refused']);
    daemon?.close();
  });
});
