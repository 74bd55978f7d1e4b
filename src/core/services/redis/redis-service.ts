/** Redis: how it is launched on both engines, and how the learner reaches it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../../shared/errors.ts';
import { attemptsAt, firstProgram, placesOnPath, programName, type Machine, type Place } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { lazyDriver } from '../lazy-driver.ts';
import type { Service } from '../service.ts';

/** `redis-server --version` answers in milliseconds. */
const VERSION_TIMEOUT_MS = 10_000;
/** Redis' own name for the user that needs no ACL file. */
const USER = 'default';

interface Found {
  program: string;
  /** The name to start it under; Debian's tools hold the server under another name. */
  argv0?: string;
  version: string;
}

/** @param options `binaries` the folder of programs that were fetched or built for Backbench */
export function createRedisService(machine: Machine, options: { binaries: string }): Service {
  const places = (): Place[] => {
    const own = machine.env['REDISMS_SYSTEM_BINARY'];
    return [
      ...(own === undefined || own === '' ? [] : [{ path: own, source: 'REDISMS_SYSTEM_BINARY' }]),
      ...placesOnPath('redis-server', machine),
      ...placesOnPath('valkey-server', machine),
      { path: join(options.binaries, programName('redis-server', machine.platform)), source: 'programs of Backbench' },
      // Debian's redis-tools: the same program, which is the server when it is called redis-server.
      ...placesOnPath('redis-check-rdb', machine),
      ...placesOnPath('valkey-check-rdb', machine),
    ];
  };
  let known: Found | null = null;
  const find = async (signal: AbortSignal): Promise<Found> => {
    if (known !== null) return known;
    const place = await firstProgram(places());
    if (place === null) {
      const own = places().filter(({ source }) => source !== 'PATH');
      const names = ['redis-server', 'valkey-server', 'redis-check-rdb'];
      const attempts = [
        ...(await Promise.all(names.map((name) => attemptsAt(name, placesOnPath(name, machine))))).flat(), ...await attemptsAt('', own),
      ];
      throw new BackbenchError('BINARY_MISSING', { service: 'redis', attempts });
    }
    const checker = /(redis|valkey)-check-rdb$/.exec(place.path);
    // Started under the server's name, the checker is the server; --version tells nothing in its other role.
    const printed = await runProgram(place.path, ['--version'], {
      service: 'redis', timeoutMs: VERSION_TIMEOUT_MS, signal, ...(checker === null ? {} : { argv0: `${checker[1] ?? 'redis'}-server` }),
    });
    known = {
      program: place.path, version: /v=(\S+)/.exec(printed)?.[1] ?? printed.trim(),
      ...(checker === null ? {} : { argv0: `${checker[1] ?? 'redis'}-server` }),
    };
    return known;
  };
  return {
    kind: 'redis',
    user: USER,
    database: '0',
    scriptExtension: '.redis',
    container: {
      image: 'redis',
      port: 6379,
      env: ({ password }) => ({ REDIS_PASSWORD: password }),
      command: ({ password }) => ['redis-server', '--requirepass', password, '--appendonly', 'yes'],
      dataPath: '/data',
      memoryMb: 256,
      pids: 64,
      capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
    },
    native: {
      resolve: async (signal) => {
        const { program, version } = await find(signal);
        return { program, version };
      },
      async initialise(folder) {
        await rm(folder, { recursive: true, force: true });
        await mkdir(folder, { recursive: true, mode: 0o700 });
      },
      async command(folder, endpoint) {
        const { program, argv0 } = await find(AbortSignal.timeout(VERSION_TIMEOUT_MS));
        // In a file, because the process list shows arguments to everybody on the machine.
        const settings = join(folder, 'redis.conf');
        await writeFile(settings, nativeSettings(folder, endpoint), { mode: 0o600 });
        return { program, ...(argv0 === undefined ? {} : { argv0 }), args: [settings], env: { LC_ALL: 'C', TZ: 'UTC' } };
      },
      stopSignal: 'SIGTERM',
    },
    fullDisk: { how: 'blocked-file', file: 'dump.rdb', settle: async (endpoint, full, signal) => (await import('./full-disk.ts')).settleFullDisk(endpoint, full, signal) },
    variables: (endpoint) => ({ REDIS_URL: url(endpoint), REDISCLI_AUTH: endpoint.password }),
    url,
    driver: (endpoint, { scratchFolder }) => lazyDriver(async () => (await import('./redis-driver.ts')).createRedisDriver(endpoint, { scratchFolder }), { connections: true, keys: true }),
  };
}

/** Every line that differs from Redis' defaults, and why. */
function nativeSettings(folder: string, endpoint: { host: string; port: number; password: string }): string {
  return [
    `bind ${endpoint.host}`,
    `port ${String(endpoint.port)}`,
    `dir ${JSON.stringify(folder)}`,
    `requirepass ${JSON.stringify(endpoint.password)}`,
    // Every write reaches the system at once: a killed server loses nothing. No snapshots beside that.
    'appendonly yes',
    'save ""',
    // Refuse writes at the limit, as the course teaches, instead of taking the laptop's memory.
    'maxmemory 128mb',
    'maxmemory-policy noeviction',
    'databases 16',
    // The command line stays as it is, so that the process can be recognised.
    'set-proc-title no',
    'always-show-logo no',
    'daemonize no',
    '',
  ].join('\n');
}

function url({ host, port, user, password, database }: { host: string; port: number; user: string; password: string; database: string }): string {
  return `redis://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${String(port)}/${encodeURIComponent(database)}`;
}
