/** What of an assignment is done, and when, by a learner's events: for the learner and for the teacher alike. */
import type { AssignedLab, Assignment } from '../../shared/assignment-format.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { examSpan, type ExamSpan } from '../exam/exam-span.ts';
import { labWork, type LoggedEvent } from '../progress/event-log.ts';

export interface AssignedLabProgress {
  lab: AssignedLab;
  /** missing: this machine's course does not have it, or not in that language. */
  state: 'passed' | 'started' | 'new' | 'missing';
  /** When its last step was passed for the first time, by the learner's clock; null while it is not. */
  passedAt: number | null;
}

export interface AssignmentProgress {
  labs: AssignedLabProgress[];
  passed: number;
  /** When the last of its labs was passed; null while one is not. */
  doneAt: number | null;
  /** open: there is time. done, late: all is passed, by then or after. overdue: it is not, and the time is over. */
  state: 'open' | 'done' | 'late' | 'overdue';
  /** Of an exam that was begun; then nothing counts but what lies in it, and its time is what `state` goes by. */
  exam: ExamSpan | null;
}

/** @param eventsOf a lab's events, oldest first @param now milliseconds since 1970 */
export function assignmentProgress(assignment: Assignment, heads: ReadonlyMap<string, LabHead>, eventsOf: (lab: string) => readonly LoggedEvent[], now: number): AssignmentProgress {
  const exam = examSpan(assignment, eventsOf);
  const isExam = assignment.work.kind === 'exam';
  const labs = assignment.labs.map((lab): AssignedLabProgress => {
    const head = heads.get(lab.lab);
    if (head === undefined || (lab.variant !== null && !head.variants.some(({ id }) => id === lab.variant))) return { lab, state: 'missing', passedAt: null };
    const work = labWork(eventsOf(lab.lab)).filter((event) => !isExam || exam?.counts(event) === true);
    const variants: (string | null)[] = lab.variant !== null ? [lab.variant] : head.variants.length === 0 ? [null] : head.variants.map(({ id }) => id);
    const times = variants.flatMap((variant) => passedAt(head, work.filter((event) => event.variant === variant)) ?? []);
    if (times.length > 0) return { lab, state: 'passed', passedAt: Math.min(...times) };
    return { lab, state: work.some((event) => variants.includes(event.variant)) ? 'started' : 'new', passedAt: null };
  });
  const passed = labs.filter(({ state }) => state === 'passed').length;
  const doneAt = passed === labs.length ? Math.max(...labs.map((lab) => lab.passedAt ?? 0)) : null;
  const until = exam?.until ?? assignment.due.at;
  const inTime = doneAt === null ? now <= until && (exam?.handedInAt ?? null) === null : doneAt <= until;
  return { labs, passed, doneAt, exam, state: doneAt === null ? (inTime ? 'open' : 'overdue') : inTime ? 'done' : 'late' };
}

/** @param events of one variant @returns when the last of all steps was passed for the first time; null while one is not */
function passedAt(head: LabHead, events: readonly LoggedEvent[]): number | null {
  const first = new Map<string, number>();
  for (const event of events) if (event.type === 'attempt' && event.verdict === 'passed' && !first.has(event.step)) first.set(event.step, event.at);
  const times = head.steps.map(({ id }) => first.get(id) ?? null);
  return times.some((at) => at === null) ? null : Math.max(...times.map((at) => at ?? 0));
}
