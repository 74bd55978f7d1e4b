/** When an exam was worked on, by a learner's events: what counts for it lies between its beginning and its end. */
import type { ExamView } from '../../shared/assignments-contract.ts';
import type { Assignment } from '../../shared/assignment-format.ts';
import { labWork, type LoggedEvent } from '../progress/event-log.ts';

/** until: when its time is over, after the minutes that it lasts and never after it is due. */
export interface ExamSpan extends ExamView {
  /** Whether an event counts for it. By the order of the log, and by the clock for its end only. */
  counts: (event: LoggedEvent) => boolean;
}

/** As the window is told it. */
export function examView(span: ExamSpan | null): ExamView | null {
  if (span === null) return null;
  const { begunAt, until, handedInAt, helped, workedBefore } = span;
  return { begunAt, until, handedInAt, helped, workedBefore };
}

/** Events by which help came that an exam has not. */
const HELP: ReadonlySet<LoggedEvent['type']> = new Set(['hint-shown', 'jumped']);

/** @param eventsOf a lab's events, oldest first @returns null for practice, and before it was begun */
export function examSpan({ id, labs, work, due }: Assignment, eventsOf: (lab: string) => readonly LoggedEvent[]): ExamSpan | null {
  if (work.kind !== 'exam') return null;
  const all = labs.map(({ lab }) => eventsOf(lab));
  const told = all.flat();
  // It is begun once: what was written again later gives no more time.
  const begun = first(told.filter((event) => event.type === 'exam-begun' && event.exam === id));
  if (begun === null) return null;
  const ended = first(told.filter((event) => event.type === 'exam-ended' && event.exam === id && event.id > begun.id));
  const until = Math.min(begun.at + work.minutes * 60_000, due.at);
  const counts = (event: LoggedEvent): boolean => event.id > begun.id && (ended === null || event.id < ended.id) && event.at <= until;
  return {
    begunAt: begun.at, until, handedInAt: ended?.at ?? null, counts,
    helped: told.filter((event) => counts(event) && HELP.has(event.type)).length,
    workedBefore: all.filter((events) => labWork(events).some((event) => event.id < begun.id && event.type === 'attempt' && event.verdict === 'passed')).length,
  };
}

function first(events: readonly LoggedEvent[]): LoggedEvent | null {
  return events.reduce<LoggedEvent | null>((oldest, event) => (oldest === null || event.id < oldest.id ? event : oldest), null);
}
