/** What one learner did, in order: presses of Check, hints, steps, and the time at work between them. */
import type { Verdict } from '../../shared/verdict.ts';
import { learnerEvents, type ClassEvent } from './learner-events.ts';
import type { ClassLearner } from './merge-histories.ts';

export interface TimelineRow {
  /** The number of the event. */
  event: number;
  /** By the learner's clock, milliseconds since 1970. */
  at: number;
  lab: string;
  variant: string;
  what: 'opened' | 'step' | 'attempt' | 'hint' | 'answered' | 'went-back' | 'jumped' | 'reset' | 'reviewed' | 'placement' | 'exam-begun' | 'exam-ended';
  /** The step, or the check that the hint or the answer is of; '' where there is none. */
  subject: string;
  /** Of an attempt. */
  verdict: Verdict | null;
  /** Checks that an attempt did not pass. */
  failed: string[];
  /** At work in the lab since the row before of the same lab. */
  seconds: number;
}

export function learnerTimeline({ file }: Pick<ClassLearner, 'file'>): TimelineRow[] {
  const rows: TimelineRow[] = [];
  const spent = new Map<string, number>();
  for (const event of learnerEvents(file.events)) {
    if (event.type === 'time-spent') {
      spent.set(event.lab, (spent.get(event.lab) ?? 0) + event.seconds);
      continue;
    }
    rows.push({
      event: event.id, at: event.at, lab: event.lab, variant: event.variant ?? '', ...told(event),
      verdict: event.type === 'attempt' ? event.verdict : null,
      failed: event.type === 'attempt' ? event.results.filter(({ verdict }) => verdict === 'not-yet').map(({ checkId }) => checkId) : [],
      seconds: spent.get(event.lab) ?? 0,
    });
    spent.delete(event.lab);
  }
  return rows;
}

function told(event: Exclude<ClassEvent, { type: 'time-spent' }>): Pick<TimelineRow, 'what' | 'subject'> {
  switch (event.type) {
    case 'lab-opened':
    case 'variant-chosen':
      return { what: 'opened', subject: '' };
    case 'step-entered':
      return { what: 'step', subject: event.step };
    case 'attempt':
      return { what: 'attempt', subject: event.step };
    case 'hint-shown':
      return { what: 'hint', subject: event.check };
    case 'answered':
      return { what: 'answered', subject: event.check };
    case 'restored':
    case 'reset-undone':
      return { what: 'went-back', subject: '' };
    case 'jumped':
      return { what: 'jumped', subject: event.step };
    case 'reset':
      return { what: 'reset', subject: '' };
    case 'reviewed':
      return { what: 'reviewed', subject: '' };
    case 'exam-begun':
      return { what: 'exam-begun', subject: '' };
    case 'exam-ended':
      return { what: 'exam-ended', subject: '' };
    case 'placement-begun':
    case 'placement-answered':
    case 'placement-known':
      return { what: 'placement', subject: '' };
  }
}
