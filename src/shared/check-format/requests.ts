/** A check of kind `requests`: the learner's saved requests and their tests, run against programs of the lab. */
import { z } from 'zod';
import { REQUESTS_FILE } from '../api-client/request-format.ts';
import { relativePath, slug } from '../names.ts';
import { checkBase } from './base.ts';

/**
 * Sends the learner's saved requests, in order, to a program that is right: all must be answered and all tests pass. Then
 * to the same program with a fault in it, once for each fault: at least one test must fail.
 */
export const requestsCheckSchema = z.strictObject({
  kind: z.literal('requests'),
  ...checkBase,
  /** The learner's file of requests. */
  file: relativePath.default(REQUESTS_FILE),
  /** The program: its name and arguments. `{{files}}` stands for the folder of the check's files, PORT says where it must listen. */
  run: z.array(z.string().min(1)).min(1),
  /** Files of the lab folder that the program consists of; the learner does not see them. */
  files: z.array(z.strictObject({ path: relativePath, from: relativePath })).max(20).default([]),
  /** What the requests must include: each line must be met by a request with at least one test. */
  sends: z.array(z.strictObject({
    method: z.string().regex(/^[A-Z]+$/, 'a method in capital letters').default('GET'),
    /** A regular expression on path and query. */
    path: z.string().min(1),
  })).max(20).default([]),
  /** Each fault by name, with what it does, for the learner. The program has the name in the variable FAULT. */
  faults: z.record(slug, z.string().min(1)).default({}),
});
export type RequestsCheck = z.infer<typeof requestsCheckSchema>;
