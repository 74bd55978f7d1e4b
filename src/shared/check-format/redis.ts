/** A check of kind `redis`: the reply to a command that reads. */
import { z } from 'zod';
import { slug } from '../names.ts';
import { checkBase, matcherSchema } from './base.ts';

/** Runs commands and compares the last reply. */
export const redisCheckSchema = z.strictObject({
  kind: z.literal('redis'),
  ...checkBase,
  /** The id of the service that is asked. */
  service: slug,
  /** One command, words as a list. Only commands that read. */
  command: z.array(z.string()).min(1),
  /** What the reply must look like. */
  expect: matcherSchema,
});
export type RedisCheck = z.infer<typeof redisCheckSchema>;
