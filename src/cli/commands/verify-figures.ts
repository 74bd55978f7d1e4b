/** What a verification's report counts: the length of the course, what each stage took, and where the time of the slowest went. */
import type { LabProof } from '../../core/answers/verify-course.ts';
import type { VerifyItem } from '../../core/answers/verify-lab.ts';
import type { EngineKind, Lab, Stage } from '../../shared/lab-format.ts';
import { STAGES } from '../../shared/stages.ts';

/** A lab of the course, as the report needs it. */
export type CourseLab = Pick<Lab, 'id' | 'title' | 'stage' | 'order' | 'minutes' | 'checkpoint'>;

export interface StageFigures {
  stage: Stage;
  /** In the order of the course. */
  labs: CourseLab[];
  /** Time that learners need, as the labs say. */
  minutes: number;
  /** By lab, variant and engine, in the order of the course. */
  proofs: LabProof[];
}

const LISTED = 10;
const MS_PER_S = 1_000;

/** The stages that have labs, in order. */
export function stageFigures(course: readonly CourseLab[], proofs: readonly LabProof[]): StageFigures[] {
  return STAGES.flatMap((stage) => {
    const labs = course.filter((lab) => lab.stage === stage).toSorted((a, b) => a.order - b.order);
    const place = new Map(labs.map((lab, index) => [lab.id, index]));
    const mine = proofs.filter((proof) => place.has(proof.lab)).toSorted((a, b) =>
      (place.get(a.lab) ?? 0) - (place.get(b.lab) ?? 0) || (a.variant ?? '').localeCompare(b.variant ?? '') || a.engine.localeCompare(b.engine));
    return labs.length === 0 ? [] : [{ stage, labs, minutes: labs.reduce((sum, lab) => sum + lab.minutes, 0), proofs: mine }];
  });
}

/** The proofs of an engine that took longest, the slowest first. */
export function slowest(proofs: readonly LabProof[], engine: EngineKind): LabProof[] {
  return proofs.filter((proof) => proof.engine === engine && proof.state !== 'not-run').toSorted((a, b) => b.ms - a.ms).slice(0, LISTED);
}

/** Milliseconds of all runs by kind of item, the most first, and what lies outside of items: starting and stopping. */
export function timeByKind(proof: LabProof): { kind: VerifyItem['kind'] | 'start and stop'; ms: number }[] {
  const sums = new Map<VerifyItem['kind'] | 'start and stop', number>();
  for (const item of proof.runs.flatMap((run) => run.items)) sums.set(item.kind, (sums.get(item.kind) ?? 0) + item.ms);
  const inItems = [...sums.values()].reduce((sum, ms) => sum + ms, 0);
  sums.set('start and stop', Math.max(0, proof.ms - inItems));
  return [...sums].map(([kind, ms]) => ({ kind, ms })).filter(({ ms }) => ms > 0).toSorted((a, b) => b.ms - a.ms);
}

/** The items of all runs that took longest, with how often they ran. */
export function longestItems(proof: LabProof, count: number): { name: string; ms: number }[] {
  const [run] = proof.runs;
  return (run?.items ?? []).toSorted((a, b) => b.ms - a.ms).slice(0, count).map((item) => ({ name: `${item.kind} ${item.subject}`, ms: item.ms }));
}

/** Such as "1 h 30 min", "45 min", "12 s". */
export function duration(ms: number): string {
  const seconds = Math.round(ms / MS_PER_S);
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${String(minutes)} min`;
  return minutes % 60 === 0 ? `${String(hours)} h` : `${String(hours)} h ${String(minutes % 60)} min`;
}
