/** A check of kind `mongo`: the value of an expression of the mongo shell. */
import { z } from 'zod';
import { relativePath, slug } from '../names.ts';
import { checkBase, matcherSchema } from './base.ts';

/** Evaluates an expression of the mongo shell's language (the subset that reads). */
export const mongoCheckSchema = z.strictObject({
  kind: z.literal('mongo'),
  ...checkBase,
  /** The id of the service that is asked. */
  service: slug,
  /** A file of the workspace with the learner's expression, such as `db.orders.find({...})`. Must only read. */
  file: relativePath.optional(),
  /** An author's expression on the present state. */
  query: z.string().min(1).optional(),
  /** What must come out; exactly one of the two. */
  expect: z.strictObject({
    query: z.string().min(1).optional(),
    value: matcherSchema.optional(),
  }),
  /** list: same values in the same order; set: same values in any order (duplicates count); scalar: one value. */
  compare: z.enum(['list', 'set', 'scalar']).default('scalar'),
});
export type MongoCheck = z.infer<typeof mongoCheckSchema>;
