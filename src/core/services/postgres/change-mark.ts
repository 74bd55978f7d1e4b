/**
 * Tells whether the lab's database was changed since it was last kept or restored, without looking at its data.
 * Every transaction that writes takes the next number of the server's one counter; so the data is unchanged while
 * the counter has moved by no more than our own maintenance accounts for. Errs on one side only: what others count
 * (the server's own tidying) makes an unchanged database look changed. What no number is taken for is how far a
 * sequence has counted in statements that failed; nothing promises those numbers.
 */
import type { Admin } from './admin.ts';

export interface ChangeMark {
  /** From now on, the lab's database is what is kept under `name`. Call it when nobody can have changed it since. */
  set(name: string, signal: AbortSignal): Promise<void>;
  forget(): void;
  /** The name given to {@link set} while nothing was changed, else null. */
  unchangedSince(signal: AbortSignal): Promise<string | null>;
  /** Runs maintenance of ours that takes at least `count` numbers when it succeeds. */
  own<T>(count: number, act: () => Promise<T>): Promise<T>;
}

export function createChangeMark(admin: Admin): ChangeMark {
  let marked: { name: string; counter: bigint; own: number } | null = null;
  let own = 0;
  let underWay = 0;
  const counter = async (signal: AbortSignal): Promise<bigint> => {
    const [row] = await admin.run('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS counter', signal);
    return BigInt(row?.['counter'] ?? '0');
  };
  return {
    async set(name, signal) {
      marked = null;
      const [now, before] = [await counter(signal), own];
      // Maintenance in the background may have taken its number already and will be counted later: no statement is possible.
      if (underWay === 0 && before === own) marked = { name, counter: now, own };
    },
    forget() { marked = null; },
    async unchangedSince(signal) {
      if (marked === null) return null;
      const now = await counter(signal);
      return now - marked.counter <= BigInt(own - marked.own) ? marked.name : null;
    },
    async own(count, act) {
      underWay += 1;
      try {
        const result = await act();
        own += count;
        return result;
      } finally {
        underWay -= 1;
      }
    },
  };
}
