/** The calls about assignments: what the learners of this machine are asked to do, and what comes in from files. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { assignmentKindSchema } from './assignment-format.ts';
import { call } from './contract-call.ts';
import { errorReportSchema } from './views.ts';

const nothing = z.void();
const token = z.string().min(1).max(64);
/** Milliseconds since 1970. */
const time = z.number();

/** What every view of an assignment tells of it. */
export const assignmentWordsSchema = z.strictObject({
  id: z.string(), number: z.number(), title: z.string(), note: z.string(), dueAt: time, work: assignmentKindSchema,
  labs: z.array(z.strictObject({ lab: z.string(), variant: z.string().nullable(), title: z.string() })),
});
export type AssignmentWords = z.infer<typeof assignmentWordsSchema>;

/** An exam that was begun, as its events tell. Times in milliseconds since 1970. */
export const examViewSchema = z.strictObject({
  begunAt: time, until: time, handedInAt: time.nullable(),
  /** Hints and reference answers that were used in it all the same: nothing in the app gives them. */
  helped: z.number(),
  /** Labs of it that were passed in part before it was begun. */
  workedBefore: z.number(),
});
export type ExamView = z.infer<typeof examViewSchema>;

const assignmentViewSchema = z.strictObject({
  words: assignmentWordsSchema, fingerprint: z.string(),
  /** Whose the key is; null when it was forgotten since. */
  teacher: z.string().nullable(),
  state: z.enum(['open', 'done', 'late', 'overdue']), passed: z.number(), doneAt: time.nullable(),
  /** Of an exam that was begun. */
  exam: examViewSchema.nullable(),
  /** In the order of the assignment. missing: not on this machine. */
  labs: z.array(z.strictObject({ lab: z.string(), variant: z.string().nullable(), title: z.string(), state: z.enum(['passed', 'started', 'new', 'missing']) })),
});
export type AssignmentView = z.infer<typeof assignmentViewSchema>;

const assignmentOfferSchema = z.strictObject({
  /** By which {@link assignmentsContract.add} knows it. */
  offer: z.string(),
  /** The file's, without its folder. */
  file: z.string(), words: assignmentWordsSchema, fingerprint: z.string(), trusted: z.string().nullable(), missing: z.array(z.string()),
  outcome: z.enum(['new', 'newer', 'known']).nullable(), refusal: errorReportSchema.nullable(),
});
export type AssignmentOffer = z.infer<typeof assignmentOfferSchema>;

export const assignmentsContract = {
  /** What is to do, now and after every change, the one that is due first at the beginning. */
  watch: call.output(eventIterator(z.array(assignmentViewSchema))),
  /** Reads assignments at places that main gave tokens for, folders with all below them. Nothing is kept by it. */
  look: call.input(z.strictObject({ tokens: z.array(token).min(1).max(500) })).output(z.strictObject({
    found: z.array(assignmentOfferSchema), refused: z.array(z.strictObject({ file: z.string(), error: errorReportSchema })),
  })),
  /** Keeps one that was offered last. `trust`: first trusts its key, whose fingerprint the person has compared. */
  add: call.input(z.strictObject({ offer: token, trust: z.strictObject({ fingerprint: z.string().max(64), name: z.string().trim().min(1).max(100) }).nullable() })).output(nothing),
  /** Begins an exam: its time runs from now on. */
  beginExam: call.input(z.strictObject({ id: z.string().max(100) })).output(nothing),
  /** Ends the exam under way before its time. */
  handInExam: call.output(nothing),
  /** Takes one away from this machine, for all who learn on it. */
  remove: call.input(z.strictObject({ id: z.string().max(100) })).output(nothing),
};
