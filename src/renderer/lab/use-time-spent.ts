/** Tells the lab host how long the learner was at work in a lab: every minute, and when the lab or the window is left. */
import { useEffect } from 'react';
import { MOST_SECONDS_AT_ONCE } from '../../shared/time-spent.ts';
import { useConnection } from '../transport/use-backend.ts';
import { WorkClock } from './work-clock.ts';

/** A crash costs at most this much, in milliseconds. */
const TELL_MS = 60_000;
const ACTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

export function useTimeSpent(lab: string): void {
  const connection = useConnection();
  useEffect(() => {
    const clock = new WorkClock();
    const tell = (): void => {
      const seconds = Math.min(clock.take(Date.now()), MOST_SECONDS_AT_ONCE);
      // Time that could not be kept is no reason to disturb anybody.
      if (seconds > 0) connection.call((host) => host.progress.spent({ lab, seconds })).catch(() => undefined);
    };
    const act = (): void => clock.act(Date.now());
    const leave = (): void => {
      clock.leave(Date.now());
      tell();
    };
    for (const name of ACTS) window.addEventListener(name, act, { capture: true, passive: true });
    window.addEventListener('blur', leave);
    window.addEventListener('pagehide', leave);
    const timer = setInterval(tell, TELL_MS);
    act();
    return () => {
      for (const name of ACTS) window.removeEventListener(name, act, { capture: true });
      window.removeEventListener('blur', leave);
      window.removeEventListener('pagehide', leave);
      clearInterval(timer);
      leave();
    };
  }, [connection, lab]);
}
