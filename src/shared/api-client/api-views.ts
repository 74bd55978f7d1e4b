/** What the API client's panel gets from the lab host. */
import { z } from 'zod';
import { apiCollectionSchema, apiRequestSchema, apiTestSchema } from './request-format.ts';

/** The answer's body: text where it is UTF-8 or says so, else the first bytes in hexadecimal. */
const bodyViewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('binary'), hex: z.string() }),
]);

export const apiTestResultSchema = z.strictObject({
  test: apiTestSchema,
  passed: z.boolean(),
  /** In words, for people. */
  expected: z.string(),
  got: z.string(),
});
export type ApiTestResult = z.infer<typeof apiTestResultSchema>;

export const apiResponseSchema = z.strictObject({
  status: z.number().int(),
  statusText: z.string(),
  /** In the order and spelling of the server. */
  headers: z.array(z.tuple([z.string(), z.string()])),
  contentType: z.string(),
  body: bodyViewSchema,
  /** What came over the wire, in bytes. */
  bytes: z.number().int(),
  /** More came than is read. */
  cut: z.boolean(),
  timing: z.strictObject({ connectMs: z.number(), waitMs: z.number(), receiveMs: z.number() }),
  /** What was sent. */
  sent: z.strictObject({ method: z.string(), url: z.string(), headers: z.array(z.tuple([z.string(), z.string()])), body: z.string() }),
  /** Values that were taken from the answer. */
  captured: z.record(z.string(), z.string()),
  /** Names whose value is not in the answer, with the place that was looked at. */
  notCaptured: z.array(z.strictObject({ name: z.string(), place: z.string() })),
  tests: z.array(apiTestResultSchema),
});
export type ApiResponse = z.infer<typeof apiResponseSchema>;

export const apiSendEventSchema = z.discriminatedUnion('type', [
  /** The answer's body is coming in. `total` is what Content-Length says; null where it is not said. */
  z.strictObject({ type: z.literal('receiving'), status: z.number().int(), bytes: z.number().int(), total: z.number().int().nullable() }),
  z.strictObject({ type: z.literal('response'), response: apiResponseSchema }),
]);
export type ApiSendEvent = z.infer<typeof apiSendEventSchema>;

export const apiRequestsViewSchema = z.strictObject({
  /** The lab's own. */
  given: z.array(apiRequestSchema),
  /** The learner's; empty when there is no file yet, or when it can't be read. */
  saved: apiCollectionSchema,
  /** What is wrong with the file, in words, with its line where it is known. */
  problem: z.strictObject({ message: z.string(), line: z.number().int().nullable() }).nullable(),
});
export type ApiRequestsView = z.infer<typeof apiRequestsViewSchema>;
