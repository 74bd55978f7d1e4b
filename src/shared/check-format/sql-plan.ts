/** A check of kind `sql-plan`: how the server gets the answer, not what the answer is. */
import { z } from 'zod';
import { relativePath, slug } from '../names.ts';
import { checkBase } from './base.ts';

/** A node of the plan. All parts that are given must fit the same node. */
const planNodeSchema = z.strictObject({
  /**
   * A regular expression (flag i) on the node's name as EXPLAIN writes it, e.g. `Seq Scan`, `Index Only Scan`, `^Sort`. On
   * MySQL, the type of a table's row, such as `^ALL`, `^ref`, `^range`, with `, using index` where the index alone is
   * read; beside the tables there are `filesort`, `temporary table`, `materialized`, `join buffer` and `union`.
   */
  node: z.string().min(1).optional(),
  /** The table that the node reads; for an index of a bitmap scan, the table of the index. */
  relation: z.string().min(1).optional(),
  /** A regular expression (flag i) on the index's definition as `\d` shows it: `CREATE INDEX n ON public.orders USING btree (country, ordered_at)`. */
  index: z.string().min(1).optional(),
});
export type PlanNodePattern = z.infer<typeof planNodeSchema>;

/** Runs EXPLAIN (ANALYZE, BUFFERS), on MySQL ANALYZE FORMAT=JSON, in a read-only transaction. Exactly one of `file` and `query`. */
export const sqlPlanCheckSchema = z.strictObject({
  kind: z.literal('sql-plan'),
  ...checkBase,
  /** The id of the service that is asked. */
  service: slug,
  /** A file of the workspace with the learner's query. */
  file: relativePath.optional(),
  /** An author's query, for steps that change the tables and not the query. */
  query: z.string().min(1).optional(),
  /** What the plan must and must not do. */
  expect: z.strictObject({
    /** A query whose rows the query under check must give, in any order: a rewritten query must still be right. */
    sameRowsAs: z.string().min(1).optional(),
    /** For each of these, some node of the plan that ran must fit. */
    uses: z.array(planNodeSchema).default([]),
    /** No node of the plan that ran may fit any of these. */
    avoids: z.array(planNodeSchema).default([]),
    /** Rows that were read and thrown away by conditions, in all nodes together. */
    rowsRemovedAtMost: z.number().int().min(0).optional(),
    /** Pages that were read must be so many times fewer than another way of the same answer reads. */
    fewerBuffersThan: z.strictObject({
      /** Another query on the same data. */
      query: z.string().min(1).optional(),
      /** The same query with all indexes left unused. PostgreSQL only. */
      withoutIndexes: z.literal(true).optional(),
      /** At least so many times fewer, e.g. 20. */
      times: z.number().min(1),
    }).optional(),
  }),
});
export type SqlPlanCheck = z.infer<typeof sqlPlanCheckSchema>;
