/**
 * Which of the files by a class's learners count. A history that another one goes on from is part of it; what is left
 * stands beside each other. The answer depends on the set of files only: neither on their order nor on how often each came.
 */
import { createHash } from 'node:crypto';
import { CLOCK_NOT_SET_BEFORE, CLOCK_TOLERANCE_MS, verifyHistory, type Finding } from '../progress/verify-history.ts';
import { contentHash } from '../progress/event-chain.ts';
import type { ProgressFile } from '../progress/progress-file.ts';

/** A progress file of a class. */
export interface ClassFile {
  /** SHA-256 of its bytes, as hex. */
  id: string;
  file: ProgressFile;
}

/** What one history tells, and what it tells beside others. */
export type ClassFinding =
  | Finding
  /** Two histories by one device that go apart from this event on. */
  | { kind: 'forked'; event: number }
  /** Another file by this device, which is not newer, goes on after this event. */
  | { kind: 'shortened'; event: number }
  /** So many events are another learner's as well. `device` is theirs. */
  | { kind: 'copied'; device: string; from: string; events: number };

/** A learner as the class knows them: a device's key, and the history that counts. */
export interface ClassLearner {
  device: string;
  file: ProgressFile;
  findings: ClassFinding[];
}

/** So many events in common are no coincidence: each has a time to the millisecond and the run that wrote it. */
const COPIED_FROM = 3;

interface Known extends ClassFile {
  /** For each event, a hash over all up to it. */
  prefixes: readonly string[];
}

/** @returns the ids of the files that count: no other goes on from them */
export function countingFiles(files: readonly ClassFile[]): Set<string> {
  const groups = byDevice(files);
  return new Set([...groups.values()].flatMap((group) => group.filter((each) => !group.some((other) => supersedes(other, each))).map(({ id }) => id)));
}

/** @param now by this machine's clock, milliseconds since 1970. @returns by name, then by device */
export function learnersOf(files: readonly ClassFile[], now: number): ClassLearner[] {
  const learners = [...byDevice(files)].map(([device, group]): ClassLearner => {
    const [main, ...others] = group.filter((each) => !group.some((other) => supersedes(other, each))).toSorted(preferred) as [Known, ...Known[]];
    const beside = others.map((other): ClassFinding => {
      const common = commonLength(main, other);
      return common === other.prefixes.length ? { kind: 'shortened', event: common } : { kind: 'forked', event: common + 1 };
    });
    return { device, file: main.file, findings: [...verifyHistory(main.file, now), ...beside] };
  });
  addCopies(learners);
  return learners.toSorted((a, b) => compare(a.file.pseudonym, b.file.pseudonym) || compare(a.device, b.device));
}

function byDevice(files: readonly ClassFile[]): Map<string, Known[]> {
  const groups = new Map<string, Known[]>();
  for (const each of new Map(files.map((file) => [file.id, file])).values()) {
    const known = { ...each, prefixes: prefixesOf(each.file) };
    groups.set(each.file.device, [...groups.get(each.file.device) ?? [], known]);
  }
  return groups;
}

function prefixesOf({ events }: ProgressFile): string[] {
  let before = '';
  return events.map((event) => before = createHash('sha256').update(before).update(JSON.stringify(event)).digest('hex'));
}

/** Whether `newer` says all that `older` says. */
function supersedes(newer: Known, older: Known): boolean {
  if (newer.id === older.id) return false;
  const length = older.prefixes.length;
  if (commonLength(newer, older) < length) return false;
  return newer.prefixes.length === length ? preferred(newer, older) < 0 : !shortened(older, newer);
}

/** Whether the shorter history was signed after the longer one had gone on: something was taken away. Needs clocks that were never set. */
function shortened(shorter: Known, longer: Known): boolean {
  const next = longer.file.events[shorter.prefixes.length];
  if (next === undefined || next.at < CLOCK_NOT_SET_BEFORE || shorter.file.exportedAt - next.at <= CLOCK_TOLERANCE_MS) return false;
  // A history that is not as it was written is no measure for another, and a clock that was set measures nothing.
  return verifyHistory(longer.file, Infinity).length === 0;
}

/** The longer history first; of the same, the one with work, then the one that was signed last. Total, so that any order gives the same. */
function preferred(a: Known, b: Known): number {
  return b.prefixes.length - a.prefixes.length || b.file.work.length - a.file.work.length || b.file.exportedAt - a.file.exportedAt || compare(a.id, b.id);
}

/** How many events two histories begin with in common. */
function commonLength(a: Known, b: Known): number {
  let low = 0;
  let high = Math.min(a.prefixes.length, b.prefixes.length);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.prefixes[middle - 1] === b.prefixes[middle - 1]) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Tells both of two learners whose events are the same in part; only one, if that one's own history tells who copied. */
function addCopies(learners: readonly ClassLearner[]): void {
  const owners = new Map<string, ClassLearner[]>();
  for (const learner of learners) {
    for (const hash of new Set(learner.file.events.map(contentHash))) owners.set(hash, [...owners.get(hash) ?? [], learner]);
  }
  const shared = new Map<ClassLearner, Map<ClassLearner, number>>();
  for (const all of owners.values()) {
    if (all.length < 2) continue;
    for (const one of all) for (const other of all) {
      if (one === other) continue;
      const counts = shared.get(one) ?? new Map<ClassLearner, number>();
      shared.set(one, counts.set(other, (counts.get(other) ?? 0) + 1));
    }
  }
  const hasForeign = new Set(learners.filter(({ findings }) => findings.some(({ kind }) => kind === 'other-device' || kind === 'altered' || kind === 'missing')));
  for (const [learner, counts] of shared) {
    for (const [other, events] of counts) {
      const onlyOther = hasForeign.has(other) && !hasForeign.has(learner);
      if (events >= COPIED_FROM && !onlyOther) learner.findings.push({ kind: 'copied', device: other.device, from: other.file.pseudonym, events });
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
