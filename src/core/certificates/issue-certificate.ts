/** Draws a certificate from a history: only what is passed in it, and only from one that is as it was written. */
import { BackbenchError } from '../../shared/errors.ts';
import type { Stage } from '../../shared/lab-format.ts';
import { learnerEvents, type ClassEvent } from '../class/learner-events.ts';
import { labPassed } from '../course/course.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import type { ChainedEvent } from '../progress/event-chain.ts';
import { soundness } from '../progress/verify-history.ts';
import type { CertificateStatement } from './certificate-file.ts';

export interface IssueParts {
  name: string;
  device: string;
  /** The whole history, oldest first. */
  events: readonly ChainedEvent[];
  /** What was found in it. */
  findings: readonly { kind: string }[];
  /** The labs of this machine's course. */
  heads: ReadonlyMap<string, LabHead>;
  /** Null for the whole course. */
  stage: Stage | null;
  className: string | null;
  /** Milliseconds since 1970. */
  now: number;
}

/** @throws BackbenchError CERTIFICATE_REFUSED while labs are missing, or for a history that is not as it was written */
export function certificateStatement({ name, device, events, findings, heads, stage, className, now }: IssueParts): CertificateStatement {
  if (soundness(findings) === 'tampered') throw new BackbenchError('CERTIFICATE_REFUSED', { name, why: 'tampered', missing: [] });
  const wanted = [...heads.values()].filter((head) => stage === null || head.stage === stage);
  const all = learnerEvents(events);
  const missing = wanted.filter((head) => !labPassed(head, all.filter(({ lab }) => lab === head.id)));
  const newest = events.at(-1);
  if (missing.length > 0 || newest === undefined || wanted.length === 0) {
    throw new BackbenchError('CERTIFICATE_REFUSED', { name, why: 'not-passed', missing: missing.map(({ title }) => title) });
  }
  return {
    name, stage, device, className, issuedAt: now, history: { event: newest.id, hash: newest.hash },
    labs: wanted.map((head) => ({ id: head.id, title: head.title, version: head.version, passedAt: passedAt(all.filter(({ lab }) => lab === head.id)) })),
  };
}

/** When the lab's newest step was passed for the first time. */
function passedAt(events: readonly ClassEvent[]): number {
  const first = new Map<string, number>();
  for (const event of events) if (event.type === 'attempt' && event.verdict === 'passed' && !first.has(event.step)) first.set(event.step, event.at);
  return Math.max(0, ...first.values());
}
