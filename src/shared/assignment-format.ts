/**
 * The format of `.bbassign` files: labs that a teacher asks for, and by when; signed with the key that
 * the teacher's packs are signed with.
 */
import { z } from 'zod';
import { slug } from './names.ts';

/** Of the file and the assignment together. A reader refuses what is newer than itself. */
export const ASSIGNMENT_FORMAT = 1;
export const ASSIGNMENT_ENDING = '.bbassign';
/** In bytes: an assignment of all labs with a long note is far below. */
export const MOST_ASSIGNMENT_BYTES = 256 * 1024;
export const MOST_LABS = 100;
/** The year 2200, in milliseconds since 1970: later is a slip of the hand. */
const LATEST = Date.UTC(2200, 0, 1);

const text = (most: number): z.ZodString => z.string().max(most);

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const assignedLabSchema = z.strictObject({
  lab: slug,
  /** The language it is to be done in; null for any. */
  variant: slug.nullable(),
  /** As the teacher's course has it: what is told where the lab is missing. */
  title: text(300).min(1),
});
export type AssignedLab = z.infer<typeof assignedLabSchema>;

/** In minutes: a day, for an exam that is done at home. */
export const LONGEST_EXAM = 24 * 60;

/**
 * How it is to be done. practice: freely. exam: once, in `minutes` from when the learner begins, without hints and reference answers.
 * A kind that this version does not know makes the file unreadable: it must not be taken for practice.
 */
export const assignmentKindSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('practice') }),
  z.strictObject({ kind: z.literal('exam'), minutes: z.number().int().min(1).max(LONGEST_EXAM) }),
]);

/** The order of the fields is that of the bytes which are signed. */
export const assignmentSchema = z.strictObject({
  /** What replaces what: assignments of one id follow each other by `number`. */
  id: slug,
  number: z.number().int().min(1).max(1_000_000_000),
  title: text(120).trim().min(1),
  /** To the learners, plain text. */
  note: text(4_000),
  labs: z.array(assignedLabSchema).min(1).max(MOST_LABS),
  /** `at`: milliseconds since 1970. `zone`: where the teacher wrote it, an IANA name. */
  due: z.strictObject({ at: z.number().int().min(0).max(LATEST), zone: text(64).refine(isZone, 'a time zone such as Asia/Kolkata') }),
  work: assignmentKindSchema,
  /** By the teacher's clock, milliseconds since 1970. */
  issuedAt: z.number().int().min(0),
}).refine(({ labs }) => new Set(labs.map(({ lab }) => lab)).size === labs.length, { path: ['labs'], message: 'a lab stands there twice' });
export type Assignment = z.infer<typeof assignmentSchema>;

export const assignmentFileSchema = z.strictObject({
  format: z.literal('backbench-assignment'), version: z.literal(ASSIGNMENT_FORMAT), assignment: assignmentSchema,
  /** Raw Ed25519 public key, in hex. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519, in hex. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type AssignmentFile = z.infer<typeof assignmentFileSchema>;
