/** What one kind of check finds out, before it becomes a verdict: run-check.ts asks after the services in between. */
import { createHash } from 'node:crypto';
import { toErrorReport } from '../../shared/errors.ts';
import type { Evidence, Reason } from '../../shared/verdict.ts';
import { planText } from './plan-text.ts';
import { scriptText } from './script-text.ts';

export type Outcome =
  /** `value`: what the check looked at, written out, for checks of events. */
  | { verdict: 'passed'; value?: string }
  | NotYet
  /** The check itself could not be carried out. */
  | { verdict: 'broken'; reason: 'lab-fault'; evidence: Evidence[] };

export interface NotYet {
  verdict: 'not-yet';
  reason: Reason;
  evidence: Evidence[];
  /** What was got, written out, for the author's regular expressions. */
  got: string;
  /** The learner's own text, where the check read one. */
  source?: string;
  /** Whether the learner's result is that of this (wrong) query. Absent where there is no result to compare. */
  isResultOf?: (query: string) => Promise<boolean>;
}

export const PASSED: Outcome = { verdict: 'passed' };

/** Stands for what a check that passes looked at: equal exactly when that was equal. */
export function markOf(outcome: Extract<Outcome, { verdict: 'passed' }>): string {
  return createHash('sha256').update(outcome.value ?? 'passed').digest('hex');
}

/** @param got defaults to the text of the evidence */
export function notYet(reason: Reason, evidence: Evidence[], more: Partial<Pick<NotYet, 'got' | 'source' | 'isResultOf'>> = {}): NotYet {
  return { verdict: 'not-yet', reason, evidence, ...more, got: more.got ?? evidence.map(evidenceText).join('\n') };
}

/** A fault of the lab, in words for its author. */
export function labFault(text: string): Outcome {
  return { verdict: 'broken', reason: 'lab-fault', evidence: [message('the lab', text)] };
}

/** What a server or a program said. Long texts are cut. */
export function message(source: string, text: string): Evidence {
  return { kind: 'message', source, text: text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE)}…` };
}

/** Characters of a message that are shown. */
const MAX_MESSAGE = 4_000;

function evidenceText(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'message': return evidence.text;
    case 'value': return evidence.got;
    case 'http': return evidence.response;
    case 'log': return evidence.lines.join('\n');
    case 'plan': return planText(evidence.nodes);
    case 'script': return scriptText(evidence.events);
    case 'rows': return evidence.got.map((row) => row.map((cell) => cell ?? 'NULL').join('\t')).join('\n');
  }
}

/** An error in the words of whoever threw it, for evidence: what the system or a server said. */
export function describeError(error: unknown): string {
  const { code, details } = toErrorReport(error);
  if ('reason' in details) return details.reason;
  return code === 'CANCELLED' ? 'It did not answer in time.' : `${code} ${JSON.stringify(details)}`;
}
