/** What a class has reached: the rows that the screen, the table and the printed page all show. */
import type { AssignmentFile } from '../../shared/assignment-format.ts';
import { labPassed } from '../course/course.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import { labWork } from '../progress/event-log.ts';
import { deriveProgress } from '../progress/lab-progress.ts';
import { soundness, type Soundness } from '../progress/verify-history.ts';
import { assignmentRows, type AssignmentRow } from './assignment-rows.ts';
import { learnerEvents, type ClassEvent } from './learner-events.ts';
import type { ClassFinding, ClassLearner } from './merge-histories.ts';
import { stuckCheck, type StuckCheck } from './stuck-check.ts';

/** One learner in one lab; a lab in several languages is one lab. */
export interface LabRow {
  device: string;
  name: string;
  lab: string;
  title: string;
  /** The language that was worked in last; '' in a lab without. */
  variant: string;
  state: 'passed' | 'begun';
  /** The step the learner is in; '' before the first. */
  step: string;
  stepsPassed: number;
  /** Null for a lab that is not in this machine's course. */
  steps: number | null;
  /** Presses of Check that counted. */
  attempts: number;
  hints: number;
  seconds: number;
  /** By the learner's clock, milliseconds since 1970. */
  lastAt: number;
  stuck: StuckCheck | null;
}

/** One learner in all labs. */
export interface LearnerRow {
  device: string;
  /** The pseudonym; with a part of the device's key where two have the same. */
  name: string;
  soundness: Soundness;
  findings: ClassFinding[];
  events: number;
  /** When the file was made, by the learner's clock. */
  exportedAt: number;
  lastAt: number | null;
  labsPassed: number;
  stepsPassed: number;
  attempts: number;
  hints: number;
  seconds: number;
  /** The lab that was worked in last. */
  current: LabRow | null;
}

export interface ClassReport {
  learners: LearnerRow[];
  /** What of each assignment is done. */
  assignments: AssignmentRow[];
  /** By learner, then in the order in which the labs were begun. */
  labs: LabRow[];
}

/** @param heads the labs of this machine's course @param assignments of this class @param now milliseconds since 1970 */
export function classReport(learners: readonly ClassLearner[], heads: ReadonlyMap<string, LabHead>, assignments: readonly AssignmentFile[], now: number): ClassReport {
  const names = namesOf(learners);
  const labs: LabRow[] = [];
  const rows = learners.map((learner): LearnerRow => {
    const { device, file, findings } = learner;
    const events = learnerEvents(file.events);
    const name = names.get(device) ?? file.pseudonym;
    const own = begunLabs(events).map((lab) => labRow({ device, name }, lab, events, heads.get(lab)));
    labs.push(...own);
    const sum = (of: (row: LabRow) => number): number => own.reduce((total, row) => total + of(row), 0);
    const newest = labWork(events).at(-1);
    return {
      device, name, soundness: soundness(findings), findings, events: file.events.length, exportedAt: file.exportedAt, lastAt: events.at(-1)?.at ?? null,
      labsPassed: sum(({ state }) => (state === 'passed' ? 1 : 0)), stepsPassed: sum((row) => row.stepsPassed), attempts: sum((row) => row.attempts),
      hints: sum((row) => row.hints), seconds: sum((row) => row.seconds), current: own.find((row) => row.lab === newest?.lab) ?? null,
    };
  });
  return { learners: rows, labs, assignments: assignmentRows(assignments, learners, names, heads, now) };
}

function labRow(learner: Pick<LabRow, 'device' | 'name'>, lab: string, all: readonly ClassEvent[], head: LabHead | undefined): LabRow {
  const events = all.filter((event) => event.lab === lab);
  const work = labWork(events);
  const variant = work.at(-1)?.variant ?? null;
  const ofVariant = events.filter((event) => event.variant === variant);
  const { step, everPassed } = deriveProgress(ofVariant);
  const known = head === undefined ? everPassed : new Set([...everPassed].filter((id) => head.steps.some((each) => each.id === id)));
  const passed = head !== undefined && labPassed(head, events);
  return {
    ...learner, lab, title: head?.title ?? lab, variant: variant ?? '', state: passed ? 'passed' : 'begun', step: step ?? '',
    stepsPassed: known.size, steps: head?.steps.length ?? null,
    attempts: work.filter((event) => event.type === 'attempt' && event.verdict !== 'broken').length,
    hints: new Set(work.flatMap((event) => (event.type === 'hint-shown' ? [`${event.variant ?? ''} ${event.check} ${String(event.index)}`] : []))).size,
    seconds: events.reduce((total, event) => total + (event.type === 'time-spent' ? event.seconds : 0), 0),
    lastAt: work.at(-1)?.at ?? 0,
    stuck: passed ? null : stuckCheck(ofVariant),
  };
}

/** Labs that were worked in, in the order of their first event. */
function begunLabs(events: readonly ClassEvent[]): string[] {
  return [...new Set(labWork(events).map(({ lab }) => lab))];
}

/** Names by device: where two learners have the same, a part of the key tells them apart. */
export function namesOf(learners: readonly ClassLearner[]): Map<string, string> {
  const times = new Map<string, number>();
  for (const { file } of learners) times.set(file.pseudonym, (times.get(file.pseudonym) ?? 0) + 1);
  return new Map(learners.map(({ device, file }) => [device, times.get(file.pseudonym) === 1 ? file.pseudonym : `${file.pseudonym} (${device.slice(0, 8)})`]));
}
