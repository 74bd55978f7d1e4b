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
  of(session: string): SessionUsage;
  /** Looks once more, now: at the end of a lab. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

interface Seen {
  peakMb: number;
  /** The last count of each place; null once one could not be counted. */
  counts: Map<string, number> | null;
  /** Packets of the shared network while this session ran. */
  shared: number;
}

/** @param look one look at all sessions */
export function watchUsage(look: UsageLook): UsageWatch {
  const sessions = new Map<string, Seen>();
  const stopping = new AbortController();
  /** The shared network is new: nothing was counted before. */
  let sharedBefore = 0;
  let sharedCounted = false;
  let running: ReadonlySet<string> = new Set();

  async function lookOnce(): Promise<void> {
    // What can't be looked at now is looked at a moment later.
    const found = await look(stopping.signal).catch(() => null);
    if (found === null) return;
    for (const [session, usage] of found.sessions) {
      const seen = sessions.get(session) ?? { peakMb: 0, counts: new Map(), shared: 0 };
      seen.peakMb = Math.max(seen.peakMb, usage.memoryMb);
      if (usage.noRoute === null) seen.counts = null;
      for (const [place, count] of usage.noRoute ?? []) seen.counts?.set(place, count);
      sessions.set(session, seen);
    }
    const now = new Set(found.sessions.keys());
    if (found.sharedNoRoute !== null) {
      sharedCounted = true;
      const more = found.sharedNoRoute - sharedBefore;
      sharedBefore = found.sharedNoRoute;
      // Nobody can tell whose it was: it counts for all that ran since the last look.
      for (const [session, seen] of sessions) if (now.has(session) || running.has(session)) seen.shared += more;
    }
    running = now;
  }

  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await lookOnce();
      await sleep(LOOK_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  })();

  return {
    of(session) {
      const seen = sessions.get(session);
      if (seen === undefined) return { peakMemoryMb: null, outbound: null };
      const outbound = sharedCounted ? seen.shared : seen.counts === null ? null : [...seen.counts.values()].reduce((sum, count) => sum + count, 0);
      return { peakMemoryMb: Math.ceil(seen.peakMb), outbound };
    },
    look: lookOnce,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
