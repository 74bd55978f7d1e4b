/** MongoDB: how it, or its stand-in, is launched on both engines, and how the learner reaches it. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError } from '../../../shared/errors.ts';
import { findMongoStandIn } from '../../images/mongo-stand-in.ts';
import { attemptsAt, firstProgram, placesOnPath, programName, type Machine, type Place } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { lazyDriver } from '../lazy-driver.ts';
import type { Service } from '../service.ts';
import { AUTH_DATABASE } from './connection.ts';
import { createFirstUser } from './first-user.ts';

/** `mongod --version` answers in milliseconds. */
const VERSION_TIMEOUT_MS = 10_000;
const LEARNER = 'learner';
/** WiredTiger takes half of the machine's memory unless told; this is its smallest. */
const CACHE_GB = '0.25';

interface Found {
  program: string;
  /** What comes before the options. */
  args: string[];
  version: string;
  /** True for MongoDB's own server, whose first user must be made after the start. */
  isMongod: boolean;
}

/** @param options `binaries` the folder of fetched programs; `standIns` where the stand-in may be installed; `recipes` what it is made from */
export function createMongoService(machine: Machine, options: { binaries: string; standIns: readonly string[]; recipes: string }): Service {
  const places = (): Place[] => {
    const own = machine.env['MONGOMS_SYSTEM_BINARY'];
    return [
      ...(own === undefined || own === '' ? [] : [{ path: own, source: 'MONGOMS_SYSTEM_BINARY' }]),
      ...placesOnPath('mongod', machine),
      { path: join(options.binaries, programName('mongod', machine.platform)), source: 'programs of Backbench' },
    ];
  };
  let known: Found | null = null;
  const find = async (signal: AbortSignal): Promise<Found> => {
    if (known !== null) return known;
    const place = await firstProgram(places());
    if (place !== null) {
      const printed = await runProgram(place.path, ['--version'], { service: 'mongo', timeoutMs: VERSION_TIMEOUT_MS, signal });
      known = { program: place.path, args: [], version: /v?(\d+\.\d+\.\d+\S*)/.exec(printed)?.[1] ?? printed.trim(), isMongod: true };
      return known;
    }
    const standIn = await findMongoStandIn({ recipesFolder: options.recipes, folders: options.standIns });
    if (standIn === null) {
      throw new BackbenchError('BINARY_MISSING', {
        service: 'mongo',
        attempts: [...await attemptsAt('mongod', places()), ...options.standIns.map((place) => ({
          place, source: 'stand-in for MongoDB',
          outcome: 'not installed, or made for another version of Backbench (backbench images build --native installs it)',
        }))],
      });
    }
    known = { ...standIn, isMongod: false };
    return known;
  };
  return {
    kind: 'mongo',
    user: LEARNER,
    database: 'lab',
    scriptExtension: '.mongo.js',
    container: {
      image: 'mongo',
      port: 27017,
      env: ({ user, password }) => ({ MONGO_INITDB_ROOT_USERNAME: user, MONGO_INITDB_ROOT_PASSWORD: password }),
      command: () => [],
      dataPath: '/data/db',
      memoryMb: 512,
      pids: 256,
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
        const { program, args, isMongod } = await find(AbortSignal.timeout(VERSION_TIMEOUT_MS));
        const where = ['--bind_ip', endpoint.host, '--port', String(endpoint.port), '--dbpath', folder];
        if (isMongod) {
          const sockets = machine.platform === 'win32' ? [] : ['--nounixsocket'];
          return { program, args: [...where, '--auth', '--quiet', '--wiredTigerCacheSizeGB', CACHE_GB, ...sockets], env: { TZ: 'UTC' } };
        }
        // The stand-in makes the user itself, before it listens.
        const env = { MONGO_INITDB_ROOT_USERNAME: endpoint.user, MONGO_INITDB_ROOT_PASSWORD: endpoint.password, PYTHONDONTWRITEBYTECODE: '1', TZ: 'UTC' };
        return { program, args: [...args, ...where], env };
      },
      async prepare(endpoint, signal) {
        if (known?.isMongod === true) await createFirstUser(endpoint, signal);
      },
      stopSignal: 'SIGTERM',
    },
    variables: (endpoint) => ({ MONGODB_URL: url(endpoint) }),
    url,
    driver: (endpoint, { scratchFolder }) => lazyDriver(async () => (await import('./mongo-driver.ts')).createMongoDriver(endpoint, { scratchFolder }), { documents: true }),
  };
}

function url({ host, port, user, password, database }: { host: string; port: number; user: string; password: string; database: string }): string {
  const who = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `mongodb://${who}@${host}:${String(port)}/${encodeURIComponent(database)}?authSource=${AUTH_DATABASE}&directConnection=true`;
}
