/** Who of a class has done what of each assignment, in time or late: by the times of the learners' signed events. */
import type { AssignmentFile } from '../../shared/assignment-format.ts';
import type { ExamView } from '../../shared/assignments-contract.ts';
import { assignmentProgress, type AssignmentProgress } from '../assignments/assignment-progress.ts';
import { examView } from '../exam/exam-span.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { soundness, type Soundness } from '../progress/verify-history.ts';
import { learnerEvents } from './learner-events.ts';
import type { ClassLearner } from './merge-histories.ts';

export interface AssignmentRow {
  assignment: string;
  title: string;
  /** Milliseconds since 1970. */
  dueAt: number;
  device: string;
  name: string;
  labsPassed: number;
  labs: number;
  state: AssignmentProgress['state'];
  /** By the learner's clock; null while it is not done. */
  doneAt: number | null;
  /** Whether those times and results can be relied on. */
  soundness: Soundness;
  /** Of an exam that was begun. */
  exam: ExamView | null;
}

/** By assignment, then by learner. @param names by device @param now milliseconds since 1970 */
export function assignmentRows(
  assignments: readonly AssignmentFile[], learners: readonly ClassLearner[], names: ReadonlyMap<string, string>, heads: ReadonlyMap<string, LabHead>, now: number,
): AssignmentRow[] {
  const known = learners.map(({ device, file, findings }) => ({ device, name: names.get(device) ?? file.pseudonym, events: learnerEvents(file.events), soundness: soundness(findings) }));
  return assignments.flatMap(({ assignment }) => known.map(({ device, name, events, soundness: sound }): AssignmentRow => {
    const { labs, passed, state, doneAt, exam } = assignmentProgress(assignment, heads, (lab) => events.filter((event) => event.lab === lab), now);
    return {
      assignment: assignment.id, title: assignment.title, dueAt: assignment.due.at, device, name,
      labsPassed: passed, labs: labs.length, state, doneAt, soundness: sound, exam: examView(exam),
    };
  }));
}
