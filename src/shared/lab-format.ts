/**
 * The lab format, schema version 1: what a `lab.yaml` may hold.
 * Labs are data. Unknown fields are refused, so that a misspelt key never passes in silence.
 */
import { z } from 'zod';

/** Lower-case words joined by hyphens: the form of every id. */
const slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens').max(64);

/** A path inside the lab folder or the workspace: relative, forward slashes, no `..`. */
export const relativePath = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))(?!.*\/\/)[^\\\0:]+$/, 'a relative path with forward slashes and without ".."');

/** The stages of the course, in order. */
export const STAGES = ['fundamentals', 'databases', 'server-side', 'security', 'system-design', 'devops', 'projects'] as const;
export const stageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof stageSchema>;

export const SERVICE_KINDS = ['postgres', 'redis', 'mongo'] as const;
export const serviceKindSchema = z.enum(SERVICE_KINDS);
export type ServiceKind = z.infer<typeof serviceKindSchema>;

export const ENGINE_KINDS = ['docker', 'native'] as const;
export const engineKindSchema = z.enum(ENGINE_KINDS);
export type EngineKind = z.infer<typeof engineKindSchema>;

/**
 * What a value must look like. A plain value must be equal (objects: exactly these keys);
 * an object whose only key starts with `$` is an operator, see core/checks/match.ts for the list.
 */
export const matcherSchema: z.ZodType<unknown> = z.unknown();

/** A mistake that people really make: when the evidence looks like this, say that. */
const mistakeSchema = z.strictObject({
  /** The learner's result equals the result of this (wrong) query. For sql and mongo checks. */
  result: z.string().min(1).optional(),
  /** A regular expression (flags i, s) on what was got, written out as text (error messages included). */
  got: z.string().min(1).optional(),
  /** A regular expression (flags i, s) on the learner's own file, for checks that read one. */
  source: z.string().min(1).optional(),
  /** The message. Markdown, one or two sentences. */
  say: z.string().min(1),
});
export type Mistake = z.infer<typeof mistakeSchema>;

const checkBase = {
  id: slug,
  /** What the check is about, as a short statement that is true once it passes. */
  title: z.string().min(1).max(160),
  /** Hints from gentle to nearly the answer. Markdown. */
  hints: z.array(z.string().min(1)).min(2).max(5),
  mistakes: z.array(mistakeSchema).default([]),
  /** Longest time the check may take, in seconds. */
  deadline: z.number().int().min(1).max(120).default(15),
};

/** Compares result sets. Exactly one of `file` (the learner's query) and `query` (a question about the state). */
export const sqlCheckSchema = z.strictObject({
  kind: z.literal('sql'),
  ...checkBase,
  service: slug,
  /** A file of the workspace with the learner's query; it runs in a read-only transaction that is rolled back. */
  file: relativePath.optional(),
  /** An author's query on the present state; runs read-only. */
  query: z.string().min(1).optional(),
  expect: z.strictObject({
    /** The reference: its result on the learner's own server is the expectation. Runs read-only. */
    query: z.string().min(1).optional(),
    /** The rows themselves, values as JSON. */
    rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))).optional(),
  }),
  /** list: same rows in the same order; set: same rows in any order (duplicates count); scalar: one value. */
  compare: z.enum(['list', 'set', 'scalar']),
  /** Whether column names must agree. The order of columns always must. */
  columnNames: z.boolean().default(false),
});

/** Runs commands and compares the last reply. */
export const redisCheckSchema = z.strictObject({
  kind: z.literal('redis'),
  ...checkBase,
  service: slug,
  /** One command, words as a list. Only commands that read. */
  command: z.array(z.string()).min(1),
  expect: matcherSchema,
});

/** Evaluates an expression of the mongo shell's language (the subset that reads). */
export const mongoCheckSchema = z.strictObject({
  kind: z.literal('mongo'),
  ...checkBase,
  service: slug,
  /** A file of the workspace with the learner's expression, such as `db.orders.find({...})`. Must only read. */
  file: relativePath.optional(),
  /** An author's expression on the present state. */
  query: z.string().min(1).optional(),
  expect: z.strictObject({
    query: z.string().min(1).optional(),
    value: matcherSchema.optional(),
  }),
  compare: z.enum(['list', 'set', 'scalar']).default('scalar'),
});

const httpRequestSchema = z.strictObject({
  /** Shown to the learner as the name of this exchange. */
  name: z.string().min(1).max(120),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']).default('GET'),
  /** Path and query; `{{name}}` inserts a captured value. */
  path: z.string().startsWith('/'),
  headers: z.record(z.string(), z.string()).default({}),
  /** A JSON body (sets content-type) or raw text. */
  json: z.unknown().optional(),
  body: z.string().optional(),
  /** The application is restarted before this request: shows that data outlives the process. */
  restart: z.boolean().default(false),
  expect: z.strictObject({
    status: z.union([z.number().int(), z.array(z.number().int()).min(1)]).optional(),
    /** Header name (lower case) to matcher. */
    headers: z.record(z.string(), matcherSchema).default({}),
    /** Matcher for the parsed JSON body. */
    json: matcherSchema.optional(),
    /** A regular expression on the raw body. */
    body: z.string().optional(),
  }),
  /** Name to JSON path (`$.id`, `$.items[0].sku`) in the response body, or `header:location`. */
  capture: z.record(slug, z.string()).default({}),
});
export type HttpRequestSpec = z.infer<typeof httpRequestSchema>;

/** Starts the learner's application on a free port with a fresh copy of the seed data and talks to it. */
export const httpCheckSchema = z.strictObject({
  kind: z.literal('http'),
  ...checkBase,
  requests: z.array(httpRequestSchema).min(1).max(40),
});

/** Looks at a file of the workspace. For things that have no behaviour of their own. */
export const fileCheckSchema = z.strictObject({
  kind: z.literal('file'),
  ...checkBase,
  path: relativePath,
  /** A regular expression (flags m, s) that the text must match, or must not. */
  matches: z.string().optional(),
  excludes: z.string().optional(),
});

export const checkSchema = z.discriminatedUnion('kind', [
  sqlCheckSchema, redisCheckSchema, mongoCheckSchema, httpCheckSchema, fileCheckSchema,
]);
export type Check = z.infer<typeof checkSchema>;
export type SqlCheck = z.infer<typeof sqlCheckSchema>;
export type RedisCheck = z.infer<typeof redisCheckSchema>;
export type MongoCheck = z.infer<typeof mongoCheckSchema>;
export type HttpCheck = z.infer<typeof httpCheckSchema>;
export type FileCheck = z.infer<typeof fileCheckSchema>;
export type CheckKind = Check['kind'];

const serviceSpecSchema = z.strictObject({
  id: slug,
  kind: serviceKindSchema,
  /** Files of the lab folder that fill the service, run in order. postgres: .sql; redis: .redis; mongo: .js or .json. */
  seed: z.array(relativePath).default([]),
});
export type ServiceSpec = z.infer<typeof serviceSpecSchema>;

/** The learner's own program, which http checks start. It must listen on the port in the variable PORT. */
const appSpecSchema = z.strictObject({
  /** Program and arguments, run in the workspace, e.g. [node, server.js]. */
  command: z.array(z.string().min(1)).min(1),
  /** Longest time until it listens, in seconds. */
  startTimeout: z.number().int().min(1).max(120).default(20),
});
export type AppSpec = z.infer<typeof appSpecSchema>;

const stepSchema = z.strictObject({
  id: slug,
  title: z.string().min(1).max(80),
  /** The lesson, Markdown, in the lab folder. */
  lesson: relativePath,
  /** Files of the workspace that the step is about; the first is opened. */
  files: z.array(relativePath).default([]),
  /** The service whose query panel the step uses. */
  service: slug.optional(),
  checks: z.array(checkSchema).min(1).max(8),
});
export type Step = z.infer<typeof stepSchema>;

const mutantSchema = z.strictObject({
  /** Folder under `mutants/`. */
  id: slug,
  /** What the wrong answer gets wrong. */
  about: z.string().min(1),
  /** The step it is applied at, on top of the solutions of the steps before. */
  step: slug,
  /** The check that must say "not yet". */
  caughtBy: slug,
});
export type Mutant = z.infer<typeof mutantSchema>;

export const labSchema = z.strictObject({
  schema: z.literal(1),
  id: slug,
  version: z.number().int().min(1),
  title: z.string().min(1).max(80),
  summary: z.string().min(1).max(300),
  stage: stageSchema,
  /** Place in the stage, from 1. */
  order: z.number().int().min(1),
  topics: z.array(z.string().min(1)).min(1),
  minutes: z.number().int().min(5).max(240),
  /** What the machine must offer, beyond the services below. */
  needs: z.strictObject({
    /** `any`, or `docker` for labs that need a container engine by nature. */
    engine: z.enum(['any', 'docker']).default('any'),
    /** Programs that the learner's shell needs, e.g. node. */
    tools: z.array(z.string().min(1)).default([]),
    /** Memory of all services together, in MiB, as measured. */
    memoryMb: z.number().int().min(1),
  }),
  services: z.array(serviceSpecSchema).max(6),
  app: appSpecSchema.optional(),
  steps: z.array(stepSchema).min(1).max(12),
  /** Other correct answers: folders under `alternatives/`, each must pass every step it covers. */
  alternatives: z.array(z.strictObject({ id: slug, about: z.string().min(1), step: slug })).default([]),
  mutants: z.array(mutantSchema).default([]),
  /** What to keep: three to five sentences, Markdown. */
  remember: z.array(z.string().min(1)).min(1).max(8),
  /** How it fails in production. Markdown. */
  production: z.array(z.string().min(1)).min(1).max(8),
  /** Questions that come back later. */
  review: z.array(z.strictObject({ question: z.string().min(1), answer: z.string().min(1) })).min(2).max(5),
});
export type Lab = z.infer<typeof labSchema>;
