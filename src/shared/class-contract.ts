/** The calls of the screen "Classes": a teacher's classes, the progress files that come in, and what is derived from them. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { assignmentKindSchema, MOST_LABS } from './assignment-format.ts';
import { assignmentWordsSchema, examViewSchema } from './assignments-contract.ts';
import { call } from './contract-call.ts';
import { engineKindSchema } from './lab-format.ts';
import { verdictSchema } from './verdict.ts';
import { errorReportSchema } from './views.ts';

const nothing = z.void();
const name = z.string().min(1).max(60);
const device = z.string().max(64);
const token = z.string().min(1).max(64);
/** Milliseconds since 1970. */
const time = z.number();

const stuckSchema = z.strictObject({
  step: z.string(), check: z.string(),
  /** What the check says that it looks at; null for a lab that is not here. */
  title: z.string().nullable(),
  attempts: z.number(), hints: z.number(), since: time, seconds: z.number(),
});

export const classLabSchema = z.strictObject({
  device: z.string(), name: z.string(), lab: z.string(), title: z.string(), variant: z.string(), state: z.enum(['passed', 'begun']),
  step: z.string(), stepsPassed: z.number(), steps: z.number().nullable(), attempts: z.number(), hints: z.number(), seconds: z.number(),
  lastAt: time, stuck: stuckSchema.nullable(),
});
export type ClassLab = z.infer<typeof classLabSchema>;

const event = z.number();
const findingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['altered', 'reordered', 'forked', 'shortened']), event }),
  z.strictObject({ kind: z.literal('missing'), event, to: event }),
  z.strictObject({ kind: z.literal('other-device'), event, device: z.string() }),
  z.strictObject({ kind: z.enum(['clock-back', 'clock-ahead']), event, ms: z.number() }),
  z.strictObject({ kind: z.literal('copied'), device: z.string(), from: z.string(), events: z.number() }),
]);
export type ClassFindingView = z.infer<typeof findingSchema>;

export const classLearnerSchema = z.strictObject({
  device: z.string(), name: z.string(), soundness: z.enum(['sound', 'times-unsure', 'tampered']), findings: z.array(findingSchema),
  events: z.number(), exportedAt: time, lastAt: time.nullable(), labsPassed: z.number(), stepsPassed: z.number(), attempts: z.number(),
  hints: z.number(), seconds: z.number(), current: classLabSchema.nullable(),
  /** Labs whose files came along, as `lab` or `lab variant`. */
  work: z.array(z.strictObject({ lab: z.string(), variant: z.string(), files: z.number() })),
});
export type ClassLearnerView = z.infer<typeof classLearnerSchema>;

export const assignmentRowSchema = z.strictObject({
  assignment: z.string(), title: z.string(), dueAt: time, device: z.string(), name: z.string(),
  labsPassed: z.number(), labs: z.number(), state: z.enum(['open', 'done', 'late', 'overdue']), doneAt: time.nullable(),
  soundness: z.enum(['sound', 'times-unsure', 'tampered']), exam: examViewSchema.nullable(),
});

const draftSchema = z.strictObject({
  id: z.string().max(100).nullable(), title: z.string().max(120), note: z.string().max(4_000),
  labs: z.array(z.strictObject({ lab: z.string().max(100), variant: z.string().max(100).nullable() })).min(1).max(MOST_LABS),
  due: z.strictObject({ at: z.number(), zone: z.string().max(64) }), work: assignmentKindSchema,
});

export const classViewSchema = z.strictObject({
  learners: z.array(classLearnerSchema), labs: z.array(classLabSchema),
  /** What the class is asked to do, with a row for each learner. */
  assignments: z.array(z.strictObject({ words: assignmentWordsSchema, fingerprint: z.string(), rows: z.array(assignmentRowSchema) })),
  /** Kept files that can't be read any more. */
  damaged: z.array(z.string()),
});
export type ClassView = z.infer<typeof classViewSchema>;

const timelineRowSchema = z.strictObject({
  event, at: time, lab: z.string(), title: z.string(), variant: z.string(),
  what: z.enum(['opened', 'step', 'attempt', 'hint', 'answered', 'went-back', 'jumped', 'reset', 'reviewed', 'placement', 'exam-begun', 'exam-ended']),
  subject: z.string(), verdict: verdictSchema.nullable(), failed: z.array(z.string()), seconds: z.number(),
});
export type ClassTimelineRow = z.infer<typeof timelineRowSchema>;

const collectedSchema = z.strictObject({
  file: z.string(), outcome: z.enum(['new', 'newer', 'beside', 'known', 'refused']),
  learner: z.strictObject({ name: z.string(), device: z.string() }).nullable(), error: errorReportSchema.nullable(),
});
export type Collected = z.infer<typeof collectedSchema>;

const recheckedSchema = z.strictObject({
  lab: z.string(), title: z.string(), variant: z.string(), engine: engineKindSchema, error: errorReportSchema.nullable(),
  checks: z.array(z.strictObject({
    step: z.string(), check: z.string(), title: z.string(), outcome: z.enum(['same', 'differs', 'not-run']),
    reason: z.enum(['not-carried', 'needs-data', 'left-out', 'broken']).nullable(),
  })),
});
export type RecheckedView = z.infer<typeof recheckedSchema>;

const recheckMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('doing'), lab: z.string(), step: z.string(), at: z.number(), of: z.number() }),
  z.strictObject({ type: z.literal('done'), labs: z.array(recheckedSchema) }),
]);
export type RecheckMessage = z.infer<typeof recheckMessageSchema>;

export const classContract = {
  /** The names of the classes, now and after every change, by name. */
  watchAll: call.output(eventIterator(z.array(z.string()))),
  create: call.input(z.strictObject({ name })).output(nothing),
  /** Takes a class away with all files in it. */
  remove: call.input(z.strictObject({ name })).output(nothing),
  /** Everything that the screen shows of a class, now and after every change. */
  watch: call.input(z.strictObject({ name })).output(eventIterator(classViewSchema)),
  /** Takes in the progress files that main gave tokens for, folders with all below them. Yields each file as it is done. Aborting keeps what is in. */
  collect: call.input(z.strictObject({ name, tokens: z.array(token).min(1).max(5_000) }))
    .output(eventIterator(z.strictObject({ one: collectedSchema, at: z.number(), of: z.number() }))),
  /**
   * Runs the checks again on the files that a learner handed in, in services of their own; tells what it does, then what it found.
   * @param agreedNative whether they may run without a container, with all rights of the person at this machine
   */
  recheck: call.input(z.strictObject({ name, device, agreedNative: z.boolean() })).output(eventIterator(recheckMessageSchema)),
  timeline: call.input(z.strictObject({ name, device })).output(z.array(timelineRowSchema)),
  /** Takes one learner out, with all files that came from them. */
  erase: call.input(z.strictObject({ name, device })).output(nothing),
  /** Writes a table as CSV to the place that main's `chooseFile` has given a token for. */
  saveTable: call.input(z.strictObject({ name, of: z.enum(['learners', 'labs', 'assignments']), token })).output(nothing),
  /** Signs an assignment with this computer's key; `id`: the one that it takes the place of. */
  assign: call.input(z.strictObject({ name, draft: draftSchema })).output(z.strictObject({ id: z.string() })),
  unassign: call.input(z.strictObject({ name, id: z.string().max(100) })).output(nothing),
  /** Writes the file for the learners to the place that main's `chooseFile` has given a token for. */
  saveAssignment: call.input(z.strictObject({ name, id: z.string().max(100), token })).output(nothing),
  /** Writes the report as a page to print. */
  savePage: call.input(z.strictObject({ name, token })).output(nothing),
  /** The same page, for main to print. */
  page: call.input(z.strictObject({ name })).output(z.strictObject({ html: z.string() })),
};
