/** A check of kind `http`: a conversation with the learner's program. */
import { z } from 'zod';
import { slug } from '../names.ts';
import { checkBase, matcherSchema } from './base.ts';

const httpRequestSchema = z.strictObject({
  /** Shown to the learner as the name of this exchange. */
  name: z.string().min(1).max(120),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']).default('GET'),
  /** Path and query; `{{name}}` inserts a captured value. */
  path: z.string().startsWith('/'),
  headers: z.record(z.string(), z.string()).default({}),
  /** A JSON body (sets content-type) or raw text. */
  json: z.unknown().optional(),
  body: z.string().optional(),
  /** The application is restarted before this request: shows that data outlives the process. */
  restart: z.boolean().default(false),
  expect: z.strictObject({
    status: z.union([z.number().int(), z.array(z.number().int()).min(1)]).optional(),
    /** Header name (lower case) to matcher. */
    headers: z.record(z.string(), matcherSchema).default({}),
    /** Matcher for the parsed JSON body. */
    json: matcherSchema.optional(),
    /** A regular expression on the raw body. */
    body: z.string().optional(),
  }),
  /** Name to JSON path (`$.id`, `$.items[0].sku`) in the response body, or `header:location`. */
  capture: z.record(slug, z.string()).default({}),
});
export type HttpRequestSpec = z.infer<typeof httpRequestSchema>;

/** Starts the learner's application on a free port with a fresh copy of the seed data and talks to it. */
export const httpCheckSchema = z.strictObject({
  kind: z.literal('http'),
  ...checkBase,
  /** The conversation, in order, with one run of the program. */
  requests: z.array(httpRequestSchema).min(1).max(40),
});
export type HttpCheck = z.infer<typeof httpCheckSchema>;
