/**
 * The chain of events: each carries a hash over itself and the hash before it, so that an event which was changed, taken
 * out or moved no longer fits. What a check saw (its evidence) may hold the learner's own data: it is in the chain as a
 * hash only, so that progress can leave this machine without it and be verified all the same.
 */
import { createHash } from 'node:crypto';

/** An event as it stands in the chain. */
export interface ChainedEvent {
  /** Its place, counted from 1. */
  id: number;
  /** By the computer's clock, milliseconds since 1970. */
  at: number;
  /** Which run of a process wrote it; '' for events from before the chain. */
  run: string;
  /** Milliseconds since that run began, by a clock that nobody can set. */
  mono: number;
  /** Fingerprint of the key of the device that wrote it; '' for events from before the chain. */
  device: string;
  lab: string;
  labVersion: number;
  variant: string;
  type: string;
  /** JSON, without what the checks saw. */
  data: string;
  /** SHA-256 of what the checks saw, as hex; '' where there is nothing of the kind. */
  evidence: string;
  /** SHA-256 over all of this and the hash of the event before, as hex. */
  hash: string;
}

/** What the first event's hash goes on from. */
export const CHAIN_START = sha256('backbench progress 1');

/** @param before the hash of the event before, {@link CHAIN_START} for the first. Never changes: hashes in databases rely on it. */
export function chainHash(before: string, event: Omit<ChainedEvent, 'hash'>): string {
  const { id, at, run, mono, device, lab, labVersion, variant, type, data, evidence } = event;
  return sha256(JSON.stringify([before, id, at, run, mono, device, lab, labVersion, variant, type, data, evidence]));
}

/** What tells an event from any other, whoever's chain it stands in: a copy of it has the same. */
export function contentHash({ at, run, lab, variant, type, data, evidence }: ChainedEvent): string {
  return sha256(JSON.stringify([at, run, lab, variant, type, data, evidence]));
}

/** Parts an event's data, as JSON, into what the chain holds as it is and the hash of what the checks saw. */
export function withoutEvidence(type: string, json: string): { data: string; evidence: string } {
  if (type !== 'attempt') return { data: json, evidence: '' };
  const data = JSON.parse(json) as { results?: unknown };
  // Whatever is no attempt as this app writes it stays whole: its hash tells.
  if (!isResults(data.results)) return { data: json, evidence: '' };
  return {
    data: JSON.stringify({ ...data, results: data.results.map((result) => ({ ...result, evidence: [] })) }),
    evidence: sha256(JSON.stringify(data.results.map((result) => result.evidence))),
  };
}

const isResults = (value: unknown): value is { evidence: unknown }[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null && 'evidence' in each);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
