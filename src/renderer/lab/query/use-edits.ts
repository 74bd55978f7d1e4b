/** New values of cells that are not written yet: put in one by one, taken back one by one, written together. */
import { useCallback, useMemo, useState } from 'react';
import type { RowChange } from '../../../shared/data-views.ts';

export interface StagedCell {
  row: number;
  column: number;
  value: string | null;
}

export interface Edits {
  count: number;
  /** By row, then by column. */
  cells: ReadonlyMap<number, ReadonlyMap<number, string | null>>;
  changes: RowChange[];
  stage(cell: StagedCell): void;
  /** Takes the last one back. */
  undo(): void;
  clear(): void;
}

export function useEdits(): Edits {
  const [log, setLog] = useState<readonly StagedCell[]>([]);
  const stage = useCallback((cell: StagedCell) => setLog((before) => [...before, cell]), []);
  const undo = useCallback(() => setLog((before) => before.slice(0, -1)), []);
  const clear = useCallback(() => setLog([]), []);
  return useMemo(() => ({ ...standing(log), stage, undo, clear }), [log, stage, undo, clear]);
}

/** What stands after a list of changes: the last value of each cell. */
export function standing(log: readonly StagedCell[]): Pick<Edits, 'count' | 'cells' | 'changes'> {
  const cells = new Map<number, Map<number, string | null>>();
  for (const { row, column, value } of log) {
    const of = cells.get(row) ?? new Map<number, string | null>();
    of.set(column, value);
    cells.set(row, of);
  }
  const changes = [...cells].map(([row, of]) => ({ row, cells: [...of].map(([column, value]) => ({ column, value })) }));
  return { cells, changes, count: changes.reduce((sum, change) => sum + change.cells.length, 0) };
}
