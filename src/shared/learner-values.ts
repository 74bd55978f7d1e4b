/** Values that differ from learner to learner, so that a copied answer is wrong: `{{value.name}}` stands for one. */
import { z } from 'zod';
import { slug } from './names.ts';

const valueSchema = z.discriminatedUnion('kind', [
  /** A whole number, both ends included. */
  z.strictObject({ kind: z.literal('integer'), min: z.number().int(), max: z.number().int() }),
  z.strictObject({ kind: z.literal('pick'), values: z.array(z.union([z.string().min(1), z.number()])).min(2).max(1000) }),
  /** A short lower-case English word. */
  z.strictObject({ kind: z.literal('word') }),
]);

export const valuesSchema = z.record(slug, valueSchema);
export type ValueSpecs = z.infer<typeof valuesSchema>;
