/**
 * Whether a history is as it was written. Chain, keys and numbers tell what was changed, taken out, moved or written
 * elsewhere. The clock is another matter: one that was wrong and was put right looks like one that was put wrong on
 * purpose, so a large step back is told, with the order and the durations still sure, and nobody is accused of it.
 */
import { CHAIN_START, chainHash, type ChainedEvent } from './event-chain.ts';
import type { ProgressFile } from './progress-file.ts';

export type Finding =
  /** The event is not what was written, or does not follow the one before. */
  | { kind: 'altered'; event: number }
  /** Events between these numbers are gone; `to` is the last that is missing. */
  | { kind: 'missing'; event: number; to: number }
  /** Events are not in the order in which they were written. */
  | { kind: 'reordered'; event: number }
  /** From this event on, the history was written with another device's key than it was signed with. */
  | { kind: 'other-device'; event: number; device: string }
  /** The clock went back before this event, by so much. */
  | { kind: 'clock-back'; event: number; ms: number }
  /** The event's time had not come yet when the file was looked at. */
  | { kind: 'clock-ahead'; event: number; ms: number };

/** sound: as it was written. times-unsure: the same, but the clock was set. tampered: something else than what was written. */
export type Soundness = 'sound' | 'times-unsure' | 'tampered';

/** A cheap clock is off by a quarter of an hour after a year without a network; a time server then puts it right. */
export const CLOCK_TOLERANCE_MS = 15 * 60_000;

/** Clocks with an empty battery begin in years before this app was made: such times say nothing, and are no trick. */
export const CLOCK_NOT_SET_BEFORE = Date.UTC(2026, 0, 1);

/** @param now by the clock of whoever looks at it, milliseconds since 1970. @returns nothing for a sound history */
export function verifyHistory({ events, device, lastNumber }: Pick<ProgressFile, 'events' | 'device' | 'lastNumber'>, now: number): Finding[] {
  return [...chainFindings(events, lastNumber), ...deviceFindings(events, device), ...clockFindings(events, now)];
}

export function soundness(findings: readonly { kind: string }[]): Soundness {
  if (findings.length === 0) return 'sound';
  return findings.every(({ kind }) => kind === 'clock-back' || kind === 'clock-ahead') ? 'times-unsure' : 'tampered';
}

function chainFindings(events: readonly ChainedEvent[], lastNumber: number): Finding[] {
  const findings: Finding[] = [];
  let before = CHAIN_START;
  let last = 0;
  for (const event of events) {
    const fits = chainHash(before, event) === event.hash;
    if (event.id <= last) findings.push({ kind: 'reordered', event: event.id });
    // Before the chain, numbers may have been left out.
    else if (event.id > last + 1 && (event.run !== '' || !fits)) findings.push({ kind: 'missing', event: last + 1, to: event.id - 1 });
    else if (!fits) findings.push({ kind: 'altered', event: event.id });
    // Goes on from what stands there: one change is told once.
    before = event.hash;
    last = event.id;
  }
  if (lastNumber > last) findings.push({ kind: 'missing', event: last + 1, to: lastNumber });
  return findings;
}

function deviceFindings(events: readonly ChainedEvent[], device: string): Finding[] {
  const findings: Finding[] = [];
  let before: string | null = null;
  let chained = false;
  for (const event of events) {
    chained ||= event.run !== '';
    // Events from before the chain name no device, and stand before all others.
    const foreign = event.device !== device && (event.device !== '' || chained);
    if (foreign && event.device !== before) findings.push({ kind: 'other-device', event: event.id, device: event.device });
    before = event.device;
  }
  return findings;
}

function clockFindings(events: readonly ChainedEvent[], now: number): Finding[] {
  const findings: Finding[] = [];
  // The latest time so far, and for each run the farthest that the clock was ahead of the one that nobody can set.
  let latest = -Infinity;
  const farthest = new Map<string, number>();
  let ahead = false;
  for (const event of events) {
    if (event.at < CLOCK_NOT_SET_BEFORE) continue;
    const offset = event.at - event.mono;
    const known = event.run === '' ? offset : farthest.get(event.run) ?? offset;
    const back = Math.max(latest - event.at, known - offset);
    // What comes after a step back is held against the clock as it is then.
    const stepped = back > CLOCK_TOLERANCE_MS;
    if (stepped) findings.push({ kind: 'clock-back', event: event.id, ms: back });
    latest = stepped ? event.at : Math.max(latest, event.at);
    farthest.set(event.run, stepped ? offset : Math.max(known, offset));
    const over = event.at - now;
    if (over > CLOCK_TOLERANCE_MS && !ahead) findings.push({ kind: 'clock-ahead', event: event.id, ms: over });
    ahead = over > CLOCK_TOLERANCE_MS;
  }
  return findings;
}
