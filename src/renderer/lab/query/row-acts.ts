/** What can be done to the rows of a result: cells set, rows added, copied and deleted; all of it waits until it is written. */
import { CELL_SHOWN, MOST_CHANGES, type NewValue, type ReadOnly, type ResultColumn, type RunView } from '../../../shared/data-views.ts';
import type { PagedRows } from './paged-rows.ts';
import type { Cell, Range } from './result-keys.ts';
import { HEAD } from './result-keys.ts';
import { type Edits, isNewRow } from './use-edits.ts';

export interface RowActs {
  /** Rows of the result, and the new ones below them. */
  total: number;
  /** Why nothing can be changed; null when it can. */
  readOnly: ReadOnly | 'session' | 'running' | null;
  /** The number by which a row is known to the edits, from its place in the grid. */
  rowAt(place: number): number;
  canEdit(at: Cell): boolean;
  /** The value in the cell: the new one where there is one; undefined until its row has come. */
  valueOf(at: Cell): NewValue | undefined;
  isStaged(at: Cell): boolean;
  /** True when it came shortened: it would lose its end. */
  isCut(at: Cell): boolean;
  set(at: Cell, value: NewValue): void;
  /** @returns the place of the new row */
  add(): number;
  /** A new row with the values of another, its key left to the server. @returns its place; null where a value came shortened */
  duplicate(place: number): number | null;
  /** Marks the rows, or takes the marks away where all have one. @returns how it was; null for too many rows */
  toggleDeleted(range: Range): 'deleted' | 'kept' | null;
  areDeleted(range: Range): boolean;
}

/** Types whose values are shown as digits of bytes, which is not how they are written. */
const isBytes = (type: string): boolean => /bytea|blob|binary|^bit/i.test(type);

export function rowActs({ view, rows, edits, writes }: { view: RunView; rows: PagedRows; edits: Edits; writes: boolean }): RowActs {
  const columns: readonly ResultColumn[] = view.columns ?? [];
  const ended = view.ended;
  const total = rows.count + edits.added.length;
  const readOnly = ended === null ? 'running' : ended.editable === null ? ended.readOnly ?? 'no-table' : writes ? null : 'session';
  const rowAt = (place: number): number => (place < rows.count ? place : edits.added[place - rows.count] ?? place);
  const isStaged = ({ row, column }: Cell): boolean => edits.cells.get(rowAt(row))?.has(column) === true;
  const valueOf = (at: Cell): NewValue | undefined => {
    const row = rowAt(at.row);
    if (isStaged(at)) return edits.cells.get(row)?.get(at.column);
    return isNewRow(row) ? { default: true } : rows.row(row)?.[at.column];
  };
  const isCut = (at: Cell): boolean => {
    const value = valueOf(at);
    return !isStaged(at) && typeof value === 'string' && value.length > CELL_SHOWN;
  };
  const canWrite = (column: number): boolean => columns[column]?.from != null && !isBytes(columns[column]?.type ?? '');
  const canEdit = (at: Cell): boolean => readOnly === null && at.row !== HEAD && at.row < total && canWrite(at.column) && !edits.deleted.has(rowAt(at.row));
  const numbers = (range: Range): number[] => Array.from({ length: Math.min(range.bottom, total - 1) - range.top + 1 }, (_, at) => rowAt(range.top + at));
  const areDeleted = (range: Range): boolean => range.bottom - range.top < MOST_CHANGES && numbers(range).every((row) => edits.deleted.has(row));
  return {
    total, readOnly, rowAt, canEdit, valueOf, isStaged, isCut, areDeleted,
    set(at, value) {
      edits.stage({ kind: 'set', row: rowAt(at.row), column: at.column, value });
    },
    add() {
      edits.stage({ kind: 'add', cells: [] });
      return total;
    },
    duplicate(place) {
      const cells = columns.flatMap((column, at) => {
        const value = valueOf({ row: place, column: at });
        return value === undefined || !canWrite(at) || ended?.editable?.key.includes(column.from ?? '') === true ? [] : [[at, value] as const];
      });
      if (columns.some((_, at) => isCut({ row: place, column: at }))) return null;
      edits.stage({ kind: 'add', cells });
      return total;
    },
    toggleDeleted(range) {
      if (range.bottom - range.top >= MOST_CHANGES) return null;
      const how = areDeleted(range) ? 'keep' : 'delete';
      edits.stage({ kind: how, rows: numbers(range) });
      return how === 'keep' ? 'kept' : 'deleted';
    },
  };
}
