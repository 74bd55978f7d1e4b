/** The calls of the data panel: what is in a service, and results of any size. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call, id } from './contract-call.ts';
import { editPlanSchema, exportFormatSchema, MOST_CHANGES, planViewSchema, rowChangeSchema, rowSchema, runViewSchema, schemaViewSchema, sqlSessionSchema } from './data-views.ts';
import { collectionViewSchema, redisCommandsSchema, redisKeysSchema, redisValueSchema, stageViewSchema } from './store-views.ts';

const inService = z.strictObject({ lab: id, service: id });
const run = z.strictObject({ run: id });
const nothing = z.void();
const changes = z.array(rowChangeSchema).min(1).max(MOST_CHANGES);
/** Rows are asked for by the page. */
const MOST_ROWS_A_CALL = 1_000;

export const dataContract = {
  /** Tables, views, columns, keys and indexes of a PostgreSQL or MySQL. */
  schema: call.input(inService).output(schemaViewSchema),
  /**
   * Runs SQL. Tells how far it is until it has ended; its rows stay to be read until the same session runs something else.
   * Aborting cancels the statement, and so does `cancel`, which lets the end be told.
   */
  run: call.input(inService.extend({ session: sqlSessionSchema, text: z.string().max(1_000_000) })).output(eventIterator(runViewSchema)),
  cancel: call.input(run).output(nothing),
  /** Rows in the present order. None when the run has been replaced. */
  rows: call.input(run.extend({ from: z.number().int().min(0), count: z.number().int().min(1).max(MOST_ROWS_A_CALL) })).output(z.array(rowSchema)),
  /** One cell in full, at the present order. */
  cell: call.input(run.extend({ row: z.number().int().min(0), column: z.number().int().min(0) })).output(z.strictObject({ value: z.string().nullable() })),
  /** Puts the rows that were read in another order; `column` null: as they came. */
  sort: call.input(run.extend({ column: z.number().int().min(0).nullable(), descending: z.boolean() })).output(nothing),
  /** The statements that would write changes of rows. Changes nothing. */
  editSql: call.input(run.extend({ changes })).output(editPlanSchema),
  /** Writes them in one transaction: each row, or none where one can't be. Gives the statements that take it back; null where they would not. */
  applyEdits: call.input(run.extend({ changes })).output(z.strictObject({ undo: z.array(z.string()).nullable() })),
  /** Takes a change back with what `applyEdits` gave, in one transaction. */
  undoEdits: call.input(inService.extend({ statements: z.array(z.string().max(2_000_000)).min(1).max(MOST_CHANGES) })).output(nothing),
  /** How the server gets the answer to one query: runs it for real, changes nothing. */
  explain: call.input(inService.extend({ text: z.string().max(1_000_000) })).output(planViewSchema),
  /** Writes the rows, in the present order, to the file that main's `chooseFile` has given a token for. Aborting leaves no file. */
  export: call.input(run.extend({ format: exportFormatSchema, token: id })).output(nothing),
  /** Keys of a Redis that begin with a text. */
  keys: call.input(inService.extend({ prefix: z.string().max(1_000) })).output(redisKeysSchema),
  /** What lies under a key; null for nothing. */
  value: call.input(inService.extend({ key: z.string().max(100_000) })).output(redisValueSchema.nullable()),
  /** The commands that a Redis gets, from now on. */
  commands: call.input(inService).output(eventIterator(redisCommandsSchema)),
  /** Collections of a MongoDB. */
  collections: call.input(inService).output(z.array(collectionViewSchema)),
  /** What a pipeline gives after each of its stages. */
  stages: call.input(inService.extend({ text: z.string().max(1_000_000) })).output(z.array(stageViewSchema)),
  /** Ends a lasting session; what its open transaction did is undone. */
  endSession: call.input(inService.extend({ session: z.enum(['a', 'b']) })).output(nothing),
};
