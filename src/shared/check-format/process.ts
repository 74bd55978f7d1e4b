/** A check of kind `process`: what runs in the lab's shell environment. */
import { z } from 'zod';
import { checkBase } from './base.ts';

/** Looks at the processes that the learner started, in any terminal of the lab. */
export const processCheckSchema = z.strictObject({
  kind: z.literal('process'),
  ...checkBase,
  /** A regular expression for the command line, its words joined by blanks. */
  matches: z.string().min(1),
  /** What must be so; nothing here: such a process runs. */
  expect: z.strictObject({
    /** false: no such process runs. Give such a check `after`, since nothing runs at the start. */
    running: z.boolean().default(true),
    /** How many such processes run. */
    count: z.number().int().min(1).max(100).optional(),
    /** A TCP port that one of them listens on. */
    listens: z.number().int().min(1).max(65_535).optional(),
  }).prefault({}),
});
export type ProcessCheck = z.infer<typeof processCheckSchema>;
