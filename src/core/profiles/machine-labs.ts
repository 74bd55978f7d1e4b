/**
 * The labs that run on this machine beside those of this process: of other profiles, and of one's own in another
 * process. All of them use memory of the one limit; a lab that is paused does, too.
 */
import type { EngineKind } from '../../shared/lab-format.ts';
import { isRunning } from '../process-identity.ts';
import type { SessionRow } from '../progress/session-table.ts';
import type { Engines } from '../session/choose-engine.ts';
import { openProfiles } from './profiles.ts';
import { readOther } from './read-other.ts';

export interface HeldMemory {
  /** Whose lab it is; null for one's own. */
  profile: string | null;
  lab: string;
  memoryMb: number;
}

export interface MachineLabsParts {
  /** The data folder of the machine, and that of the profile which is open. */
  root: string;
  dataFolder: string;
  nativeBinding: string | undefined;
  own: () => readonly SessionRow[];
  /** This process's token, or null when what it starts shall stay. */
  owner: string | null;
  /** What a lab needs, in MiB; 0 for one that nobody knows. */
  memoryOf: (lab: string) => number;
  /** Stops sessions of another profile whose process has ended; their files and data stay. */
  stop: (folder: string, sessions: readonly LeftSession[], signal: AbortSignal) => Promise<void>;
  onWarning: (text: string) => void;
}

export interface LeftSession { id: string; engine: EngineKind | null }

interface OtherRow extends LeftSession { lab: string; owner: string | null }

/**
 * @param but the session that is about to start
 * @returns who holds how much. What a process that has ended left to another profile is stopped first: nobody uses it
 */
export async function heldElsewhere(parts: MachineLabsParts, but: string, signal: AbortSignal): Promise<HeldMemory[]> {
  const { root, dataFolder, nativeBinding, memoryOf } = parts;
  const own = parts.own()
    // One's own that were left are stopped by the sweep of this process.
    .filter((row) => row.running && row.id !== but && (row.owner === null || (row.owner !== parts.owner && isRunning(row.owner))))
    .map((row): HeldMemory => ({ profile: null, lab: row.lab, memoryMb: memoryOf(row.lab) }));
  const others = openProfiles(root).list().filter(({ folder }) => folder !== dataFolder);
  const held = await Promise.all(others.map(async ({ name, folder }) => {
    const rows = readOther(folder, nativeBinding, 'SELECT lab, id, engine, owner FROM session WHERE running = 1') as OtherRow[];
    const left = rows.filter(({ owner }) => owner !== null && !isRunning(owner));
    let stopped = false;
    if (left.length > 0) {
      stopped = await parts.stop(folder, left, signal).then(() => true, (error: unknown) => {
        parts.onWarning(`A lab that was left could not be stopped: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      });
    }
    return rows.filter((row) => !stopped || !left.includes(row)).map((row): HeldMemory => ({ profile: name, lab: row.lab, memoryMb: memoryOf(row.lab) }));
  }));
  return [...own, ...held.flat()].filter(({ memoryMb }) => memoryMb > 0);
}

/** @param engines of the profile that the sessions belong to; closed in the end. @throws what an engine throws that can't be reached */
export async function stopLeftOf(engines: Engines, left: readonly LeftSession[], signal: AbortSignal): Promise<void> {
  try {
    for (const kind of new Set(left.map(({ engine }) => engine))) {
      if (kind !== null) await engines[kind].sweep({ keep: () => true, stop: (id) => left.some((each) => each.id === id) }, signal);
    }
  } finally {
    await Promise.all(Object.values(engines).map((engine) => engine.close()));
  }
}
