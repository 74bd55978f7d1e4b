/** Copies cells of a result: one as it is, more of them as a table for spreadsheets. */
import type { ResultColumn } from '../../../shared/data-views.ts';
import type { Connection } from '../../transport/connection.ts';
import { asTabSeparated } from './column-widths.ts';
import type { PagedRows } from './paged-rows.ts';
import type { Cell, Range } from './result-keys.ts';
import type { RowActs } from './row-acts.ts';
import { isNewRow } from './use-edits.ts';

/** A copy holds as many rows at most: what a clipboard takes without delay. */
const COPY_ROWS = 20_000;

export interface CopiedFrom {
  connection: Connection;
  run: string;
  rows: PagedRows;
  columns: readonly ResultColumn[];
  acts: RowActs;
}

/** @returns what was copied: one cell, or so many rows @throws what the calls throw */
export async function copyCells(from: CopiedFrom, range: Range): Promise<'cell' | number> {
  const { connection, rows, columns } = from;
  const to = Math.min(range.bottom + 1, range.top + COPY_ROWS);
  const one = range.top === range.bottom && range.left === range.right;
  const text = one
    ? await wholeCell(from, { row: range.top, column: range.left })
    : asTabSeparated(columns.slice(range.left, range.right + 1).map((column) => column.name), (await rows.range(range.top, to)).map((row) => row.slice(range.left, range.right + 1)));
  await connection.main.clipboard.write({ text });
  return one ? 'cell' : to - range.top;
}

async function wholeCell({ connection, run, acts }: CopiedFrom, at: Cell): Promise<string> {
  const staged = acts.isStaged(at) || isNewRow(acts.rowAt(at.row)) ? acts.valueOf(at) : undefined;
  if (staged !== undefined) return typeof staged === 'string' ? staged : '';
  return (await connection.call((host) => host.data.cell({ run, ...at }), { repeat: true })).value ?? '';
}
