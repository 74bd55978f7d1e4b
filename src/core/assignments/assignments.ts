/** Assignments on this machine: offered from files, taken in once their teacher's key is trusted, shown with what is done of them. */
import { basename } from 'node:path';
import { ASSIGNMENT_ENDING, type AssignmentFile } from '../../shared/assignment-format.ts';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../shared/errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { filesBelow } from '../files-below.ts';
import { fingerprint } from '../packs/pack-header.ts';
import type { TrustedKeys } from '../packs/trusted-keys.ts';
import type { EventLog } from '../progress/event-log.ts';
import { openAssignment } from './assignment-file.ts';
import { assignmentProgress, type AssignmentProgress } from './assignment-progress.ts';
import type { AssignmentStore } from './assignment-store.ts';

/** What a year of a school needs stays below. */
const MOST_FILES = 500;

/** An assignment that was found in a file; its signature is right. */
export interface FoundAssignment {
  /** The file's name, without its folder. */
  name: string;
  file: AssignmentFile;
  fingerprint: string;
  /** Whose the key is; null when it is not trusted here. */
  trusted: string | null;
  /** Labs that this machine does not have, by title. */
  missing: string[];
  outcome: 'new' | 'newer' | 'known' | null;
  /** Why it would not be taken in, but for its key. */
  refusal: ErrorReport | null;
}

/** A file that holds no assignment. */
export interface RefusedFile { name: string; error: ErrorReport }

export interface KeptAssignment {
  file: AssignmentFile;
  fingerprint: string;
  /** Whose the key is, in the words of whoever trusted it; null when it was forgotten since. */
  teacher: string | null;
  progress: AssignmentProgress;
}

export interface Assignments {
  /** Those of this machine with what this learner has done, the one that is due first at the beginning. */
  list(): Promise<KeptAssignment[]>;
  /** Reads the assignments at these places, each a file or a folder with all below it. Nothing is kept. @throws BackbenchError PLACE_NOT_FOUND */
  look(places: readonly string[]): Promise<{ found: FoundAssignment[]; refused: RefusedFile[] }>;
  /** Trusts a key for packs and assignments; labs of its packs may run no commands without a container by this. */
  trust(key: string, name: string): Promise<void>;
  /** @throws BackbenchError ASSIGNMENT_KEY_UNKNOWN and as the store's add does */
  add(file: AssignmentFile): Promise<'new' | 'newer' | 'known'>;
  /** Takes one away from this machine, for all who learn on it. What was done stays. @throws BackbenchError ASSIGNMENT_UNKNOWN */
  remove(id: string): Promise<void>;
}

export interface AssignmentsParts {
  store: AssignmentStore;
  trusted: TrustedKeys;
  catalog: () => Catalog;
  log: Pick<EventLog, 'of'>;
  /** Milliseconds since 1970. */
  now: () => number;
  onChange: () => void;
}

export function createAssignments({ store, trusted, catalog, log, now, onChange }: AssignmentsParts): Assignments {
  const progressOf = (file: AssignmentFile): AssignmentProgress => assignmentProgress(file.assignment, catalog().heads, (lab) => log.of(lab), now());
  return {
    async list() {
      const keys = new Map((await trusted.list()).map(({ key, name }) => [key, name]));
      return (await store.list()).map((file) => ({ file, fingerprint: fingerprint(file.key), teacher: keys.get(file.key) ?? null, progress: progressOf(file) }));
    },
    async look(places) {
      const found: FoundAssignment[] = [];
      const refused: RefusedFile[] = [];
      for (const place of places) for (const path of await filesBelow(place, ASSIGNMENT_ENDING, MOST_FILES)) {
        const name = basename(path);
        try {
          const file = await openAssignment(path);
          const missing = progressOf(file).labs.filter(({ state }) => state === 'missing').map(({ lab }) => lab.title);
          const known = await trusted.find(file.key);
          const can = await store.mayAdd(file).then((outcome) => ({ outcome, refusal: null }), (error: unknown) => ({ outcome: null, refusal: toErrorReport(error) }));
          found.push({ name, file, fingerprint: fingerprint(file.key), trusted: known?.name ?? null, missing, ...can });
        } catch (error) {
          refused.push({ name, error: toErrorReport(error) });
        }
      }
      return { found, refused };
    },
    async trust(key, name) {
      // What was agreed to for its packs stays agreed to.
      const before = await trusted.find(key);
      await trusted.trust({ key, name, commands: before?.commands ?? false });
    },
    async add(file) {
      if (await trusted.find(file.key) === null) throw new BackbenchError('ASSIGNMENT_KEY_UNKNOWN', { title: file.assignment.title, fingerprint: fingerprint(file.key) });
      const outcome = await store.add(file);
      onChange();
      return outcome;
    },
    async remove(id) {
      await store.remove(id);
      onChange();
    },
  };
}
