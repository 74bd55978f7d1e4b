/**
 * How hard each step was for its learner, derived from the events of a lab's variant. A step's grade is that of the last
 * time it was done from its start: pressing Check again on a step that passed changes nothing, doing it again does.
 */
import type { LoggedEvent } from './event-log.ts';

export interface StepGrade {
  /** 1: smooth; 0.5: with some trouble; 0: with much. */
  points: 0 | 0.5 | 1;
  passed: boolean;
  /** Checks that did not pass, and hints that were shown. */
  misses: number;
  hints: number;
}

/** One Check that does not pass is how a step is explored; a hint weighs two. */
const FREE_MISSES = 1;
const HINT_WEIGHT = 2;
/** More trouble than this is much. */
const SOME_TROUBLE = 3;

interface State {
  /** Steps that were done: what follows on them counts no more. */
  done: Set<string>;
  /** The step that the learner is in. */
  step: string | null;
}

/** @param events of one variant, oldest first @returns by step; steps that were not tried are left out */
export function stepGrades(events: readonly LoggedEvent[]): Map<string, StepGrade> {
  const grades = new Map<string, StepGrade>();
  const open = new Map<string, { misses: number; hints: number }>();
  let state: State = { done: new Set(), step: null };
  const reached = new Map<number, State>();
  const wanted = new Set(events.flatMap((event) => (event.type === 'restored' ? [event.event] : [])));
  const trouble = (step: string): { misses: number; hints: number } => {
    const known = open.get(step) ?? { misses: 0, hints: 0 };
    open.set(step, known);
    return known;
  };
  for (const event of events) {
    switch (event.type) {
      case 'step-entered':
        state.step = event.step;
        break;
      case 'hint-shown':
        if (state.step !== null && !state.done.has(state.step)) trouble(state.step).hints += 1;
        break;
      case 'attempt': {
        state.step = event.step;
        if (state.done.has(event.step) || event.verdict === 'broken') break;
        const seen = trouble(event.step);
        if (event.verdict === 'passed') {
          state.done.add(event.step);
          open.delete(event.step);
        } else seen.misses += 1;
        // A step that was done before keeps its grade until it is done again.
        if (event.verdict === 'passed' || grades.get(event.step)?.passed !== true) grades.set(event.step, grade(seen, event.verdict === 'passed'));
        break;
      }
      case 'jumped':
        // From there on the steps begin anew; those before were not done, or stay as they are.
        state = { step: event.step, done: new Set([...state.done].filter((step) => event.steps.includes(step))) };
        open.clear();
        break;
      case 'restored':
        state = copyOf(reached.get(event.event) ?? { done: new Set(), step: null });
        open.clear();
        break;
      case 'reset':
        state = { done: new Set(), step: null };
        open.clear();
        break;
      default:
        break;
    }
    if (wanted.has(event.id)) reached.set(event.id, copyOf(state));
  }
  return grades;
}

const copyOf = ({ done, step }: State): State => ({ done: new Set(done), step });

function grade({ misses, hints }: { misses: number; hints: number }, passed: boolean): StepGrade {
  const trouble = Math.max(0, misses - FREE_MISSES) + HINT_WEIGHT * hints;
  return { points: trouble === 0 ? 1 : trouble <= SOME_TROUBLE ? 0.5 : 0, passed, misses, hints };
}
