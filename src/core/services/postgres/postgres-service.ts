/** PostgreSQL: how it is launched on both engines, and how the learner reaches it. */
import type { Machine } from '../find-program.ts';
import { lazyDriver } from '../lazy-driver.ts';
import type { Service } from '../service.ts';
import { findPostgres } from './binaries.ts';
import { createDataFolders, neutralEnvironment } from './data-folder.ts';
import { ADMIN, ADMIN_DATABASE, adminPassword, LAB_DATABASE, LEARNER } from './names.ts';

/**
 * Settings of the native server, each with its reason. Everything else is PostgreSQL's default, so that what a
 * learner reads in the manual holds here.
 */
const NATIVE_SETTINGS: Readonly<Record<string, string>> = {
  // TCP only: a socket's path may be longer than systems allow (107 bytes), and Windows has none.
  unix_socket_directories: '',
  // A laptop's share. The default, 128MB, is taken at once on some systems.
  shared_buffers: '64MB',
  // As in our image: labs have a handful of clients, some a pool of twenty; idle slots cost memory and start time.
  max_connections: '50',
  max_logical_replication_workers: '0',
  // EXPLAIN (ANALYZE, BUFFERS) shows times of reads; costs nothing where the clock is cheap.
  track_io_timing: 'on',
  // Keeps the data folder small: old log is reused early.
  min_wal_size: '16MB',
  max_wal_size: '256MB',
  // Plans and timings stay comparable: compiling expressions only pays on queries of seconds.
  jit: 'off',
  // The work of a client that vanished ends within a second instead of at its end.
  client_connection_check_interval: '1s',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** Only Linux has this call: after a kill, one of it makes sure that all files are on the disk, instead of one a file. */
const LINUX_SETTINGS: Readonly<Record<string, string>> = { recovery_init_sync_method: 'syncfs' };

/**
 * Since 18, by default, three processes read for all sessions: https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-IO-METHOD.
 * A lab's data is in memory; without them each session reads for itself, as in our image's PostgreSQL 17, and a lab takes less memory.
 */
const SINCE_18: Readonly<Record<string, string>> = { io_method: 'sync' };

/** @param options `templates` the folder where the machine's template data folder is kept */
export function createPostgresService(machine: Machine, options: { templates: string }): Service {
  const uid = machine.platform === 'win32' ? null : (process.getuid?.() ?? null);
  const folders = createDataFolders(options.templates, machine.platform);
  // Asked once: the programs don't change while the app runs. A failure is not kept, it may have been mended.
  let found: ReturnType<typeof findPostgres> | null = null;
  const programs = (signal: AbortSignal): ReturnType<typeof findPostgres> => {
    found ??= findPostgres({ ...machine, uid }, signal).catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
  return {
    kind: 'postgres',
    user: LEARNER,
    database: LAB_DATABASE,
    scriptExtension: '.sql',
    container: {
      image: 'postgres',
      port: 5432,
      // The learner's role is made by the driver; the image makes the maintenance role.
      env: ({ password }) => ({ POSTGRES_USER: ADMIN, POSTGRES_PASSWORD: adminPassword(password), POSTGRES_DB: ADMIN_DATABASE }),
      command: () => ['postgres', '-c', 'jit=off', '-c', 'client_connection_check_interval=1s'],
      dataPath: '/var/lib/postgresql/data',
      memoryMb: 384,
      pids: 128,
      capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
    },
    native: {
      async resolve(signal) {
        const { postgres, version } = await programs(signal);
        return { program: postgres, version };
      },
      async warmUp(signal) {
        await folders.prepare(await programs(signal), signal);
      },
      async initialise(folder, endpoint, signal) {
        await folders.make(await programs(signal), folder, adminPassword(endpoint.password), signal);
      },
      async command(folder, endpoint) {
        const { postgres, version } = await programs(AbortSignal.timeout(RESOLVE_TIMEOUT_MS));
        const settings = Object.entries({
          ...NATIVE_SETTINGS, ...(machine.platform === 'linux' ? LINUX_SETTINGS : {}), ...(Number.parseInt(version, 10) >= 18 ? SINCE_18 : {}),
        }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
        return {
          program: postgres,
          args: ['-D', folder, '-h', endpoint.host, '-p', String(endpoint.port), ...settings],
          env: neutralEnvironment(machine.env),
        };
      },
      // "Fast shutdown": ends connections, keeps the data consistent. SIGTERM would wait for the learner's psql.
      stopSignal: 'SIGINT',
    },
    // A file of its log has that size: with less it could not even start again.
    fullDisk: { how: 'file-size', bytes: 16 * 1024 * 1024 },
    variables: (endpoint) => ({
      PGHOST: endpoint.host, PGPORT: String(endpoint.port), PGUSER: endpoint.user, PGPASSWORD: endpoint.password,
      PGDATABASE: endpoint.database, DATABASE_URL: url(endpoint),
    }),
    url,
    driver: (endpoint, { onWarning }) => lazyDriver(async () => (await import('./postgres-driver.ts')).createPostgresDriver(endpoint, { onWarning }), { presentCopy: true, connections: true, sql: 'postgres' }),
  };
}

/** Looking for a program on a slow or remote disk. */
const RESOLVE_TIMEOUT_MS = 15_000;

function url(endpoint: { host: string; port: number; user: string; password: string; database: string }): string {
  const { host, port, user, password, database } = endpoint;
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${String(port)}/${encodeURIComponent(database)}`;
}
