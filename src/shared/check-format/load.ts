/** A check of kind `load`: two ways of doing the same, measured by turns in one run, and the ratio between them. */
import { z } from 'zod';
import { slug } from '../names.ts';
import { checkBase } from './base.ts';

const waySchema = z.strictObject({
  /** Shown to the learner, e.g. `without the cache`. */
  name: z.string().min(1).max(60),
  /** One of the lab's programs, by name, instead of its app: the learner's former version, or a reference to compare with. */
  program: slug.optional(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  /** Requested by turns; path and query. */
  paths: z.array(z.string().startsWith('/')).min(1).max(50),
  headers: z.record(z.string(), z.string()).default({}),
  json: z.unknown().optional(),
  /** Variables that the program gets for this way, such as `CACHE: "off"`. It is started once for each way. */
  env: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'capital letters, digits and underscores'), z.string()).default({}),
});
export type LoadWay = z.infer<typeof waySchema>;

/** after ÷ before: at most, at least, or both. */
const ratioSchema = z.strictObject({ atMost: z.number().positive().optional(), atLeast: z.number().positive().optional() });

export const loadCheckSchema = z.strictObject({
  kind: z.literal('load'),
  ...checkBase,
  /** The two ways. */
  variants: z.strictObject({
    /** The way that is compared with. */
    before: waySchema,
    /** The way that must be better. */
    after: waySchema,
  }),
  /** Requests under way at the same time. */
  connections: z.number().int().min(1).max(200).default(10),
  /** Length of one measurement, in seconds; there are `rounds` of each way, by turns. */
  seconds: z.number().int().min(1).max(10).default(2),
  /** How often each way is measured; the median counts. */
  rounds: z.number().int().min(1).max(5).default(3),
  /** Ratios, after ÷ before, of the median of the rounds. Never an absolute time: machines differ. */
  expect: z.strictObject({ p50: ratioSchema.optional(), p99: ratioSchema.optional(), throughput: ratioSchema.optional() }),
  /** Largest share of requests of `after` that may fail (no answer, or a status of 500 and above). */
  errorsAtMost: z.number().min(0).max(1).default(0),
});
export type LoadCheck = z.infer<typeof loadCheckSchema>;
