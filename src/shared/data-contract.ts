/** The calls of the data panel: what is in a service, and results of any size. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call, id } from './contract-call.ts';
import { rowSchema, runViewSchema, schemaViewSchema, sqlSessionSchema } from './data-views.ts';

const inService = z.strictObject({ lab: id, service: id });
const run = z.strictObject({ run: id });
const nothing = z.void();
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
  /** Ends a lasting session; what its open transaction did is undone. */
  endSession: call.input(inService.extend({ session: z.enum(['a', 'b']) })).output(nothing),
};
