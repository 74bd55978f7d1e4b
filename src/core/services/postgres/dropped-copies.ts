/** Drops the databases that nobody needs any more, while nobody waits for anything else. */
import { isCode } from '../../../shared/errors.ts';
import type { Admin } from './admin.ts';
import type { ChangeMark } from './change-mark.ts';
import { id } from './statements.ts';

/**
 * Nothing is dropped before no clone was asked for during this long. PostgreSQL ends a DROP DATABASE with a checkpoint of
 * everything, which took up to three seconds on a busy machine (measured), and whoever comes meanwhile stands in line at
 * the disk. In milliseconds: longer than a check after a reset takes, shorter than the pause of a person who reads.
 */
const QUIET_MS = 1_000;

export interface DroppedCopies {
  /**
   * What is to be dropped, as the latest look found it.
   * @param most with more than so many, disk space goes first: they are not kept until nothing is asked for
   */
  drop(names: readonly string[], most: number): void;
  /** Somebody waits for a clone now: from here on the quiet is counted. */
  disturbed(): void;
  /** Leaves this one alone. @returns false when it is being dropped already */
  spare(name: string): boolean;
  /** Drops nothing more; resolves when the one that is being dropped is gone. */
  close(): Promise<void>;
}

/** @param admin a connection of its own: a drop takes long, and clones are made meanwhile */
export function createDroppedCopies(admin: Admin, mark: ChangeMark, onWarning: (text: string) => void): DroppedCopies {
  const closing = new AbortController();
  let waiting: readonly string[] = [];
  let most = 0;
  let disturbedAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let underWay: { name: string; gone: Promise<void> } | null = null;

  function goOn(): void {
    clearTimeout(timer);
    const [name] = waiting;
    if (name === undefined || underWay !== null || closing.signal.aborted) return;
    const quiet = performance.now() - disturbedAt;
    if (waiting.length <= most && quiet < QUIET_MS) {
      timer = setTimeout(goOn, QUIET_MS - quiet).unref();
      return;
    }
    underWay = { name, gone: drop(name) };
  }

  async function drop(name: string): Promise<void> {
    try {
      await mark.own(1, () => admin.run(`DROP DATABASE IF EXISTS ${id(name)} WITH (FORCE)`, closing.signal));
      waiting = waiting.filter((each) => each !== name);
    } catch (error) {
      // The next look finds them again.
      waiting = [];
      // A server that is down is reported where it is watched.
      if (!closing.signal.aborted && !isCode(error, 'SERVICE_UNREACHABLE')) onWarning(`PostgreSQL: a copy could not be dropped: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      underWay = null;
    }
    goOn();
  }

  return {
    drop(names, atMost) {
      waiting = names;
      most = atMost;
      goOn();
    },
    disturbed() { disturbedAt = performance.now(); },
    spare(name) {
      if (underWay?.name === name) return false;
      waiting = waiting.filter((each) => each !== name);
      return true;
    },
    async close() {
      clearTimeout(timer);
      closing.abort(new Error('closing'));
      await underWay?.gone;
    },
  };
}
