/** MySQL, for which MariaDB stands: how it is launched on both engines, and how the learner reaches it. */
import { dirname } from 'node:path';
import type { Endpoint } from '../../engines/engine.ts';
import type { Machine } from '../find-program.ts';
import { lazyDriver } from '../lazy-driver.ts';
import type { Service } from '../service.ts';
import { createDataFolders, writeInitFile } from './data-folder.ts';
import { adminPassword, LAB_DATABASE, LEARNER } from './names.ts';
import { findMariaDb, type MariaDbProgram } from './program.ts';

/** Looking for a program on a slow or remote disk. */
const RESOLVE_TIMEOUT_MS = 15_000;

/**
 * Settings of the native server, the same as in resources/images/mysql/mariadb.cnf and for the reasons told there.
 * Everything else is MariaDB's default, so that what a learner reads in the manual holds here.
 */
const SETTINGS: readonly string[] = [
  '--innodb-buffer-pool-size=64M', '--aria-pagecache-buffer-size=8M', '--key-buffer-size=4M', '--max-connections=50',
  '--performance-schema=OFF', '--table-open-cache=400', '--open-files-limit=2048',
  '--innodb-data-file-path=ibdata1:4M:autoextend', '--innodb-autoextend-increment=1', '--innodb-temp-data-file-path=ibtmp1:4M:autoextend',
  '--innodb-undo-tablespaces=0', '--innodb-log-file-size=16M', '--aria-log-file-size=8M', '--innodb-use-native-aio=OFF',
  '--innodb-buffer-pool-dump-at-shutdown=OFF', '--innodb-buffer-pool-load-at-startup=OFF',
];

/** @param options `templates` the folder of the machine's template; `unpacked` where set-up may have unpacked the server */
export function createMysqlService(machine: Machine, options: { templates: string; unpacked: readonly string[] }): Service {
  const isRoot = machine.platform !== 'win32' && process.getuid?.() === 0;
  // Asked once: the program doesn't change while the app runs. A failure is not kept, it may have been mended.
  let known: Promise<MariaDbProgram> | null = null;
  const find = (signal: AbortSignal): Promise<MariaDbProgram> => {
    known ??= findMariaDb(machine, options.unpacked, signal).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  const settings = ({ share }: MariaDbProgram, folder: string): string[] => [
    `--datadir=${folder}`, `--lc-messages-dir=${share}`, `--character-sets-dir=${share}/charsets`, ...SETTINGS,
    // It refuses to run as root unless told to.
    ...(isRoot ? ['--user=root'] : []),
  ];
  const env = environment(machine);
  const folders = createDataFolders({ templates: options.templates, platform: machine.platform, settings, env });
  return {
    kind: 'mysql',
    user: LEARNER,
    database: LAB_DATABASE,
    scriptExtension: '.sql',
    container: {
      image: 'mysql',
      port: 3306,
      // The learner's user is made by the driver; the image makes root.
      env: ({ password }) => ({ MYSQL_ROOT_PASSWORD: adminPassword(password) }),
      // Options that MySQL knows too, for the official images; ours has them all in its own file.
      command: () => ['--innodb-buffer-pool-size=64M', '--max-connections=50', '--performance-schema=OFF'],
      dataPath: '/var/lib/mysql',
      memoryMb: 512,
      pids: 128,
      capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
    },
    native: {
      async resolve(signal) {
        const { program, version } = await find(signal);
        return { program, version };
      },
      async warmUp(signal) {
        await folders.prepare(await find(signal), signal);
      },
      async initialise(folder, _endpoint, signal) {
        await folders.make(await find(signal), folder, signal);
      },
      async command(folder, endpoint) {
        const found = await find(AbortSignal.timeout(RESOLVE_TIMEOUT_MS));
        const initFile = await writeInitFile(dirname(folder), endpoint.password);
        return {
          program: found.program,
          args: [
            // First, or it is no option at all: no file of this machine has a say.
            '--no-defaults', ...settings(found, folder), `--bind-address=${endpoint.host}`, `--port=${String(endpoint.port)}`,
            // TCP only: a socket's path may be longer than systems allow (107 bytes).
            ...(machine.platform === 'win32' ? [] : ['--socket=']),
            `--pid-file=${folder}/mariadbd.pid`, `--init-file=${initFile}`, '--skip-name-resolve', '--default-time-zone=+00:00',
          ],
          env,
        };
      },
      stopSignal: 'SIGTERM',
    },
    variables: (endpoint) => ({
      // The first three are what the clients read; host, port, user and database of the rest go to programs.
      MYSQL_HOST: endpoint.host, MYSQL_TCP_PORT: String(endpoint.port), MYSQL_PWD: endpoint.password,
      MYSQL_USER: endpoint.user, MYSQL_DATABASE: endpoint.database, MYSQL_URL: url(endpoint),
    }),
    url,
    driver: (endpoint, { onWarning }) => lazyDriver(async () => (await import('./mysql-driver.ts')).createMysqlDriver(endpoint, { onWarning }), { presentCopy: true, connections: true, sql: 'mysql' }),
  };
}

function environment({ env }: Machine): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'HOME'];
  return { ...Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))), LC_ALL: 'C', TZ: 'UTC' };
}

function url({ host, port, user, password, database }: Endpoint): string {
  return `mysql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${String(port)}/${encodeURIComponent(database)}`;
}
