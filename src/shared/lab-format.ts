/**
 * The lab format, schema version 1: what a `lab.yaml` may hold.
 * Labs are data. Unknown fields are refused, so that a misspelt key never passes in silence.
 */
import { z } from 'zod';
import { apiRequestSchema } from './api-client/request-format.ts';
import { checkSchema } from './check-format/check.ts';
import { conceptSchema, placementQuestionSchema } from './course-format.ts';
import { faultKindSchema } from './faults.ts';
import { generatedFileSchema, rowSetSchema } from './generate-format.ts';
import { appSpecSchema, variantSchema } from './lab-variants.ts';
import { valuesSchema } from './learner-values.ts';
import { relativePath, slug } from './names.ts';
import { programsSchema } from './programs.ts';
import { STAGES } from './stages.ts';
import { toolNameSchema } from './tools.ts';

export const stageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof stageSchema>;

export const SERVICE_KINDS = ['postgres', 'redis', 'mongo', 'mysql'] as const;
export const serviceKindSchema = z.enum(SERVICE_KINDS);
export type ServiceKind = z.infer<typeof serviceKindSchema>;

export const ENGINE_KINDS = ['docker', 'native'] as const;
export const engineKindSchema = z.enum(ENGINE_KINDS);
export type EngineKind = z.infer<typeof engineKindSchema>;

const serviceSpecSchema = z.strictObject({
  /** The lab's name for it: checks and answer scripts name it so. */
  id: slug,
  /** Which server it is. */
  kind: serviceKindSchema,
  /** Files of the lab folder that fill the service, run in order. postgres and mysql: .sql; redis: .redis; mongo: .js or .json. */
  seed: z.array(relativePath).default([]),
  /** Rows that are made when the lab starts, after the seed files and in this order. */
  generate: z.array(rowSetSchema).max(20).default([]),
  /** Faults that the learner can bring on it in the panel "Services": a late network, one that loses packets, a kill, a full disk. */
  faults: z.array(faultKindSchema).max(4).default([]),
});
export type ServiceSpec = z.infer<typeof serviceSpecSchema>;

const stepSchema = z.strictObject({
  /** The step's name for machines: its solution lies in `solution/<id>/`. */
  id: slug,
  /** The step's name for people. The app shows it above the lesson. */
  title: z.string().min(1).max(80),
  /** The lesson, Markdown, in the lab folder. */
  lesson: relativePath,
  /** Files of the workspace that the step is about; the first is opened. */
  files: z.array(relativePath).default([]),
  /** The service whose query panel the step uses. */
  service: slug.optional(),
  /** What must be true for the step to pass; each check is told by itself. */
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
  /** Only in these variants; in all when left out. */
  variants: z.array(slug).min(1).optional(),
});
export type Mutant = z.infer<typeof mutantSchema>;

export const labSchema = z.strictObject({
  /** The version of this format. */
  schema: z.literal(1),
  /** The lab's name for machines, the same as its folder. Unique in the whole course; never changes, since progress is kept by it. */
  id: slug,
  /** Goes up by one with every change that a learner in the middle of the lab would notice. */
  version: z.number().int().min(1),
  /** What each version changed, for learners who are in the middle of an older one. None for the first. */
  changes: z.array(z.strictObject({
    /** The version that brought it. */
    version: z.number().int().min(2),
    /** What is different for a learner. Markdown, a sentence. */
    text: z.string().min(1).max(300),
  })).default([]),
  /** The lab's name for people. */
  title: z.string().min(1).max(80),
  /** One or two sentences: what the learner does and takes away. */
  summary: z.string().min(1).max(300),
  /** The part of the course, the same as the folder that the lab lies in. */
  stage: stageSchema,
  /** Place in the stage, from 1. */
  order: z.number().int().min(1),
  /** What it is about, a few words each, for finding it. */
  topics: z.array(z.string().min(1)).min(1),
  /** The concepts that the lab teaches. Each is taught by one lab of the course. */
  teaches: z.array(conceptSchema).max(12).default([]),
  /** Ids of concepts that it builds on, taught by labs before it. The app advises them; it locks nothing. */
  requires: z.array(slug).max(12).default([]),
  /** Two questions: who answers them knows the lab's matter and may skip it. */
  placement: z.array(placementQuestionSchema).max(4).default([]),
  /** The lab at the end of a stage that mixes its topics under less guidance. */
  checkpoint: z.boolean().default(false),
  /** How long a learner takes, in minutes. */
  minutes: z.number().int().min(5).max(240),
  /** What the machine must offer, beyond the services below. */
  needs: z.strictObject({
    /** `any`, or `docker` for labs that need a container engine by nature. */
    engine: z.enum(['any', 'docker']).default('any'),
    /** Programs and libraries that the learner's shell needs, e.g. node. See tools.ts. */
    tools: z.array(toolNameSchema).default([]),
    /** Memory of all services together, in MiB, as measured. */
    memoryMb: z.number().int().min(1),
  }),
  /** What differs from learner to learner; `{{value.name}}` stands for it in texts, seeds, generated rows, checks and answers. */
  values: valuesSchema.default({}),
  /** The servers that run while the lab is open. */
  services: z.array(serviceSpecSchema).max(6),
  /** Files of the workspace that are made when the lab starts. */
  files: z.array(generatedFileSchema).max(10).default([]),
  /** Requests that the API client has ready for the learner, in this order. Their `url` is a path below the learner's program. */
  requests: z.array(apiRequestSchema).max(40).default([]),
  /** The learner's own program, for http checks. */
  app: appSpecSchema.optional(),
  /** Commands that `command` checks run by name. */
  programs: programsSchema.default({}),
  /** The lab in several languages; none for a lab with one way only. */
  variants: z.array(variantSchema).max(8).default([]),
  /** The way through the lab: three to seven steps, each with one new idea. */
  steps: z.array(stepSchema).min(1).max(12),
  /** Other correct answers: folders under `alternatives/`, each must pass every step it covers. */
  alternatives: z.array(z.strictObject({
    /** Folder under `alternatives/`. */
    id: slug,
    /** What is different about this answer. */
    about: z.string().min(1),
    /** The step it answers, on top of the solutions of the steps before. */
    step: slug,
    /** Only in these variants; in all when left out. */
    variants: z.array(slug).min(1).optional(),
  })).default([]),
  /** Known wrong answers: folders under `mutants/`. Each names the check that must catch it. */
  mutants: z.array(mutantSchema).default([]),
  /** What to keep: three to five sentences, Markdown. */
  remember: z.array(z.string().min(1)).min(1).max(8),
  /** How it fails in production. Markdown. */
  production: z.array(z.string().min(1)).min(1).max(8),
  /** Questions that come back later. */
  review: z.array(z.strictObject({
    /** Markdown. */
    question: z.string().min(1),
    /** Markdown. */
    answer: z.string().min(1),
  })).min(2).max(5),
});
export type { AppSpec, Variant } from './lab-variants.ts';
export type Lab = z.infer<typeof labSchema>;
