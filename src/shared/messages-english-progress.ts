/** English for what is found in a history of progress. Numbers are those of events. */
import { durationText } from './durations.ts';

/** What may be found; see verify-history.ts of the core and the class beside it. */
export type FindingFacts =
  | { kind: 'altered' | 'reordered'; event: number }
  | { kind: 'missing'; event: number; to: number }
  | { kind: 'other-device'; event: number; device: string }
  | { kind: 'clock-back' | 'clock-ahead'; event: number; ms: number }
  | { kind: 'copied'; from: string; events: number }
  | { kind: 'forked'; event: number }
  | { kind: 'shortened'; event: number };

export const SOUNDNESS_WORDS = {
  sound: 'as it was written',
  'times-unsure': 'as it was written; times are unsure',
  tampered: 'not as it was written',
} as const;

export function findingText(finding: FindingFacts): string {
  const at = `event ${String(finding.kind === 'copied' ? 0 : finding.event)}`;
  switch (finding.kind) {
    case 'altered':
      return `${at} was changed after it was written.`;
    case 'reordered':
      return `${at} is not where it was written.`;
    case 'missing':
      return finding.event === finding.to ? `${at} is missing.` : `events ${String(finding.event)} to ${String(finding.to)} are missing.`;
    case 'other-device':
      return finding.device === '' ? `from ${at} on, nothing tells which device wrote it.` : `from ${at} on, it was written with another key (${finding.device.slice(0, 8)}).`;
    case 'clock-back':
      return `before ${at} the clock of that computer went back by ${durationText(finding.ms)}. A clock that was wrong and was put right looks the same. The order is sure, the times are not.`;
    case 'clock-ahead':
      return `${at} has a time that lies ${durationText(finding.ms)} ahead. The order is sure, the times are not.`;
    case 'copied':
      return `${String(finding.events)} events are also those of ${finding.from}.`;
    case 'forked':
      return `from ${at} on, there are two histories by the same device: data was copied, or a backup was brought back.`;
    case 'shortened':
      return `an earlier file by this device goes on past ${at}: what came after was taken away, or a backup was brought back.`;
  }
}

/** How far a learner is with an assignment, in a report. */
export const ASSIGNMENT_STATE_WORDS: Record<'open' | 'done' | 'late' | 'overdue', string> = {
  open: 'not done yet', done: 'done in time', late: 'done late', overdue: 'not done, and the time is over',
};
