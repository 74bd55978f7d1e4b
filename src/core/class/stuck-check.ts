/** Which check holds a learner up in a lab, derived from their events. */
import type { ClassEvent } from './learner-events.ts';

export interface StuckCheck {
  step: string;
  check: string;
  /** Presses of Check that this check has failed at, one after another. */
  attempts: number;
  hints: number;
  /** When it failed first, by the learner's clock, milliseconds since 1970. */
  since: number;
  /** At work in the lab since then. */
  seconds: number;
}

/** @param events of one lab's variant, oldest first @returns of the checks that fail now, the one with the most attempts; null when none does */
export function stuckCheck(events: readonly ClassEvent[]): StuckCheck | null {
  const failing = new Map<string, StuckCheck>();
  const hints = new Map<string, number>();
  for (const event of events) {
    switch (event.type) {
      case 'attempt':
        for (const { checkId, verdict, reason } of event.results) {
          if (verdict === 'passed') failing.delete(checkId);
          // A check that waits for another has not been tried.
          if (verdict !== 'not-yet' || reason === 'waits-for') continue;
          const known = failing.get(checkId) ?? { step: event.step, check: checkId, attempts: 0, hints: 0, since: event.at, seconds: 0 };
          failing.set(checkId, { ...known, attempts: known.attempts + 1 });
        }
        break;
      case 'time-spent':
        for (const [check, known] of failing) failing.set(check, { ...known, seconds: known.seconds + event.seconds });
        break;
      case 'hint-shown':
        hints.set(event.check, Math.max(hints.get(event.check) ?? 0, event.index + 1));
        break;
      // Files and data are others from here on.
      case 'restored':
      case 'jumped':
      case 'reset':
        failing.clear();
        break;
      default:
        break;
    }
  }
  const [worst] = [...failing.values()].toSorted((a, b) => b.attempts - a.attempts || a.since - b.since);
  return worst === undefined ? null : { ...worst, hints: hints.get(worst.check) ?? 0 };
}
