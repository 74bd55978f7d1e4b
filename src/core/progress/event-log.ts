/** The append-only log of what a learner did and what came of it. */
import { z } from 'zod';
import { answerValueSchema } from '../../shared/check-format/answer.ts';
import { checkResultSchema, verdictSchema } from '../../shared/verdict.ts';
import { asCoded, type Db } from './database.ts';

export const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('lab-opened'), engine: z.enum(['docker', 'native']) }),
  z.strictObject({ type: z.literal('step-entered'), step: z.string() }),
  /** One press of Check: the verdict and every check's result. */
  z.strictObject({ type: z.literal('attempt'), step: z.string(), verdict: verdictSchema, results: z.array(checkResultSchema) }),
  z.strictObject({ type: z.literal('hint-shown'), check: z.string(), index: z.number().int() }),
  /** An answer to a question, the newest counts. */
  z.strictObject({ type: z.literal('answered'), check: z.string(), value: answerValueSchema }),
  z.strictObject({ type: z.literal('reset') }),
  z.strictObject({ type: z.literal('reset-undone') }),
]);
export type LabEvent = z.infer<typeof eventSchema>;

/** An event with its place in the log. */
export type LoggedEvent = LabEvent & { id: number; at: number };

export interface EventLog {
  /**
   * Commits one event. When this returns, the event is on the disk.
   * @returns the time it carries, milliseconds since 1970
   * @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE
   */
  append(lab: { id: string; version: number }, event: LabEvent): number;
  /** All events of a lab, oldest first. */
  of(lab: string): LoggedEvent[];
  /** The labs that have events, the one with the newest event first. */
  labs(): string[];
}

/** @param db an open database @param path its file, for error details */
export function createEventLog(db: Db, path: string): EventLog {
  const insert = db.prepare('INSERT INTO event (at, lab, lab_version, type, data) VALUES (?, ?, ?, ?, ?)');
  const select = db.prepare('SELECT id, at, type, data FROM event WHERE lab = ? ORDER BY id');
  const labs = db.prepare('SELECT lab FROM event GROUP BY lab ORDER BY max(id) DESC');
  return {
    append(lab, event) {
      const { type, ...data } = event;
      const at = Date.now();
      try {
        insert.run(at, lab.id, lab.version, type, JSON.stringify(data));
      } catch (error) {
        throw asCoded(error, path);
      }
      return at;
    },
    of(lab) {
      const rows = select.all(lab) as { id: number; at: number; type: string; data: string }[];
      return rows.map((row) => {
        const event = eventSchema.parse({ type: row.type, ...(JSON.parse(row.data) as object) });
        return { ...event, id: row.id, at: row.at };
      });
    },
    labs: () => (labs.all() as { lab: string }[]).map((row) => row.lab),
  };
}
