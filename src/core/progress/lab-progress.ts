/** What a learner has reached in one lab, derived from its events and from nothing else. */
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import type { LoggedEvent } from './event-log.ts';

export interface CheckProgress {
  /** The newest result, broken ones included. */
  result: CheckResult | null;
  /** Attempts that count: those where the lab itself worked. */
  attempts: number;
  hintsShown: number;
}

export interface LabProgress {
  /** The step the learner is in, or null before the first. */
  step: string | null;
  checks: ReadonlyMap<string, CheckProgress>;
  /** Steps whose last full attempt passed. */
  stepsPassed: ReadonlySet<string>;
  /** The newest answer to each question, by check. */
  answers: ReadonlyMap<string, AnswerValue>;
  /** Steps whose reference answer was applied instead of being passed. */
  jumped: ReadonlySet<string>;
  /** Steps that were passed at any time, resets notwithstanding. What the course outline shows. */
  everPassed: ReadonlySet<string>;
  /** When the newest event was committed, milliseconds since 1970, or null. */
  savedAt: number | null;
}

interface State {
  step: string | null;
  checks: Map<string, CheckProgress>;
  stepsPassed: Set<string>;
  answers: Map<string, AnswerValue>;
  jumped: Set<string>;
}

const blank: CheckProgress = { result: null, attempts: 0, hintsShown: 0 };
const start = (): State => ({ step: null, checks: new Map(), stepsPassed: new Set(), answers: new Map(), jumped: new Set() });
const copyOf = (state: State): State => ({
  step: state.step, checks: new Map(state.checks), stepsPassed: new Set(state.stepsPassed), answers: new Map(state.answers), jumped: new Set(state.jumped),
});

/** Folds the events of a lab's variant, oldest first. A restore goes back to what was derived up to the event that it names. */
export function deriveProgress(events: readonly LoggedEvent[]): LabProgress {
  let state = start();
  let before: State | null = null;
  /** States that a later restore goes back to, by the event that they follow. */
  const wanted = new Set(events.flatMap((event) => (event.type === 'restored' ? [event.event] : [])));
  const reached = new Map<number, State>();
  const everPassed = new Set<string>();
  for (const event of events) {
    switch (event.type) {
      case 'lab-opened':
      case 'variant-chosen':
      case 'placement-begun':
      case 'placement-answered':
      case 'placement-known':
      case 'time-spent':
      case 'reviewed':
      case 'exam-begun':
      case 'exam-ended':
        break;
      case 'step-entered':
        state.step = event.step;
        break;
      case 'attempt':
        for (const result of event.results) {
          const known = state.checks.get(result.checkId) ?? blank;
          const counts = result.verdict === 'broken' ? 0 : 1;
          state.checks.set(result.checkId, { ...known, result, attempts: known.attempts + counts });
        }
        if (event.verdict === 'passed') {
          state.stepsPassed.add(event.step);
          state.jumped.delete(event.step);
          everPassed.add(event.step);
        } else if (event.verdict === 'not-yet') {
          state.stepsPassed.delete(event.step);
        }
        break;
      case 'hint-shown': {
        const known = state.checks.get(event.check) ?? blank;
        state.checks.set(event.check, { ...known, hintsShown: Math.max(known.hintsShown, event.index + 1) });
        break;
      }
      case 'answered':
        state.answers.set(event.check, event.value);
        break;
      case 'restored':
        state = copyOf(reached.get(event.event) ?? start());
        break;
      case 'jumped':
        for (const check of event.cleared) state.checks.delete(check);
        state = {
          ...state, step: event.step, stepsPassed: new Set(event.steps.filter((step) => state.stepsPassed.has(step))),
          jumped: new Set(event.steps.filter((step) => !state.stepsPassed.has(step))),
        };
        break;
      case 'reset':
        before = state;
        state = start();
        break;
      case 'reset-undone':
        if (before !== null) state = before;
        before = null;
        break;
    }
    if (wanted.has(event.id)) reached.set(event.id, copyOf(state));
  }
  return { ...state, everPassed, savedAt: events.at(-1)?.at ?? null };
}
