/** A check of kind `command`: a command runs in the lab's shell environment, and how it ends and what it prints is compared. */
import { z } from 'zod';
import { relativePath, slug } from '../names.ts';
import { checkBase, matcherSchema } from './base.ts';

/** Texts may hold `{{files}}`, the folder of the check's own files. */
const runSchema = z.strictObject({
  /** One of the lab's programs, by name. */
  program: slug.optional(),
  /** Arguments of the program. */
  args: z.array(z.string()).default([]),
  /** Instead of a program: program and arguments. No shell reads them. */
  argv: z.array(z.string().min(1)).min(1).optional(),
  /** A folder of the workspace to run in. */
  folder: relativePath.optional(),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable'), z.string()).default({}),
});

/** A file for this run only, outside the learner's files. Exactly one of `text` and `from`. */
const runFileSchema = z.strictObject({
  path: relativePath,
  text: z.string().optional(),
  /** A file of the lab folder, usually in `checks/`. */
  from: relativePath.optional(),
});

export const commandCheckSchema = z.strictObject({
  kind: z.literal('command'),
  ...checkBase,
  /** What is run: a program of the lab, or a command line. */
  run: runSchema,
  /** What the command reads from its standard input. */
  stdin: z.string().optional(),
  /** Files for this run only, in a folder of their own that `{{files}}` stands for. */
  files: z.array(runFileSchema).max(20).default([]),
  /** How it must end and what it must print; all that is given must hold. */
  expect: z.strictObject({
    /** One exit code, or several that are right. */
    exitCode: z.union([z.number().int().min(0).max(255), z.array(z.number().int().min(0).max(255)).min(1)]).default(0),
    /** Matcher for standard output as one text; line ends are LF, and blanks at the end of it don't count. */
    stdout: matcherSchema.optional(),
    /** Matcher for standard output as a list of lines. */
    lines: matcherSchema.optional(),
    /** A regular expression (flags m, s) that standard output must match. */
    stdoutMatches: z.string().min(1).optional(),
    /** Matcher for standard output as JSON. */
    json: matcherSchema.optional(),
    /** A regular expression (flags m, s) that standard error must match. */
    stderrMatches: z.string().min(1).optional(),
    /** The most that the command and all it starts may use together. Held only where it can be measured (Linux, containers). */
    memory: z.strictObject({ atMostMb: z.number().int().min(1) }).optional(),
  }).prefault({}),
});
export type CommandCheck = z.infer<typeof commandCheckSchema>;
