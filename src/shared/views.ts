/** What the screens show: the shapes that cross the contract. Everything here is derived, nothing is stored. */
import { z } from 'zod';
import { termViewSchema } from './course-views.ts';
import { faultViewSchema } from './faults.ts';
import { figureSchema } from './figure.ts';
import { engineKindSchema, serviceKindSchema, stageSchema } from './lab-format.ts';
import { questionViewSchema } from './question-view.ts';
import { checkResultSchema, verdictSchema } from './verdict.ts';
import { isLesson, type LessonNode } from './lesson-tree.ts';
import { LANGUAGE_CHOICES } from './words/language.ts';

/** An error as it crosses the contract; the details' shape per code is in errors.ts. */
export const errorReportSchema = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) });

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** The language of the app's own words. */
  language: z.enum(LANGUAGE_CHOICES).default('system'),
  /** `auto` takes docker where it answers and has the images, else native. */
  engine: z.enum(['auto', 'docker', 'native']).default('auto'),
  /** Service kind to an image reference used instead of ours, e.g. postgres: postgres:17. */
  images: z.record(z.string(), z.string().min(1)).default({}),
  /** Terminal and editor font size in CSS pixels. */
  fontSize: z.number().int().min(9).max(32).default(14),
  /** The font of terminal and editor by its name; empty for the one that comes with the app. No quotes: it becomes part of a style. */
  font: z.string().max(64).regex(/^[\p{L}\p{M}\p{N} _.-]*$/u).default(''),
  /** The program of native terminals, an absolute path; empty for Bash. In containers it is the image's. */
  shell: z.string().max(4096).default(''),
  /** How much memory the labs that are kept ready may need together, in MiB; null for no limit. A lab that needs more by itself is not started. */
  memoryMb: z.number().int().min(256).max(1_048_576).nullable().default(null),
  /** Keyboard shortcuts that the learner has changed: by the shortcut's name, such as check: Mod+Enter. */
  shortcuts: z.record(z.string().max(40), z.string().max(40)).default({}),
  /** Whether the screens of a teacher are shown. */
  teaches: z.boolean().default(false),
  /** What the learner is called in progress files; empty before the first. */
  pseudonym: z.string().max(80).default(''),
});
export type Settings = z.infer<typeof settingsSchema>;

const each = settingsSchema.shape;
/** A change of some settings. Not `partial()`: that would fill in the defaults of those that are left out. */
export const settingsChangeSchema = z.strictObject({
  theme: each.theme.unwrap(), language: each.language.unwrap(), engine: each.engine.unwrap(), images: each.images.unwrap(), fontSize: each.fontSize.unwrap(),
  font: each.font.unwrap(), shell: each.shell.unwrap(), memoryMb: each.memoryMb.unwrap(), shortcuts: each.shortcuts.unwrap(), teaches: each.teaches.unwrap(), pseudonym: each.pseudonym.unwrap(),
} satisfies Record<keyof Settings, unknown>).partial();

/** An engine's answer for one lab: can it run there, and if not, why. */
export const labEngineSchema = z.strictObject({
  engine: engineKindSchema,
  ready: z.boolean(),
  /** Why not, one report per missing thing. */
  missing: z.array(errorReportSchema),
});
export type LabEngine = z.infer<typeof labEngineSchema>;

export const labSummarySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  stage: stageSchema,
  topics: z.array(z.string()),
  /** The concepts that it builds on, with the lab that teaches each, in the order of lab.yaml. */
  buildsOn: z.array(z.strictObject({
    id: z.string(), title: z.string(), lab: z.strictObject({ id: z.string(), title: z.string() }),
    /** That lab is passed, or was shown to be known. */
    known: z.boolean(),
  })),
  /** Mixes the topics of its stage under less guidance. */
  checkpoint: z.boolean(),
  /** Its learner has shown, or said, that they know its matter. */
  known: z.boolean(),
  minutes: z.number(),
  /** Most memory at once, in MiB: as measured, or as its author estimates. */
  memoryMb: z.number(),
  /** From nothing to services that are filled, in milliseconds, where it was measured. */
  startMs: z.number().nullable(),
  services: z.array(serviceKindSchema),
  steps: z.number(),
  /** In the variant where most are passed. */
  stepsPassed: z.number(),
  /** Passed when one variant is. */
  state: z.enum(['new', 'started', 'passed']),
  /** The languages to choose from, with what was reached in each; none for a lab with one way only. */
  variants: z.array(z.strictObject({
    id: z.string(), title: z.string(), stepsPassed: z.number(), state: z.enum(['new', 'started', 'passed']),
  })),
  /** The variant chosen last; null before the first choice. */
  variant: z.string().nullable(),
});
export type LabSummary = z.infer<typeof labSummarySchema>;

export const courseViewSchema = z.strictObject({
  stages: z.array(z.strictObject({
    stage: stageSchema, labs: z.array(labSummarySchema),
    /** Whether there is a placement quiz for it. */
    placement: z.boolean(),
  })),
  /** Lab folders that cannot be used, each with its problems. */
  broken: z.array(z.strictObject({
    lab: z.string(),
    problems: z.array(z.strictObject({
      file: z.string(), line: z.number().optional(), column: z.number().optional(), message: z.string(),
    })),
  })),
  /** The lab that was open last, to go on with. */
  current: z.string().nullable(),
});
export type CourseView = z.infer<typeof courseViewSchema>;

/** A variant before it is chosen: what it uses. What this machine lacks for it is asked for apart, since that takes time. */
export const variantChoiceSchema = z.strictObject({ id: z.string(), title: z.string(), tools: z.array(z.string()) });
export type VariantChoice = z.infer<typeof variantChoiceSchema>;

export const labDetailSchema = z.strictObject({
  summary: labSummarySchema,
  variants: z.array(variantChoiceSchema),
  /** The one that everything below is for; null while there is a choice to make: then the steps are empty. */
  variant: z.string().nullable(),
  steps: z.array(z.strictObject({
    id: z.string(),
    title: z.string(),
    lesson: z.custom<LessonNode[]>(isLesson, 'Not a lesson.'),
    /** The pictures that the lesson names, by that name; those that can't be drawn are left out. */
    figures: z.record(z.string(), figureSchema),
    files: z.array(z.string()),
    service: z.string().nullable(),
    checks: z.array(z.strictObject({ id: z.string(), title: z.string(), hints: z.number(), question: questionViewSchema.nullable() })),
  })),
  /** The terms that its texts link. */
  terms: z.array(termViewSchema),
  services: z.array(z.strictObject({ id: z.string(), kind: serviceKindSchema })),
  /** The command that starts the learner's own program, for labs that have one. */
  appCommand: z.array(z.string()).nullable(),
  /** Whether it has something to send requests to, or requests of its own. */
  api: z.boolean(),
  remember: z.array(z.string()),
  production: z.array(z.string()),
  review: z.array(z.strictObject({ question: z.string(), answer: z.string() })),
});
export type LabDetail = z.infer<typeof labDetailSchema>;

export const serviceStateSchema = z.enum(['starting', 'ready', 'paused', 'stopped', 'failed']);
export type ServiceState = z.infer<typeof serviceStateSchema>;

export const serviceViewSchema = z.strictObject({
  id: z.string(),
  kind: serviceKindSchema,
  state: serviceStateSchema,
  /** Why it failed. */
  error: errorReportSchema.nullable(),
  /** How to reach it, once it is known. Shown for copying. */
  connection: z.strictObject({
    host: z.string(), port: z.number().int(), user: z.string(), password: z.string(), database: z.string(), url: z.string(),
  }).nullable(),
  /** What runs: image reference or program path, and version. */
  runs: z.string(),
  /** The faults that the lab has for it, as they are now. */
  faults: z.array(faultViewSchema),
});
export type ServiceView = z.infer<typeof serviceViewSchema>;

/** A long act under way, with what is known of its progress. */
export const activitySchema = z.strictObject({
  doing: z.enum(['starting', 'checking', 'resetting', 'restoring', 'jumping', 'undoing', 'keeping', 'stopping', 'parking', 'resuming', 'repairing', 'disturbing', 'making']),
  /** What exactly, e.g. a service id or a check id. */
  subject: z.string(),
  /** 0 to 1, or null where it is not known. */
  fraction: z.number().min(0).max(1).nullable(),
  /** When it began, milliseconds since 1970. */
  since: z.number(),
  /** The median of earlier runs of the same act on this machine, in milliseconds, if there were any. */
  usuallyMs: z.number().nullable(),
});
export type Activity = z.infer<typeof activitySchema>;

export const checkViewSchema = z.strictObject({
  id: z.string(),
  state: z.enum(['untried', 'running', 'passed', 'not-yet', 'broken']),
  result: checkResultSchema.nullable(),
  /** Attempts that were counted, i.e. not those where the lab was broken. */
  attempts: z.number().int(),
  /** Hints shown so far, in order. Markdown. */
  hints: z.array(z.string()),
  hintsLeft: z.number().int(),
  /** What the learner answered last, for checks that ask a question. */
  answer: z.array(z.string()).nullable(),
});
export type CheckView = z.infer<typeof checkViewSchema>;

export const sessionViewSchema = z.strictObject({
  lab: z.string(),
  /** Null for a lab without variants. */
  variant: z.string().nullable(),
  /** closed: nothing runs; parked: paused, resumes in an instant. */
  state: z.enum(['closed', 'starting', 'open', 'parked', 'failed']),
  engine: engineKindSchema.nullable(),
  /** Why the engine is what it is, or why the session failed. */
  error: errorReportSchema.nullable(),
  step: z.string(),
  steps: z.array(z.strictObject({
    id: z.string(), passed: z.boolean(),
    /** The reference answer was applied instead. */
    jumped: z.boolean(),
    checks: z.array(checkViewSchema),
  })),
  services: z.array(serviceViewSchema),
  activity: activitySchema.nullable(),
  /** Whether a reset, a restore or a jump can be taken back. */
  canUndo: z.boolean(),
  /** The course has another version of this lab than the one that was begun: what changed since, oldest first. */
  newVersion: z.strictObject({
    from: z.number().int(), to: z.number().int(), changes: z.array(z.strictObject({ version: z.number().int(), text: z.string() })),
  }).nullable(),
  /** When the last event was committed to disk, milliseconds since 1970. "Saved" is shown from this. */
  savedAt: z.number().nullable(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

export const checkReportSchema = z.strictObject({
  lab: z.string(),
  step: z.string(),
  verdict: verdictSchema,
  results: z.array(checkResultSchema),
  /** True when this attempt completed the whole lab. */
  labPassed: z.boolean(),
});
export type CheckReport = z.infer<typeof checkReportSchema>;

/** One probed thing of the doctor's report. */
export const doctorItemSchema = z.strictObject({
  id: z.string(),
  group: z.enum(['docker', 'images', 'native', 'tools', 'data']),
  name: z.string(),
  status: z.enum(['ok', 'missing', 'failed']),
  /** Version, place, or what was measured. */
  found: z.string(),
  error: errorReportSchema.nullable(),
  /** How long the probe took, in milliseconds. */
  ms: z.number(),
});
export type DoctorItem = z.infer<typeof doctorItemSchema>;

export const doctorReportSchema = z.strictObject({
  items: z.array(doctorItemSchema),
  labs: z.array(z.strictObject({
    lab: z.string(),
    title: z.string(),
    /** The variant's title; null for a lab without. */
    variant: z.string().nullable(),
    engines: z.array(labEngineSchema),
  })),
  /** True when every lab, in one of its variants, can run on at least one engine. */
  ok: z.boolean(),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

/** The query panel's answer. Cells are text as the server's own client would show them; null is NULL. */
export const queryResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
    rows: z.array(z.array(z.string().nullable())),
    /** True when more rows were there than the limit. */
    cut: z.boolean(),
    ms: z.number(),
  }),
  /** A command that returns no rows: its tag, such as `UPDATE 3`. */
  z.strictObject({ kind: z.literal('done'), text: z.string(), ms: z.number() }),
  /** Replies and documents, written out. `documents` is a document or a list of them once more, as canonical extended JSON. */
  z.strictObject({ kind: z.literal('text'), text: z.string(), documents: z.string().optional(), cut: z.boolean(), ms: z.number() }),
]);
export type QueryResult = z.infer<typeof queryResultSchema>;

export const fileEntrySchema = z.strictObject({
  path: z.string(),
  kind: z.enum(['file', 'folder']),
  bytes: z.number(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

export const fileContentSchema = z.strictObject({
  path: z.string(),
  text: z.string(),
  /** SHA-256 of the bytes, hex. Given back on save so that another program's edit is never overwritten. */
  hash: z.string(),
});
export type FileContent = z.infer<typeof fileContentSchema>;

/** The largest number of places that one search tells. */
export const SEARCH_PLACES = 2_000;

/** One file of a search, with the lines where the text stands. */
export const fileMatchesSchema = z.strictObject({
  path: z.string(),
  places: z.array(z.strictObject({
    /** From 1. */
    line: z.number().int(),
    /** From 1, in UTF-16 units. */
    column: z.number().int(),
    /** The line, or a part of a long one around the place. */
    text: z.string(),
    /** Where the place begins in `text`, from 0. */
    at: z.number().int(),
    length: z.number().int(),
  })),
});
export type FileMatches = z.infer<typeof fileMatchesSchema>;

export const searchMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('file'), file: fileMatchesSchema }),
  /** `cut`: there are more places than a search tells. */
  z.strictObject({ type: z.literal('end'), files: z.number().int(), places: z.number().int(), cut: z.boolean() }),
]);
export type SearchMessage = z.infer<typeof searchMessageSchema>;
