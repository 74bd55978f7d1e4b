/**
 * The labs of attempts in progress, as they were when these began: a copy of the lab's folder for each session. When
 * the course gets another version of a lab, whoever is in the middle of it stays on theirs until they move on.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { loadLab, type LoadedLab } from '../catalog/load-lab.ts';
import { writeDurably } from '../workspace/durable-files.ts';

/** Written last: a copy without it was interrupted and counts as none. */
const RECORD = 'attempt.json';

interface Attempt {
  lab: string;
  stage: string;
  version: number;
}

export interface Attempts {
  /** The lab as this session began it; null where the course still has that version, or nothing was kept. */
  earlier(session: string, now: LoadedLab): LoadedLab | null;
  /** Keeps the lab as it is now, unless that was done for this session before. */
  keep(session: string, loaded: LoadedLab): Promise<void>;
  release(session: string): Promise<void>;
}

/**
 * @param folder where the copies are kept, absolute
 * @param versionOf the course's present version of a lab; undefined where it has none of that name
 */
export async function openAttempts(folder: string, learner: string, versionOf: (lab: string) => number | undefined, signal: AbortSignal): Promise<Attempts> {
  const kept = new Set<string>();
  const earlier = new Map<string, LoadedLab>();
  for (const session of readNames(folder)) {
    const attempt = readAttempt(join(folder, session, RECORD));
    if (attempt === null) continue;
    kept.add(session);
    const now = versionOf(attempt.lab);
    if (now === undefined || now === attempt.version) continue;
    // A copy that can't be used any more (the app knows another format) is no reason to hold anybody back.
    const result = await loadLab(join(folder, session, attempt.stage, attempt.lab), signal, learner);
    if ('loaded' in result) earlier.set(session, result.loaded);
  }
  return {
    earlier(session, now) {
      const found = earlier.get(session);
      return found === undefined || found.lab.id !== now.lab.id || found.lab.version === now.lab.version ? null : found;
    },
    async keep(session, loaded) {
      if (kept.has(session)) return;
      const stage = basename(dirname(loaded.folder));
      const target = join(folder, session);
      await rm(target, { recursive: true, force: true });
      // Only the record, which comes after, must be on the disk: without it the copy is made anew.
      await cp(loaded.folder, join(target, stage, loaded.lab.id), { recursive: true });
      const attempt: Attempt = { lab: loaded.lab.id, stage, version: loaded.lab.version };
      await writeDurably(join(target, RECORD), Buffer.from(JSON.stringify(attempt)));
      kept.add(session);
    },
    async release(session) {
      kept.delete(session);
      earlier.delete(session);
      await rm(join(folder, session), { recursive: true, force: true });
    },
  };
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing was kept yet.
    return [];
  }
}

function readAttempt(path: string): Attempt | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Attempt>;
    return typeof value.lab === 'string' && typeof value.stage === 'string' && typeof value.version === 'number' ? value as Attempt : null;
  } catch {
    return null;
  }
}
