/**
 * Generated data: a table, a collection, keys or a text file of many rows, described in a few lines of lab.yaml.
 * The same description gives the same bytes on every machine.
 */
import { z } from 'zod';
import { relativePath, slug } from './names.ts';

/** More rows than this take longer to make than a learner waits. */
const MAX_ROWS = 10_000_000;
/** A list that is drawn from by rank is held in memory, 12 bytes an item. */
const MAX_RANKS = 1_000_000;

const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/;
const dayText = z.string().regex(day, 'a day, as 2026-03-14');
const instantText = z.string().regex(instant, 'a day or an instant, as 2026-03-14 or 2026-03-14T09:30:00Z');
const weights = z.array(z.number().min(0)).min(1);
/** How much the first ranks outweigh the rest: the weight of rank k is 1 / k^exponent. */
const exponent = z.number().min(0.1).max(4);
const columnName = z.string().regex(/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/, 'lower-case letters, digits and underscores').max(64);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const base = {
  /** The share of rows, 0 to 1, that have no value here. */
  nullShare: z.number().min(0).max(1).optional(),
};

const valueSchemas = [
  /** `from`, `from + step`, … */
  z.strictObject({ kind: z.literal('sequence'), ...base, from: z.number().int().default(1), step: z.number().int().default(1) }),
  /** Whole numbers, each as likely, both ends included. */
  z.strictObject({ kind: z.literal('integer'), ...base, min: z.number().int(), max: z.number().int() }),
  z.strictObject({ kind: z.literal('decimal'), ...base, min: z.number(), max: z.number(), places: z.number().int().min(0).max(6).default(2) }),
  /** Whole numbers with a long tail, as sizes and durations have: half are at most `median`, one in a hundred is above `p99`. */
  z.strictObject({ kind: z.literal('skewed'), ...base, median: z.number().min(1), p99: z.number().min(1) }),
  /** A rank from 1 to `size`, low ones often, high ones rarely. */
  z.strictObject({ kind: z.literal('zipf'), ...base, size: z.number().int().min(1).max(MAX_RANKS), exponent: exponent.default(1) }),
  /** One of the values: each as likely, by `weights`, or by rank with `exponent`. */
  z.strictObject({ kind: z.literal('pick'), ...base, values: z.array(scalar).min(1).max(MAX_RANKS), weights: weights.optional(), exponent: exponent.optional() }),
  /** Whole seconds from `from` up to but not including `to`, UTC. */
  z.strictObject({
    kind: z.literal('timestamp'), ...base, from: instantText, to: instantText,
    /** `ascending`: never before the row above, as in a log. */
    order: z.enum(['random', 'ascending']).default('random'),
    /** `daily`: quiet nights and busy evenings; or 24 weights, one an hour. Needs whole days. */
    rhythm: z.union([z.enum(['flat', 'daily']), z.array(z.number().min(0)).length(24)]).default('flat'),
    /** How it is written in texts: 2026-03-14T09:30:00Z, or 14/Mar/2026:09:30:00 +0000 as web servers log it. */
    format: z.enum(['iso', 'log']).default('iso'),
  }),
  /** Days from `from` up to but not including `to`. */
  z.strictObject({ kind: z.literal('date'), ...base, from: dayText, to: dayText }),
  z.strictObject({ kind: z.literal('name'), ...base }),
  /** An address of a reserved domain that no other row has; `of` names the column with the person's name. */
  z.strictObject({ kind: z.literal('email'), ...base, of: columnName.optional() }),
  z.strictObject({ kind: z.literal('phone'), ...base }),
  /** Two letters, in the shares of the shop's customers. */
  z.strictObject({ kind: z.literal('country'), ...base }),
  /** `of` names the column with the country. */
  z.strictObject({ kind: z.literal('city'), ...base, of: columnName.optional() }),
  z.strictObject({ kind: z.literal('street'), ...base }),
  /** Sentences about goods and parcels. */
  z.strictObject({ kind: z.literal('text'), ...base, words: z.tuple([z.number().int().min(1), z.number().int().min(1).max(1000)]) }),
  z.strictObject({ kind: z.literal('uuid'), ...base }),
  /** One of `addresses` public IPv4 addresses of the ranges reserved for examples and tests; some call often. */
  z.strictObject({ kind: z.literal('ip'), ...base, addresses: z.number().int().min(1).max(65_536).default(20_000), exponent: exponent.default(1) }),
  z.strictObject({ kind: z.literal('user-agent'), ...base }),
  /** The value of a column of another generated set, as `customers.id`, of a row drawn evenly or, with `exponent`, some rows often. */
  z.strictObject({
    kind: z.literal('reference'), ...base, to: z.string().regex(/^[^.]+\.[^.]+$/, 'a set and a column, as customers.id'), exponent: exponent.optional(),
  }),
  /** Another column of the row that the reference column `by` chose, as `customers.country`. */
  z.strictObject({ kind: z.literal('lookup'), ...base, by: columnName, column: columnName }),
  /** A text with `{column}` for the values of this row; one of several texts, by `weights`. */
  z.strictObject({ kind: z.literal('template'), ...base, texts: z.array(z.string()).min(1).max(10_000), weights: weights.optional(), exponent: exponent.optional() }),
] as const;

const plainColumnSchema = z.discriminatedUnion('kind', valueSchemas);
export type PlainColumn = z.infer<typeof plainColumnSchema>;

const columnSchema = z.discriminatedUnion('kind', [...valueSchemas,
  /** As `usually`, but during a burst as told for that burst. */
  z.strictObject({ kind: z.literal('bursts'), ...base, usually: plainColumnSchema, during: z.record(slug, plainColumnSchema) }),
]);
export type ColumnSpec = z.infer<typeof columnSchema>;

const rowsBase = {
  rows: z.number().int().min(1).max(MAX_ROWS),
  /** Another number gives other rows of the same kind. */
  seed: z.number().int().min(0).default(1),
  /** Stretches of consecutive rows in which columns of kind `bursts` behave otherwise: `count` of them, `rows` long, never overlapping. */
  bursts: z.record(slug, z.strictObject({ count: z.number().int().min(1).max(1000), rows: z.number().int().min(1) })).default({}),
  columns: z.record(columnName, columnSchema),
};

/** Rows for a service. */
export const rowSetSchema = z.strictObject({
  /** postgres, mysql: the table, made by the seed files. mongo: the collection. redis: the key, with `{column}` where it differs by row. */
  into: z.string().min(1).max(200),
  ...rowsBase,
  /** redis only: what a key holds. zset: columns member and score; set, list, string: column value; hash, stream: all columns. */
  as: z.enum(['string', 'hash', 'set', 'list', 'zset', 'stream']).optional(),
});
export type RowSetSpec = z.infer<typeof rowSetSchema>;

/** A text file of the workspace with one line a row. The learner can read it, not change it. */
export const generatedFileSchema = z.strictObject({
  path: relativePath,
  generate: z.strictObject({
    ...rowsBase,
    /** The line, with `{column}` for the values. */
    line: z.string().min(1),
    /** A first line, e.g. the names of the columns of a CSV file. */
    header: z.string().min(1).optional(),
  }),
});
export type GeneratedFileSpec = z.infer<typeof generatedFileSchema>;
