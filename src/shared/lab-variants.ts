/** Variants: one lab in several languages. Each has its own commands, needs and words; the checks are the same for all. */
import { z } from 'zod';
import { slug } from './names.ts';
import { commandLineSchema, programsSchema } from './programs.ts';
import { toolNameSchema } from './tools.ts';

/** What requests call the app's own program; those beside it have the names of lab.yaml. */
export const MAIN = 'app';

/** The learner's own program, which http checks start. It must listen on the port in the variable PORT. */
export const appSpecSchema = z.strictObject({
  /** Run before the program, in the workspace, once for all checks of a run: a compiler. It writes into the folder `.build`. */
  build: commandLineSchema.optional(),
  /** Program and arguments, run in the workspace, e.g. [node, server.js]. */
  command: commandLineSchema,
  /** Longest time until it listens, in seconds. */
  startTimeout: z.number().int().min(1).max(120).default(20),
  /** Further programs of the app that run beside it, by name: a worker, a second instance. Each has a PORT of its own. */
  beside: z.record(slug.refine((name) => name !== MAIN, 'The name "app" is that of the app itself.'), commandLineSchema).default({}),
});
export type AppSpec = z.infer<typeof appSpecSchema>;

export const variantSchema = z.strictObject({
  /** Also the folder under `variants/` whose files lie over the lab's own. */
  id: slug,
  /** What the learner chooses by, e.g. Python. */
  title: z.string().min(1).max(40),
  /** Tools beyond those of the lab. */
  needs: z.strictObject({ tools: z.array(toolNameSchema).default([]) }).default({ tools: [] }),
  /** Instead of the lab's app. */
  app: appSpecSchema.optional(),
  /** Added to the lab's programs; one of the same name replaces it. */
  programs: programsSchema.default({}),
  /** Texts that stand for `{{variant.<name>}}` in the lab and its lessons, e.g. the name of the source file. */
  words: z.record(slug, z.string()).default({}),
  /**
   * The checks are proven by the mutants of this other variant: they are the same for all, so one wrong answer for each
   * is enough. This variant then needs a mutant or two of its own, to show that its program is looked at.
   */
  provenBy: slug.optional(),
});
export type Variant = z.infer<typeof variantSchema>;
