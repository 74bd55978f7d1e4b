/** The append-only log of what a learner did and what came of it. Each event is chained to the one before, see event-chain.ts. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { answerValueSchema } from '../../shared/check-format/answer.ts';
import { ratingSchema } from '../../shared/progress-views.ts';
import { MOST_SECONDS_AT_ONCE } from '../../shared/time-spent.ts';
import { checkResultSchema, verdictSchema } from '../../shared/verdict.ts';
import { asCoded, type Db } from './database.ts';
import { CHAIN_START, chainHash, withoutEvidence, type ChainedEvent } from './event-chain.ts';

export const eventSchema = z.discriminatedUnion('type', [
  /** The learner chose, or switched to, the variant that the event carries. */
  z.strictObject({ type: z.literal('variant-chosen') }),
  z.strictObject({ type: z.literal('lab-opened'), engine: z.enum(['docker', 'native']) }),
  z.strictObject({ type: z.literal('step-entered'), step: z.string() }),
  /** One press of Check: the verdict and every check's result. */
  z.strictObject({ type: z.literal('attempt'), step: z.string(), verdict: verdictSchema, results: z.array(checkResultSchema) }),
  z.strictObject({ type: z.literal('hint-shown'), check: z.string(), index: z.number().int() }),
  /** An answer to a question, the newest counts. */
  z.strictObject({ type: z.literal('answered'), check: z.string(), value: answerValueSchema }),
  /** Files, data and progress went back (or forward again) to a checkpoint; `event` is the newest event when that was taken. */
  z.strictObject({ type: z.literal('restored'), checkpoint: z.number().int(), event: z.number().int() }),
  /** The reference answers of `steps` were applied. What was known of the checks in `cleared` no longer holds. */
  z.strictObject({ type: z.literal('jumped'), step: z.string(), steps: z.array(z.string()), cleared: z.array(z.string()) }),
  /** The placement quiz was begun: answers before it no longer count. */
  z.strictObject({ type: z.literal('placement-begun') }),
  /** An answer in the placement quiz; null for "I don't know". */
  z.strictObject({ type: z.literal('placement-answered'), question: z.string(), value: answerValueSchema.nullable(), right: z.boolean() }),
  /** The learner says that they know the lab's matter, or that they don't. */
  z.strictObject({ type: z.literal('placement-known'), known: z.boolean() }),
  /** The learner was at work in the lab for this long before the event. */
  z.strictObject({ type: z.literal('time-spent'), seconds: z.number().int().min(1).max(MOST_SECONDS_AT_ONCE) }),
  /** A review question of the lab was answered; the learner's own word on how well. */
  z.strictObject({ type: z.literal('reviewed'), question: z.string(), rating: ratingSchema }),
  /** An assignment that is an exam was begun, on the first of its labs; it ends at `until` (milliseconds since 1970), or when it is handed in. */
  z.strictObject({ type: z.literal('exam-begun'), exam: z.string(), labs: z.array(z.string()), until: z.number().int() }),
  /** It was handed in: what comes later does not count for it. */
  z.strictObject({ type: z.literal('exam-ended'), exam: z.string() }),
  /** Written by versions before checkpoints. */
  z.strictObject({ type: z.literal('reset') }),
  z.strictObject({ type: z.literal('reset-undone') }),
]);
export type LabEvent = z.infer<typeof eventSchema>;

/** An event with its place in the log. */
export type LoggedEvent = LabEvent & {
  id: number;
  at: number;
  /** The variant it belongs to; null in a lab without. */
  variant: string | null;
};

/** What was told of an exam. */
export type ExamEvent = Extract<LoggedEvent, { type: 'exam-begun' | 'exam-ended' }>;

/** Events that belong to a lab and are no work in it: a lab with no others was not begun. */
const BESIDE: ReadonlySet<LabEvent['type']> = new Set(['placement-begun', 'placement-answered', 'placement-known', 'reviewed', 'time-spent', 'exam-begun', 'exam-ended']);

/** @returns what was done in the lab itself, without the placement quiz, reviews and times */
export function labWork<E extends LabEvent>(events: readonly E[]): E[] {
  return events.filter((event) => !BESIDE.has(event.type));
}

export interface EventLog {
  /**
   * Commits one event. When this returns, the event is on the disk.
   * @returns the time it carries, milliseconds since 1970
   * @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE
   */
  append(lab: { id: string; version: number; variant?: string | null }, event: LabEvent): number;
  /** The events of a lab, oldest first: all of them, or those of one variant (null: of a lab without). */
  of(lab: string, variant?: string | null): LoggedEvent[];
  /** The variant that was chosen last, or null. */
  chosenVariant(lab: string): string | null;
  /** The number of the newest event of a lab's variant; 0 when it has none. */
  newest(lab: string, variant: string | null): number;
  /** The labs that were worked in, the one with the newest event first; see {@link labWork}. */
  labs(): string[];
  /** The newest event of any exam; null when there was none. */
  newestOfExams(): ExamEvent | null;
  /** All events as they stand in the chain, oldest first, without what the checks saw. */
  chain(): ChainedEvent[];
  /** The number that the newest event had when it was written: greater than that of the last in the chain if some were taken out. */
  lastNumber(): number;
}

interface Row { id: number; at: number; variant: string; type: string; data: string }

interface ChainRow extends Row { lab: string; lab_version: number; run: string; mono: number; device: string; hash: string }

/**
 * @param db an open database @param path its file, for error details
 * @param device fingerprint of this device's key; '' where nothing is ever exported
 */
export function createEventLog(db: Db, path: string, device = ''): EventLog {
  const run = randomBytes(8).toString('hex');
  const tip = db.prepare('SELECT hash FROM event ORDER BY id DESC LIMIT 1').pluck();
  // Numbers are never given twice, not even that of an event which somebody took out.
  const number = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'event'").pluck();
  const insert = db.prepare(`INSERT INTO event (id, at, lab, lab_version, variant, type, data, run, mono, device, hash)
    VALUES (@id, @at, @lab, @labVersion, @variant, @type, @json, @run, @mono, @device, @hash)`);
  const chain = db.prepare('SELECT id, at, variant, type, data, lab, lab_version, run, mono, device, hash FROM event ORDER BY id');
  const lastNumber = (): number => (number.get() as number | undefined) ?? 0;
  /** Reads the newest hash and adds to it under one lock: another process may write as well. */
  const add = db.transaction((lab: { id: string; version: number; variant?: string | null }, type: string, json: string): number => {
    const event = {
      id: lastNumber() + 1, at: Date.now(), run, mono: Math.round(performance.now()), device,
      lab: lab.id, labVersion: lab.version, variant: lab.variant ?? '', type,
    };
    const hash = chainHash((tip.get() as string | undefined) ?? CHAIN_START, { ...event, ...withoutEvidence(type, json) });
    insert.run({ ...event, json, hash });
    return event.at;
  });
  const select = db.prepare('SELECT id, at, variant, type, data FROM event WHERE lab = ? ORDER BY id');
  const selectVariant = db.prepare('SELECT id, at, variant, type, data FROM event WHERE lab = ? AND variant = ? ORDER BY id');
  const chosen = db.prepare("SELECT variant FROM event WHERE lab = ? AND type = 'variant-chosen' ORDER BY id DESC LIMIT 1");
  const newest = db.prepare('SELECT max(id) AS id FROM event WHERE lab = ? AND variant = ?');
  const newestOfExams = db.prepare("SELECT id, at, variant, type, data FROM event WHERE type IN ('exam-begun', 'exam-ended') ORDER BY id DESC LIMIT 1");
  const labs = db.prepare(`SELECT lab FROM event WHERE type NOT IN (${[...BESIDE].map((type) => `'${type}'`).join(', ')}) GROUP BY lab ORDER BY max(id) DESC`);
  return {
    append(lab, event) {
      const { type, ...data } = event;
      try {
        return add.immediate(lab, type, JSON.stringify(data));
      } catch (error) {
        throw asCoded(error, path);
      }
    },
    of: (lab, variant) => ((variant === undefined ? select.all(lab) : selectVariant.all(lab, variant ?? '')) as Row[]).map(logged),
    newestOfExams() {
      const row = newestOfExams.get() as Row | undefined;
      return row === undefined ? null : logged(row) as ExamEvent;
    },
    chosenVariant: (lab) => (chosen.get(lab) as { variant: string } | undefined)?.variant ?? null,
    newest: (lab, variant) => (newest.get(lab, variant ?? '') as { id: number | null }).id ?? 0,
    labs: () => (labs.all() as { lab: string }[]).map((row) => row.lab),
    chain: () => [...chain.iterate() as Iterable<ChainRow>].map(({ lab_version: labVersion, ...row }) => ({ ...row, labVersion, ...withoutEvidence(row.type, row.data) })),
    lastNumber,
  };
}

function logged(row: Row): LoggedEvent {
  const event = eventSchema.parse({ type: row.type, ...(JSON.parse(row.data) as object) });
  return { ...event, id: row.id, at: row.at, variant: row.variant === '' ? null : row.variant };
}
