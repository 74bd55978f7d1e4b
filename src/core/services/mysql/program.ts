/** Finds MariaDB's server: the one that set-up unpacked, else an installed one. */
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackbenchError, type Attempt } from '../../../shared/errors.ts';
import { attemptsAt, firstProgram, placesOnPath, programName, type Machine, type Place } from '../find-program.ts';
import { runProgram } from '../run-program.ts';

/** `mariadbd --version` answers in milliseconds. */
const VERSION_TIMEOUT_MS = 10_000;
/** The labs are proven with this version; older ones differ in what they teach: default collation, isolation, plans. */
const OLDEST: readonly [number, number] = [11, 8];
/** Where packages put the server without naming it on PATH. */
const KNOWN_FOLDERS: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/sbin', '/usr/local/sbin', '/usr/libexec'],
  darwin: ['/opt/homebrew/opt/mariadb/bin', '/opt/homebrew/opt/mariadb@11.8/bin', '/usr/local/opt/mariadb/bin', '/usr/local/opt/mariadb@11.8/bin'],
  win32: [String.raw`C:\Program Files\MariaDB 11.8\bin`, String.raw`C:\Program Files\MariaDB 12.0\bin`],
};
/** The statements that make the system tables, in the order of the server's own installation script. */
export const SYSTEM_TABLES = [
  'mariadb_system_tables.sql', 'mariadb_performance_tables.sql', 'mariadb_system_tables_data.sql', 'fill_help_tables.sql',
  'maria_add_gis_sp_bootstrap.sql', 'mariadb_sys_schema.sql',
] as const;

export interface MariaDbProgram {
  program: string;
  /** Such as `11.8.6`. */
  version: string;
  /** The folder with the error messages, character sets and the statements of {@link SYSTEM_TABLES}. */
  share: string;
}

/**
 * @param unpacked folders where set-up may have unpacked it, the first that has one wins
 * @throws BackbenchError BINARY_MISSING with every place that was tried
 */
export async function findMariaDb(machine: Machine, unpacked: readonly string[], signal: AbortSignal): Promise<MariaDbProgram> {
  const places: Place[] = [
    ...unpacked.map((folder) => ({ path: join(folder, 'bin', programName('mariadbd', machine.platform)), source: 'comes with the app\'s set-up' })),
    ...placesOnPath('mariadbd', machine),
    ...(KNOWN_FOLDERS[machine.platform] ?? []).map((folder) => ({ path: join(folder, programName('mariadbd', machine.platform)), source: 'usual place' })),
  ];
  const unfit: Attempt[] = [];
  for (let left = places; ;) {
    const place = await firstProgram(left);
    if (place === null) break;
    left = left.slice(left.indexOf(place) + 1);
    const printed = await runProgram(place.path, ['--version'], { service: 'mysql', timeoutMs: VERSION_TIMEOUT_MS, signal });
    const version = /Ver (\d+\.\d+\.\d+)/.exec(printed)?.[1] ?? '0';
    const share = await shareOf(place.path);
    if (share === null) unfit.push({ place: place.path, source: place.source, outcome: 'the files that belong to it were not found' });
    else if (isOlder(version)) unfit.push({ place: place.path, source: place.source, outcome: `version ${version}; the labs need ${OLDEST.join('.')} or newer` });
    else return { program: place.path, version, share };
  }
  const tried = await attemptsAt('mariadbd', places.filter(({ path }) => !unfit.some(({ place }) => place === path)));
  throw new BackbenchError('BINARY_MISSING', { service: 'mysql', attempts: [...unfit, ...tried] });
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** The folder that holds the server's files, seen from its program; Debian, other systems, Windows. */
async function shareOf(program: string): Promise<string | null> {
  const prefix = dirname(dirname(program));
  const candidates = [join(prefix, 'root', 'usr', 'share', 'mariadb'), ...['mariadb', 'mysql', ''].map((name) => join(prefix, 'share', name))];
  for (const folder of candidates) {
    if (await stat(join(folder, SYSTEM_TABLES[0])).then(() => true, () => false)) return folder;
  }
  return null;
}
