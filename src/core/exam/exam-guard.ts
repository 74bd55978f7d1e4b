/** What an exam that is under way forbids in its labs. Asked by every act itself, so that no way in passes it by. */
import { BackbenchError } from '../../shared/errors.ts';
import type { EventLog } from '../progress/event-log.ts';

/** What helps, and is not to be had in an exam. earlier-state: files and data from before it was begun. */
export type ExamHelp = 'hint' | 'reference' | 'earlier-state';

export interface ExamUnderWay {
  /** The assignment's. */
  id: string;
  labs: readonly string[];
  /** Milliseconds since 1970. */
  begunAt: number;
  until: number;
}

export interface ExamGuard {
  /** The exam that this learner is in; null when none is under way. */
  underWay(): ExamUnderWay | null;
  /** @throws BackbenchError EXAM_FORBIDS while the lab is one of an exam under way */
  mustAllow(lab: string, help: ExamHelp): void;
}

/** @param now milliseconds since 1970 */
export function createExamGuard(log: Pick<EventLog, 'newestOfExams'>, now: () => number): ExamGuard {
  const underWay = (): ExamUnderWay | null => {
    const newest = log.newestOfExams();
    if (newest?.type !== 'exam-begun' || now() > newest.until) return null;
    return { id: newest.exam, labs: newest.labs, begunAt: newest.at, until: newest.until };
  };
  return {
    underWay,
    mustAllow(lab, help) {
      const exam = underWay();
      if (exam?.labs.includes(lab) === true) throw new BackbenchError('EXAM_FORBIDS', { help, until: exam.until });
    },
  };
}
