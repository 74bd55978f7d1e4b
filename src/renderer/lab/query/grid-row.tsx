/** One row of the result grid: drawn anew only when it changes, so that scrolling draws no more than what comes into view. */
import type { VirtualItem } from '@tanstack/react-virtual';
import { memo } from 'react';
import { DEFAULT, type NewValue, type Row } from '../../../shared/data-views.ts';
import { useWords } from '../../words/words-context.tsx';

export interface GridRowProps {
  /** Names the cells, for aria-activedescendant. */
  grid: string;
  index: number;
  top: number;
  /** Undefined until it has come. */
  row: Row | undefined;
  columns: readonly VirtualItem[];
  numeric: readonly boolean[];
  /** The columns that are chosen in this row, first and last; -1 for none. */
  chosenFrom: number;
  chosenTo: number;
  /** The column of the cell that has the keyboard. */
  active: number | null;
  /** New values that are not written yet, by column. */
  staged: ReadonlyMap<number, NewValue> | null;
  /** What becomes of the row: it is new, or goes. */
  becomes: 'new' | 'deleted' | null;
}

export const cellId = (grid: string, row: number, column: number): string => `${grid}-${row}-${column}`;

export const GridRow = memo(function GridRow({ grid, index, top, row, columns, numeric, chosenFrom, chosenTo, active, staged, becomes }: GridRowProps) {
  const t = useWords();
  return (
    <div role="row" aria-rowindex={index + 2} className="grid-row" data-becomes={becomes ?? undefined} style={{ transform: `translateY(${top}px)` }}>
      <div role="rowheader" aria-colindex={1} className="grid-number">
        {becomes === 'new' ? t('query.new-row') : (index + 1).toLocaleString('en')}
        {becomes === 'deleted' && <span className="visually-hidden">{t('query.will-be-deleted')}</span>}
      </div>
      {columns.map((column) => {
        const at = column.index;
        const changed = staged?.has(at) === true;
        const text = changed ? staged.get(at) : becomes === 'new' ? DEFAULT : row?.[at];
        const isChosen = at >= chosenFrom && at <= chosenTo;
        return (
          <div
            key={at}
            id={cellId(grid, index, at)}
            role="gridcell"
            aria-colindex={at + 2}
            aria-selected={isChosen}
            className="grid-cell"
            data-at={at}
            data-numeric={numeric[at] === true || undefined}
            data-active={active === at || undefined}
            data-changed={changed || undefined}
            style={{ left: column.start, width: column.size }}
          >
            {text === undefined ? <span className="grid-waiting">…</span> : typeof text === 'string' ? oneLine(text) : <span className="null">{text === null ? 'NULL' : 'DEFAULT'}</span>}
          </div>
        );
      })}
    </div>
  );
});

/** Line ends are shown by a sign: a row is one line high. */
const oneLine = (text: string): string => (text.includes('\n') ? text.replaceAll('\n', '↵') : text);
