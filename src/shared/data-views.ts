/** What the data panel shows of a database: its tables, and results as they come in. */
import { z } from 'zod';
import { planNodeSchema } from './verdict.ts';

/** A table or view with all that helps to write a query. */
export const tableViewSchema = z.strictObject({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view', 'materialized view', 'foreign table']),
  /** The server's own estimate; null where it has none yet. */
  rows: z.number().nullable(),
  columns: z.array(z.strictObject({
    name: z.string(),
    /** As the server writes it, e.g. `numeric(10,2)`. */
    type: z.string(),
    nullable: z.boolean(),
    primary: z.boolean(),
    /** Where a foreign key points, e.g. `customers.id`; null for no foreign key. */
    references: z.string().nullable(),
  })),
  /** By name, with the definition as SQL. */
  indexes: z.array(z.strictObject({ name: z.string(), definition: z.string() })),
});
export type TableView = z.infer<typeof tableViewSchema>;

export const schemaViewSchema = z.strictObject({
  /** The schema that names without one mean. */
  home: z.string(),
  tables: z.array(tableViewSchema),
  /** True when there are more tables than are shown. */
  cut: z.boolean(),
});
export type SchemaView = z.infer<typeof schemaViewSchema>;

/** Each run has a connection of its own; a and b keep one from run to run, with its transaction. */
export const sqlSessionSchema = z.enum(['own', 'a', 'b']);
export type SqlSessionName = z.infer<typeof sqlSessionSchema>;

/** none: each statement is its own; failed: PostgreSQL takes nothing but ROLLBACK. */
export const transactionSchema = z.enum(['none', 'open', 'failed']);
export type TransactionState = z.infer<typeof transactionSchema>;

export const resultColumnSchema = z.strictObject({
  name: z.string(),
  /** Empty until the statement has ended, for types that have to be asked for. */
  type: z.string(),
  /** The column of the table that it shows unchanged; null for an expression, and until the statement has ended. */
  from: z.string().nullable(),
});
export type ResultColumn = z.infer<typeof resultColumnSchema>;

/** The table that a result shows, when its rows can be told apart by its primary key. */
export const editableSchema = z.strictObject({ schema: z.string(), table: z.string(), key: z.array(z.string()) });
export type Editable = z.infer<typeof editableSchema>;

/**
 * Why rows can't be changed: they are of no table, of several, of a view or a table of the system, of a table
 * without a primary key, or come without the key's columns.
 */
export const readOnlySchema = z.enum(['no-table', 'several-tables', 'view', 'no-key', 'key-not-shown']);
export type ReadOnly = z.infer<typeof readOnlySchema>;

/** A statement under way, or over: told now and whenever it has come further. */
export const runViewSchema = z.strictObject({
  run: z.string(),
  /** Null until rows are known to come, and for a statement without. */
  columns: z.array(resultColumnSchema).nullable(),
  /** Rows that can be read. */
  rows: z.number().int(),
  /** Since it began. */
  ms: z.number(),
  /** Another session keeps a lock that it waits for: `a`, `b`, or one from elsewhere. */
  waitsFor: z.enum(['a', 'b', 'other']).nullable(),
  ended: z.strictObject({
    /** cut: there are more rows than are kept; after a failure or a cancel, the rows that had come stay. */
    how: z.enum(['complete', 'cut', 'cancelled', 'failed']),
    /** Why it failed. */
    error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
    /** Messages of the server, then its tag such as `UPDATE 3`. */
    text: z.string(),
    /** What COPY … TO STDOUT sent; null for every other statement. */
    copied: z.string().nullable(),
    transaction: transactionSchema,
    editable: editableSchema.nullable(),
    /** Null for rows that can be changed, and where there are none. */
    readOnly: readOnlySchema.nullable(),
  }).nullable(),
});
export type RunView = z.infer<typeof runViewSchema>;
export type RunEnd = NonNullable<RunView['ended']>;

/** A row as it is shown: cells are the server's own text, null is NULL. */
export const rowSchema = z.array(z.string().nullable());
export type Row = z.infer<typeof rowSchema>;

/** Cells longer than this, in characters, come shortened; the whole is asked for by itself. */
export const CELL_SHOWN = 400;
/** The most rows that a result keeps: what fits on a page of the height that a browser can scroll. */
export const MOST_ROWS = 1_000_000;

/** True for a type, as PostgreSQL or MySQL names it, whose values sort by number and stand on the right. */
export function isNumberType(type: string): boolean {
  return /^(?:smallint|integer|bigint|numeric|decimal|real|double|float|tinyint|mediumint|int\b|int\(|year|oid)/i.test(type);
}

/** How the server gets an answer, with what stands out marked. */
export const planViewSchema = z.strictObject({
  nodes: z.array(planNodeSchema),
  /** Nodes that were left out. */
  more: z.number().int(),
  /** Read by all of it. */
  pages: z.number().int(),
});
export type PlanView = z.infer<typeof planViewSchema>;

export const exportFormatSchema = z.enum(['csv', 'json']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** What a cell gets: a text for the server to read, NULL, or what the table says a new row gets. */
export const newValueSchema = z.union([z.string().max(1_000_000), z.null(), z.strictObject({ default: z.literal(true) })]);
export type NewValue = z.infer<typeof newValueSchema>;
export const DEFAULT: NewValue = { default: true };

const cellsSchema = z.array(z.strictObject({ column: z.number().int().min(0), value: newValueSchema })).max(200);
const rowNumber = z.number().int().min(0);

/** A change of one row, which is named by its number in the present order. A new row's other columns get their defaults. */
export const rowChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('update'), row: rowNumber, cells: cellsSchema.min(1) }),
  z.strictObject({ kind: z.literal('insert'), cells: cellsSchema }),
  z.strictObject({ kind: z.literal('delete'), row: rowNumber }),
]);
export type RowChange = z.infer<typeof rowChangeSchema>;
/** Changes are made by hand. */
export const MOST_CHANGES = 1_000;

/**
 * Why statements that take a change back would not bring back what was there: other tables' rows go with it, a trigger
 * does more, bytes are not read as they are written, or the server alone knows the new row's key.
 */
export const noUndoSchema = z.enum(['other-rows', 'triggers', 'bytes', 'key-unknown']);
export type NoUndo = z.infer<typeof noUndoSchema>;

/** What would be run, and whether it could be taken back. */
export const editPlanSchema = z.strictObject({ statements: z.array(z.string()), noUndo: noUndoSchema.nullable() });
export type EditPlan = z.infer<typeof editPlanSchema>;
