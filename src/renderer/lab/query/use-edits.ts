/** Changes of rows that are not written yet: put in one by one, taken back one by one, written together. */
import { useCallback, useMemo, useState } from 'react';
import { MOST_ROWS, type NewValue, type RowChange } from '../../../shared/data-views.ts';

/** New rows are numbered from here on: beyond every row that a result can have. */
export const FIRST_NEW = MOST_ROWS;
export const isNewRow = (row: number): boolean => row >= FIRST_NEW;

export type EditStep =
  | { kind: 'set'; row: number; column: number; value: NewValue }
  /** Its number is the next one after those before it. */
  | { kind: 'add'; cells: readonly (readonly [column: number, value: NewValue])[] }
  /** A new row goes at once; one of the table is marked. */
  | { kind: 'delete' | 'keep'; rows: readonly number[] };

export interface Standing {
  /** Cells with new values, new rows and deleted ones. */
  count: number;
  /** New values, by row and then by column; all that a new row has been given. */
  cells: ReadonlyMap<number, ReadonlyMap<number, NewValue>>;
  deleted: ReadonlySet<number>;
  /** The new rows, in the order in which they came. */
  added: readonly number[];
  changes: RowChange[];
}

export interface Edits extends Standing {
  stage(step: EditStep): void;
  /** Takes the last step back. */
  undo(): void;
  clear(): void;
}

export function useEdits(): Edits {
  const [log, setLog] = useState<readonly EditStep[]>([]);
  const stage = useCallback((step: EditStep) => setLog((before) => [...before, step]), []);
  const undo = useCallback(() => setLog((before) => before.slice(0, -1)), []);
  const clear = useCallback(() => setLog([]), []);
  return useMemo(() => ({ ...standing(log), stage, undo, clear }), [log, stage, undo, clear]);
}

/** What stands after a list of steps. Deletions are written first, so that a new row can take a deleted one's place. */
export function standing(log: readonly EditStep[]): Standing {
  const cells = new Map<number, Map<number, NewValue>>();
  const deleted = new Set<number>();
  const rows: number[] = [];
  for (const step of log) {
    if (step.kind === 'set') {
      const of = cells.get(step.row) ?? new Map<number, NewValue>();
      of.set(step.column, step.value);
      cells.set(step.row, of);
    } else if (step.kind === 'add') {
      const row = FIRST_NEW + rows.length;
      rows.push(row);
      cells.set(row, new Map(step.cells));
    } else for (const row of step.rows) {
      if (step.kind === 'delete') deleted.add(row);
      else deleted.delete(row);
    }
  }
  const added = rows.filter((row) => !deleted.has(row));
  const written = [...cells].filter(([row]) => !isNewRow(row) && !deleted.has(row));
  const gone = [...deleted].filter((row) => !isNewRow(row));
  const listed = (of: ReadonlyMap<number, NewValue> | undefined): { column: number; value: NewValue }[] => [...of ?? []].map(([column, value]) => ({ column, value }));
  const changes: RowChange[] = [
    ...gone.map((row): RowChange => ({ kind: 'delete', row })),
    ...written.map(([row, of]): RowChange => ({ kind: 'update', row, cells: listed(of) })),
    ...added.map((row): RowChange => ({ kind: 'insert', cells: listed(cells.get(row)) })),
  ];
  return { cells, deleted, added, changes, count: gone.length + added.length + written.reduce((sum, [, of]) => sum + of.size, 0) };
}
