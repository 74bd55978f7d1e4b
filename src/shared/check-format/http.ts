/** A check of kind `http`: a conversation with the learner's program. */
import { z } from 'zod';
import { relativePath, slug } from '../names.ts';
import { checkBase, matcherSchema } from './base.ts';

const httpExpectSchema = z.strictObject({
  status: z.union([z.number().int(), z.array(z.number().int()).min(1)]).optional(),
  /** With `times`: how many answers have each status, e.g. `{ 201: 1, 409: 19 }`. Values may be matchers. */
  statuses: z.record(z.string().regex(/^[1-5]\d\d$/, 'a status code'), matcherSchema).optional(),
  /** Header name (lower case) to matcher. */
  headers: z.record(z.string(), matcherSchema).default({}),
  /** Cookies that the answer sets, by name: a matcher for `{ value, httpOnly, secure, sameSite, path, maxAge }`. */
  cookies: z.record(z.string(), matcherSchema).default({}),
  /** Matcher for the parsed JSON body. */
  json: matcherSchema.optional(),
  /** A JSON Schema (draft 2020-12) that the body must satisfy. */
  schema: z.record(z.string(), z.unknown()).optional(),
  /** A regular expression on the raw body. */
  body: z.string().optional(),
});
export type HttpExpect = z.infer<typeof httpExpectSchema>;

/** One request; or, with `on`, one act on a stream that an earlier request opened; or, with `kill` or `start`, one on a program beside the app. */
const httpRequestSchema = z.strictObject({
  /** Shown to the learner as the name of this exchange. */
  name: z.string().min(1).max(120),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']).default('GET'),
  /** Path and query; `{{name}}` inserts a captured value. */
  path: z.string().startsWith('/').optional(),
  headers: z.record(z.string(), z.string()).default({}),
  /** A JSON body (sets content-type) or raw text. With `on`: a message to send over a WebSocket. */
  json: z.unknown().optional(),
  body: z.string().optional(),
  /** Keeps and sends cookies as this browser would. Different names are different people. Without it, no cookies. */
  browser: slug.optional(),
  /** Sends the request this many times at once. `{{n}}` is 1, 2, 3, … in each. */
  times: z.number().int().min(2).max(200).optional(),
  /** Asks again until the answer is as expected, at most for this many seconds. Only where the subject is what becomes true later. */
  eventually: z.number().int().min(1).max(60).optional(),
  /** A program beside the app that gets this request, see `app.beside`. */
  to: slug.optional(),
  /** Ends a program of the app at once, as a cut of the power would: a name of `app.beside`, or `app`. */
  kill: slug.optional(),
  /** Starts a program again that was killed. */
  start: slug.optional(),
  /** The application, with all programs beside it, is restarted before this request: shows that data outlives the process. */
  restart: z.boolean().default(false),
  /** The answer is a stream that stays open under the name `as`: server-sent events, or a WebSocket. */
  open: z.enum(['sse', 'websocket']).optional(),
  as: slug.optional(),
  /** The stream that this act is about. */
  on: slug.optional(),
  /** Matchers for the next messages on the stream, in order. SSE: `{ event, id, data }`; data and frames are parsed where they are JSON. */
  receives: z.array(matcherSchema).min(1).max(50).optional(),
  /**
   * Matchers for lines that the program writes to standard output because of this request: each must fit a line of its
   * own, in any order. A line that is JSON is parsed, any other is a text. Waited for at most `within` seconds.
   */
  prints: z.array(matcherSchema).min(1).max(20).optional(),
  /** A regular expression that none of these lines may fit, e.g. a password that must not be logged. */
  printsNot: z.string().min(1).optional(),
  /** Longest wait for messages or lines, in seconds. */
  within: z.number().int().min(1).max(30).default(5),
  /** Matcher for the code with which the program must close the WebSocket (SSE: 1000 for an end of the answer). */
  closes: matcherSchema.optional(),
  /** Closes the stream from our side. */
  close: z.boolean().default(false),
  expect: httpExpectSchema.default({ headers: {}, cookies: {} }),
  /** Name to JSON path (`$.id`, `$.items[0].sku`) in the response body, or `header:location`. */
  capture: z.record(slug, z.string()).default({}),
});
export type HttpRequestSpec = z.infer<typeof httpRequestSchema>;

/** Starts the learner's application on a free port with a fresh copy of the seed data and talks to it. */
export const httpCheckSchema = z.strictObject({
  kind: z.literal('http'),
  ...checkBase,
  /** An OpenAPI 3 document of the workspace: it must be valid, and every answer must be as it says. */
  openapi: relativePath.optional(),
  /** The conversation, in order, with one run of the program. */
  requests: z.array(httpRequestSchema).min(1).max(40),
});
export type HttpCheck = z.infer<typeof httpCheckSchema>;
