/** What the data panel shows of Redis and MongoDB. */
import { z } from 'zod';

export const redisKeySchema = z.strictObject({
  key: z.string(),
  /** As TYPE names it. */
  type: z.string(),
  /** What it has left to live; null for ever. */
  ttlMs: z.number().nullable(),
});
export type RedisKey = z.infer<typeof redisKeySchema>;

export const redisKeysSchema = z.strictObject({
  keys: z.array(redisKeySchema),
  /** There are more than are shown. */
  cut: z.boolean(),
});
export type RedisKeys = z.infer<typeof redisKeysSchema>;

/** What lies under a key, as a table of texts. */
export const redisValueSchema = redisKeySchema.extend({
  /** Characters of a text, elements of everything else. */
  length: z.number(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  cut: z.boolean(),
});
export type RedisValue = z.infer<typeof redisValueSchema>;

/** Commands as MONITOR tells them, a bundle at a time. */
export const redisCommandsSchema = z.strictObject({
  commands: z.array(z.strictObject({ at: z.number(), from: z.string(), text: z.string() })),
  /** Left out since the last bundle, because they came too fast. */
  dropped: z.number().int(),
});
export type RedisCommands = z.infer<typeof redisCommandsSchema>;

export const collectionViewSchema = z.strictObject({
  name: z.string(),
  /** The server's estimate. */
  documents: z.number(),
  indexes: z.array(z.string()),
  /** Fields of the first documents, with the types that were seen. */
  fields: z.array(z.strictObject({ name: z.string(), types: z.array(z.string()) })),
});
export type CollectionView = z.infer<typeof collectionViewSchema>;

/** What a pipeline gives after one of its stages. */
export const stageViewSchema = z.strictObject({
  /** The stage as it stands in the text. */
  stage: z.string(),
  /** The first documents, in the shell's own writing. */
  documents: z.array(z.string()),
  /** There are more. */
  cut: z.boolean(),
});
export type StageView = z.infer<typeof stageViewSchema>;
