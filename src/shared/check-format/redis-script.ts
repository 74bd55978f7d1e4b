/** A check of kind `redis-script`: the learner's Lua scripts at work, in a database of their own. */
import { z } from 'zod';
import { relativePath, slug } from '../names.ts';
import { checkBase, matcherSchema } from './base.ts';

/** Words of commands, keys and arguments may hold `{{name}}`, a reply that an earlier step captured. */
const words = z.array(z.string());

const stepSchema = z.strictObject({
  /** Shown to the learner: what this step does. */
  name: z.string().min(1).max(160),
  /** One command, its words as a list. */
  run: words.min(1).optional(),
  /** A Lua script of the workspace, run with EVAL. */
  eval: relativePath.optional(),
  /** KEYS and ARGV of the script. */
  keys: words.default([]),
  args: words.default([]),
  /** A channel to listen to from here on, on a connection of its own. */
  subscribe: z.string().min(1).optional(),
  /** The messages that arrived on a channel since it was subscribed to or last asked, oldest first. */
  received: z.string().min(1).optional(),
  /** Matcher for the reply, or for the list of messages. */
  expect: matcherSchema.optional(),
  /** The server must refuse the step with an error that this regular expression (flag i) finds. */
  error: z.string().min(1).optional(),
  /** Keeps the reply under this name. */
  capture: slug.optional(),
  /** Waits before the step, in milliseconds: for keys that expire. */
  waitMs: z.number().int().min(1).max(5_000).optional(),
});
export type RedisScriptStep = z.infer<typeof stepSchema>;

/** Runs steps in an empty database that nothing else uses. What the learner keeps in Redis has no part in it. */
export const redisScriptCheckSchema = z.strictObject({
  kind: z.literal('redis-script'),
  ...checkBase,
  /** The id of the service that is asked. */
  service: slug,
  /** The acts of the script, in order. */
  steps: z.array(stepSchema).min(1).max(40),
});
export type RedisScriptCheck = z.infer<typeof redisScriptCheckSchema>;
