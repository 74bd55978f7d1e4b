/** Exams of one learner: assignments that are done once, within a time, without help. */
import type { Assignment } from '../../shared/assignment-format.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { AssignmentStore } from '../assignments/assignment-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { EventLog } from '../progress/event-log.ts';
import type { ExamGuard, ExamUnderWay } from './exam-guard.ts';
import { examSpan } from './exam-span.ts';

export interface Exams {
  /** The exam that this learner is in; null when none is under way. */
  underWay(): ExamUnderWay | null;
  /**
   * Begins an exam; its time runs from now on.
   * @throws BackbenchError ASSIGNMENT_UNKNOWN, EXAM_NONE for practice, EXAM_UNDER_WAY, EXAM_ONCE, EXAM_CLOSED, EXAM_LABS_MISSING
   */
  begin(id: string): Promise<ExamUnderWay>;
  /** Ends the exam under way before its time. @throws BackbenchError EXAM_NOT_UNDER_WAY */
  handIn(): ExamUnderWay;
}

export interface ExamsParts {
  guard: ExamGuard;
  store: Pick<AssignmentStore, 'list'>;
  catalog: () => Catalog;
  /** Tells of each event. */
  log: Pick<EventLog, 'append' | 'of'>;
  /** Milliseconds since 1970. */
  now: () => number;
}

export function createExams({ guard, store, catalog, log, now }: ExamsParts): Exams {
  async function find(id: string): Promise<Assignment> {
    const all = (await store.list()).map(({ assignment }) => assignment);
    const found = all.find((each) => each.id === id);
    if (found === undefined) throw new BackbenchError('ASSIGNMENT_UNKNOWN', { id, known: all.map((each) => each.id) });
    return found;
  }
  /** A lab as an event names it. */
  const named = (lab: string): { id: string; version: number } => ({ id: lab, version: catalog().heads.get(lab)?.version ?? 1 });
  return {
    underWay: guard.underWay,
    async begin(id) {
      const assignment = await find(id);
      const { title, labs, work, due } = assignment;
      if (work.kind !== 'exam') throw new BackbenchError('EXAM_NONE', { title });
      const other = guard.underWay();
      if (other !== null) throw new BackbenchError('EXAM_UNDER_WAY', { id: other.id, until: other.until });
      const before = examSpan(assignment, (lab) => log.of(lab));
      if (before !== null) throw new BackbenchError('EXAM_ONCE', { title, at: before.begunAt });
      const at = now();
      if (at > due.at) throw new BackbenchError('EXAM_CLOSED', { title, at: due.at });
      const missing = labs.filter(({ lab, variant }) => {
        const head = catalog().heads.get(lab);
        return head === undefined || (variant !== null && !head.variants.some((each) => each.id === variant));
      });
      if (missing.length > 0) throw new BackbenchError('EXAM_LABS_MISSING', { title, labs: missing.map((each) => each.title) });
      const until = Math.min(at + work.minutes * 60_000, due.at);
      const begunAt = log.append(named(labs[0]?.lab ?? ''), { type: 'exam-begun', exam: id, labs: labs.map(({ lab }) => lab), until });
      return { id, labs: labs.map(({ lab }) => lab), begunAt, until };
    },
    handIn() {
      const exam = guard.underWay();
      if (exam === null) throw new BackbenchError('EXAM_NOT_UNDER_WAY', {});
      log.append(named(exam.labs[0] ?? ''), { type: 'exam-ended', exam: exam.id });
      return exam;
    },
  };
}
