/** What a generated column is to those that write rows. */
import type { Draws } from './random.ts';

export type Value = string | number | boolean | Date | null;
export type ColumnType = 'number' | 'text' | 'boolean' | 'timestamp' | 'date';

/** Any row at any time, the same each time. */
export interface Column {
  /** What its values are; values picked from a list of several types are `text`. */
  type: ColumnType;
  value(row: number): Value;
  /** As it is written in files and scripts; null for no value. */
  text(row: number): string | null;
  /** For a reference: the row of the other set, or null for no value. */
  chosen?(row: number): number | null;
}

/** What a column's maker may use. */
export interface ColumnContext {
  draws: Draws;
  /** How many rows the set has. */
  rows: number;
  /** Another column of the same set. */
  column(name: string): Column;
  /** Another set. */
  set(into: string): { rows: number; column(name: string): Column };
}

/** A column whose written form is its value's plain text. */
export function textColumn(text: (row: number) => string): Column {
  return { type: 'text', value: text, text };
}

export function numberColumn(value: (row: number) => number): Column {
  return { type: 'number', value, text: (row) => String(value(row)) };
}
