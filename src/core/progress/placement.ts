/** What a learner knows of a lab without having done it, derived from the placement events of its log. */
import type { LabHead } from '../catalog/lab-head.ts';
import type { LoggedEvent } from './event-log.ts';

export interface Placed {
  /** The lab's matter is known: all questions were answered rightly, or the learner said so. The newest word counts. */
  known: boolean;
  /** Whether the quiz was ever begun. */
  begun: boolean;
  /** The questions answered since it was begun last, and whether rightly. */
  answers: ReadonlyMap<string, boolean>;
}

/** @param events of the lab, oldest first */
export function derivePlaced({ placement }: Pick<LabHead, 'placement'>, events: readonly LoggedEvent[]): Placed {
  let known = false;
  let begun = false;
  const answers = new Map<string, boolean>();
  for (const event of events) {
    if (event.type === 'placement-begun') {
      begun = true;
      answers.clear();
    } else if (event.type === 'placement-answered') {
      answers.set(event.question, event.right);
      const verdict = decided(placement, answers);
      if (verdict !== null) known = verdict;
    } else if (event.type === 'placement-known') known = event.known;
  }
  return { known, begun, answers };
}

/** One wrong answer decides; a right one only together with the others. @returns null while it is open */
export function decided(questions: LabHead['placement'], answers: ReadonlyMap<string, boolean>): boolean | null {
  const given = questions.map((question) => answers.get(question.id));
  if (given.includes(false)) return false;
  return given.length > 0 && given.every((right) => right === true) ? true : null;
}
