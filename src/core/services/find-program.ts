/** Looks for programs and remembers where it looked, so that a person can be told. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Attempt } from '../../shared/errors.ts';

/** What the machine offers; passed in so that tests can choose it. */
export interface Machine {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
}

/** A place to look at. */
export interface Place {
  path: string;
  /** Why it is looked at, for {@link Attempt}. */
  source: string;
}

/** @returns the file name of a program on this platform */
export function programName(name: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? `${name}.exe` : name;
}

/** @returns every place of PATH where a program of this name could be, in order */
export function placesOnPath(name: string, { env, platform }: Machine): Place[] {
  return (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
    .map((folder) => ({ path: join(folder, programName(name, platform)), source: 'PATH' }));
}

/** @returns the first place that holds a program that may be run; null when none does */
export async function firstProgram(places: readonly Place[]): Promise<Place | null> {
  for (const place of places) {
    if ((await whyNot(place.path)) === null) return place;
  }
  return null;
}

/** @returns one attempt a place with what is wrong with it; places of PATH are told as one */
export async function attemptsAt(name: string, places: readonly Place[]): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  if (places.some(({ source }) => source === 'PATH')) {
    attempts.push({ place: name, source: 'PATH', outcome: `no program of this name in ${String(places.filter((p) => p.source === 'PATH').length)} folders` });
  }
  for (const { path, source } of places) {
    if (source !== 'PATH') attempts.push({ place: path, source, outcome: (await whyNot(path)) ?? 'usable' });
  }
  return attempts;
}

/** @returns null when the file can be run, else the reason in the system's words */
async function whyNot(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' ? 'does not exist' : code === 'EACCES' ? 'may not be run by this user' : String(error);
  }
}
