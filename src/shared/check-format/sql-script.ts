/** A check of kind `sql-script`: statements in one or several sessions at once, on a throw-away copy of the learner's present data. */
import { z } from 'zod';
import { relativePath, slug } from '../names.ts';
import { checkBase } from './base.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** SQLSTATE, five characters; https://www.postgresql.org/docs/current/errcodes-appendix.html */
const sqlstate = z.string().regex(/^[0-9A-Z]{5}$/, 'five digits or capital letters, such as 23505');
const sqlstates = z.union([sqlstate, z.array(sqlstate).min(1)]);

/** MySQL's own number of an error, which says more than its SQLSTATE; https://mariadb.com/kb/en/mariadb-error-codes/ */
const errorNumber = z.number().int().min(1000).max(9999);
const errorNumbers = z.union([errorNumber, z.array(errorNumber).min(1)]);

const expectSchema = z.strictObject({
  /** The rows of the last statement that gave any, values as JSON. */
  rows: z.array(z.array(cell)).optional(),
  /** A reference: the rows that this query gives on the copy at that moment, in a session of its own. */
  query: z.string().min(1).optional(),
  /** How rows are compared: in this order, or in any. */
  compare: z.enum(['list', 'set']).default('list'),
  /** How many rows the last INSERT, UPDATE, DELETE or MERGE changed. */
  affected: z.number().int().min(0).optional(),
  /** The server must refuse it. Without this, it must not. */
  error: z.strictObject({
    sqlstate: sqlstates.optional(),
    /** MySQL only: its number, such as 1062. */
    number: errorNumbers.optional(),
    /** A regular expression (flag i) on the message and its detail. */
    matches: z.string().min(1).optional(),
  }).optional(),
  /** It must wait for a lock that another session of this script keeps. Its end is looked at by a later step with `continues`. */
  waits: z.literal(true).optional(),
});
export type ScriptExpectation = z.infer<typeof expectSchema>;

const oneSessionSchema = z.strictObject({
  session: slug,
  /** The author's statement or statements, */
  sql: z.string().min(1).optional(),
  /** or a file of the learner, */
  file: relativePath.optional(),
  /** or nothing new: what the session waited with goes on now, and ends. */
  continues: z.literal(true).optional(),
  /** What is expected; without it, that nothing is refused and nothing waits. */
  expect: expectSchema.optional(),
});
export type ScriptStep = z.infer<typeof oneSessionSchema>;

const togetherSchema = z.strictObject({
  /**
   * Several sessions in turn, a statement each, as long as any has one left; a session that waits for a lock is
   * passed over. What fails ends its session's part, and is rolled back.
   */
  together: z.array(z.strictObject({ session: slug, sql: z.string().min(1).optional(), file: relativePath.optional() })).min(2).max(4),
  /** How many of them may be refused, and with which error. Without it, none. */
  mayFail: z.strictObject({ sqlstate: sqlstates.optional(), number: errorNumbers.optional(), sessions: z.number().int().min(1).max(3) }).optional(),
});
export type TogetherStep = z.infer<typeof togetherSchema>;

/** The steps happen one after the other; sessions are opened as the steps name them. A probe of a constraint is a script of one step. */
export const sqlScriptCheckSchema = z.strictObject({
  kind: z.literal('sql-script'),
  ...checkBase,
  /** The id of the service that is asked. */
  service: slug,
  /** What the sessions do, in order. */
  steps: z.array(z.union([oneSessionSchema, togetherSchema])).min(1).max(40),
});
export type SqlScriptCheck = z.infer<typeof sqlScriptCheckSchema>;
