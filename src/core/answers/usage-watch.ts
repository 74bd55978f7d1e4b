/** Watches what sessions use while they are verified: the peak of their memory, and what tried to leave the machine. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { UsageLook } from '../engines/usage.ts';

/** Often enough for the peak of a program that runs for a second; each look costs some ten milliseconds. */
const LOOK_MS = 300;

export interface SessionUsage {
  /** In MiB, rounded up; null when it was never seen to run. */
  peakMemoryMb: number | null;
  /** Packets that tried to reach beyond this machine; null when that could not be counted. */
  outbound: number | null;
}

export interface UsageWatch {
  /** Counts for this session from now on, whether or not a look ever meets its programs: some end between two looks. */
  follow(session: string): Promise<void>;
  /** @returns what it used since it was followed, up to now; it is no longer followed. */
  end(session: string): Promise<SessionUsage>;
  stop(): Promise<void>;
}

interface Seen {
  /** Null until it was seen to run. */
  peakMb: number | null;
  /** The last count of each place; null once one could not be counted. */
  counts: Map<string, number> | null;
  /** Packets of the shared network meanwhile. */
  shared: number;
}

/** @param look one look at all sessions */
export function watchUsage(look: UsageLook): UsageWatch {
  const followed = new Map<string, Seen>();
  const stopping = new AbortController();
  /** The shared network is new: nothing was counted before. */
  let sharedBefore = 0;
  let sharedCounted = false;

  async function lookOnce(): Promise<void> {
    // What can't be looked at now is looked at a moment later.
    const found = await look(stopping.signal).catch(() => null);
    if (found === null) return;
    for (const [session, usage] of found.sessions) {
      const seen = followed.get(session);
      if (seen === undefined) continue;
      seen.peakMb = Math.max(seen.peakMb ?? 0, usage.memoryMb);
      if (usage.noRoute === null) seen.counts = null;
      for (const [place, count] of usage.noRoute ?? []) seen.counts?.set(place, count);
    }
    if (found.sharedNoRoute === null) return;
    sharedCounted = true;
    const more = found.sharedNoRoute - sharedBefore;
    sharedBefore = found.sharedNoRoute;
    // Nobody can tell whose it was: it counts for all that are followed.
    for (const seen of followed.values()) seen.shared += more;
  }

  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await lookOnce();
      await sleep(LOOK_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  })();

  function usageOf(seen: Seen): SessionUsage {
    const peakMemoryMb = seen.peakMb === null ? null : Math.ceil(seen.peakMb);
    if (sharedCounted) return { peakMemoryMb, outbound: seen.shared };
    // Places that count for themselves; without one that was seen, nobody counted.
    if (seen.counts === null || seen.peakMb === null) return { peakMemoryMb, outbound: null };
    return { peakMemoryMb, outbound: [...seen.counts.values()].reduce((sum, count) => sum + count, 0) };
  }

  return {
    async follow(session) {
      // What went out before is not this session's.
      await lookOnce();
      followed.set(session, { peakMb: null, counts: new Map(), shared: 0 });
    },
    async end(session) {
      await lookOnce();
      const seen = followed.get(session);
      if (seen === undefined) throw new Error(`nobody follows ${session}`);
      followed.delete(session);
      return usageOf(seen);
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
