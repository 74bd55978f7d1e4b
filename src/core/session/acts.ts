/** The acts on one lab: one at a time, each shown while it lasts and timed when it succeeds. */
import type { Activity } from '../../shared/views.ts';
import type { Progress } from '../engines/engine.ts';
import type { Timings } from '../progress/timings.ts';
import { createExclusive } from './exclusive.ts';

export interface Acts {
  /** What is being done now. */
  readonly activity: Activity | null;
  /** Runs an act when those before it have ended. @throws BackbenchError CANCELLED while it waits; whatever `act` throws */
  run<T>(doing: Activity['doing'], subject: string, signal: AbortSignal, act: (onProgress: (progress: Progress) => void) => Promise<T>): Promise<T>;
}

/**
 * @param name of the session, for the times of earlier acts
 * @param onChange told whenever the activity changes
 */
export function createActs(name: string, timings: Timings, onChange: () => void): Acts {
  const exclusive = createExclusive();
  let activity: Activity | null = null;
  const show = (next: Activity | null): void => {
    activity = next;
    onChange();
  };
  return {
    get activity() {
      return activity;
    },
    run: (doing, subject, signal, act) => exclusive.run(signal, async () => {
      const since = Date.now();
      const what = `${doing} ${name} ${subject}`;
      show({ doing, subject, fraction: null, since, usuallyMs: timings.usual(what) });
      try {
        const result = await act((progress) => { if (activity !== null) show({ ...activity, doing, ...progress }); });
        timings.record(what, Date.now() - since);
        return result;
      } finally {
        show(null);
      }
    }),
  };
}
