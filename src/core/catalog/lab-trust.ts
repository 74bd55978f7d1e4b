/** The one place where it is decided whether a lab's commands may run. */
import type { AppSpec, EngineKind } from '../../shared/lab-format.ts';
import type { KeptBuilds } from '../builds/build-cache.ts';
import type { LabCommands } from '../checks/check-context.ts';
import { readLabBytes } from './lab-files.ts';
import type { LoadedLab } from './load-lab.ts';

/**
 * `labs-folder`: shipped with the app, or of a folder that was named on the command line, by which whoever named
 * it says that its labs are trusted. `pack`: from somebody else.
 */
export type LabOrigin = 'labs-folder' | 'pack';

/**
 * In Docker commands run in a container, which keeps them from everything but the learner's own workspace.
 * Natively they run with all the rights of the person at the machine.
 * @param agreed whether whoever trusted the pack's key said that its commands may run here
 */
export function mayRunCommands(engine: EngineKind, origin: LabOrigin, agreed: boolean): boolean {
  return engine === 'docker' || origin === 'labs-folder' || agreed;
}

/** What one run of a lab's checks needs to run its program and its commands; nothing when they may not run. @param keptBuilds left out to build each time */
export function labCommands(engine: EngineKind, loaded: LoadedLab, keptBuilds?: KeptBuilds): { app: AppSpec | null; commands?: LabCommands } {
  if (!mayRunCommands(engine, loaded.packed === undefined ? 'labs-folder' : 'pack', loaded.packed?.commands === true)) return { app: null };
  return { app: loaded.lab.app ?? null, commands: { programs: loaded.lab.programs, labFile: (path) => readLabBytes(loaded, path), builds: new Map(), ...(keptBuilds === undefined ? {} : { keptBuilds }) } };
}
