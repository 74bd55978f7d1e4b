/** How long acts took on this machine, so that the next time it can be said how long they usually take. */
import type { Db } from './database.ts';

/** How many runs of an act count: enough for a median, few enough to follow a new disk or engine. */
const KEPT = 9;

export interface Timings {
  /** The median of the last runs of `act`, in milliseconds, or null when there was none. */
  usual(act: string): number | null;
  record(act: string, ms: number): void;
}

/** @param db an open database */
export function createTimings(db: Db): Timings {
  const last = db.prepare(`SELECT ms FROM timing WHERE act = ? ORDER BY at DESC LIMIT ${String(KEPT)}`);
  const insert = db.prepare('INSERT INTO timing (act, at, ms) VALUES (?, ?, ?)');
  const trim = db.prepare(`DELETE FROM timing WHERE act = @act AND at <
    (SELECT min(at) FROM (SELECT at FROM timing WHERE act = @act ORDER BY at DESC LIMIT ${String(KEPT)}))`);
  const keep = db.transaction((act: string, ms: number) => {
    insert.run(act, Date.now(), Math.round(ms));
    trim.run({ act });
  });
  return {
    usual(act) {
      const sorted = (last.all(act) as { ms: number }[]).map((row) => row.ms).sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] ?? null;
    },
    record(act, ms) {
      // A time that a power cut takes is measured again: nobody waits for the disk.
      db.pragma('synchronous = NORMAL');
      try {
        keep.immediate(act, ms);
      } finally {
        db.pragma('synchronous = FULL');
      }
    },
  };
}
