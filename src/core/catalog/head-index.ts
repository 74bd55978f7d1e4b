/** The heads of labs as they were read last, each with what tells that its lab.yaml is still the same. */
import { lstatSync, readFileSync, renameSync, writeFileSync, type Stats } from 'node:fs';
import { HEAD_FIELDS, type LabHead } from './lab-head.ts';

/** Goes up when heads are read differently from the same file. */
const VERSION = 1;
/** Times of files have two-second steps on FAT, the coarsest file system: what was just saved may be saved again unseen. */
const SETTLED_MS = 2_000;

/** Size and times of a lab.yaml; null when it is none. */
export type Stamp = readonly [size: number, mtimeMs: number, ctimeMs: number];

interface Kept {
  stamp: Stamp;
  /** Null for a lab that turned out to be broken elsewhere: only reading it as a whole tells whether it still is. */
  head: LabHead | null;
}

export class HeadIndex {
  readonly #path: string;
  readonly #key: string;
  readonly #before: ReadonlyMap<string, Kept>;
  readonly #now = new Map<string, Kept>();
  #changed = false;

  /**
   * @param path the file that they are kept in; when it is missing or damaged, nothing is known
   * @param labsFolder that they are of, absolute
   */
  constructor(path: string, labsFolder: string) {
    this.#path = path;
    this.#key = `${String(VERSION)} ${[...HEAD_FIELDS].join(' ')} ${labsFolder}`;
    this.#before = readKept(path, this.#key);
  }

  /** @param place of the lab in the labs folder. @returns what was kept, if lab.yaml is the file that it was read from */
  find(place: string, stamp: Stamp): LabHead | null | undefined {
    const kept = this.#before.get(place);
    if (kept === undefined || !same(kept.stamp, stamp)) return undefined;
    this.#now.set(place, kept);
    return kept.head;
  }

  /** @param head null for a lab that is broken where its head does not show it */
  keep(place: string, stamp: Stamp, head: LabHead | null): void {
    if (Math.max(stamp[1], stamp[2]) > Date.now() - SETTLED_MS) return;
    this.#now.set(place, { stamp, head });
    this.#changed = true;
  }

  /** Writes what is known now, if that is not what lies there. Never throws: the next start is slower then. */
  save(): void {
    if (!this.#changed && this.#now.size === this.#before.size) return;
    try {
      const draft = `${this.#path}.${String(process.pid)}.new`;
      writeFileSync(draft, JSON.stringify({ key: this.#key, labs: [...this.#now] }));
      renameSync(draft, this.#path);
      this.#changed = false;
    } catch {
      // No space or no permission: told where it matters, by the database.
    }
  }
}

/** @returns null for what is no plain file */
export function stampOf(path: string): Stamp | null {
  const stat: Stats | undefined = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true ? [stat.size, stat.mtimeMs, stat.ctimeMs] : null;
}

const same = (a: Stamp, b: Stamp): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

/** What this version wrote is believed: nobody else writes there. */
function readKept(path: string, key: string): Map<string, Kept> {
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as { key?: unknown; labs?: unknown };
    return found.key === key && Array.isArray(found.labs) ? new Map<string, Kept>(found.labs as [string, Kept][]) : new Map<string, Kept>();
  } catch {
    return new Map();
  }
}
