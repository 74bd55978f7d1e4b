/** A check of kind `sql`: result sets compared. */
import { z } from 'zod';
import { relativePath, slug } from '../names.ts';
import { checkBase } from './base.ts';

/** Compares result sets. Exactly one of `file` (the learner's query) and `query` (a question about the state). */
export const sqlCheckSchema = z.strictObject({
  kind: z.literal('sql'),
  ...checkBase,
  /** The id of the service that is asked. */
  service: slug,
  /** A file of the workspace with the learner's query; it runs in a read-only transaction that is rolled back. */
  file: relativePath.optional(),
  /** An author's query on the present state; runs read-only. */
  query: z.string().min(1).optional(),
  /** What must come out; exactly one of the two. */
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
export type SqlCheck = z.infer<typeof sqlCheckSchema>;
