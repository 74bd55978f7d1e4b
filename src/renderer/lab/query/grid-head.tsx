/** The head of the result grid: names, sort, and handles to change a column's width. */
import type { VirtualItem } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { PointerEvent } from 'react';
import type { ResultColumn } from '../../../shared/data-views.ts';
import { cellId } from './grid-row.tsx';
import { HEAD } from './result-keys.ts';
import { useWords } from '../../words/words-context.tsx';

export interface Sorted {
  column: number;
  descending: boolean;
}

export interface GridHeadProps {
  grid: string;
  names: readonly ResultColumn[];
  columns: readonly VirtualItem[];
  active: number | null;
  sorted: Sorted | null;
  canSort: boolean;
  onSort(column: number): void;
  /** @param width in CSS pixels */
  onResize(column: number, width: number): void;
}

export function GridHead({ grid, names, columns, active, sorted, canSort, onSort, onResize }: GridHeadProps) {
  const t = useWords();
  return (
    <div role="row" aria-rowindex={1} className="grid-head">
      <div role="columnheader" aria-colindex={1} className="grid-number">
        <span className="visually-hidden">{t('query.row')}</span>
      </div>
      {columns.map((column) => {
        const at = column.index;
        const named = names[at];
        const direction = sorted?.column === at ? (sorted.descending ? 'descending' : 'ascending') : 'none';
        return (
          <div
            key={at}
            id={cellId(grid, HEAD, at)}
            role="columnheader"
            aria-colindex={at + 2}
            aria-sort={direction}
            aria-description={canSort ? t('query.enter-sorts-shift-with-the') : undefined}
            className="grid-column"
            data-active={active === at || undefined}
            data-sorts={canSort || undefined}
            title={named === undefined || named.type === '' ? undefined : `${named.name}: ${named.type}`}
            style={{ left: column.start, width: column.size }}
            onClick={() => {
              if (canSort) onSort(at);
            }}
          >
            <span>{named?.name}</span>
            {direction === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
            {direction === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
            <span className="grid-handle" aria-hidden="true" onClick={(event) => event.stopPropagation()} onPointerDown={(event) => drag(event, column.size, (width) => onResize(at, width))} />
          </div>
        );
      })}
    </div>
  );
}

/** Follows the pointer until it is let go. */
function drag(event: PointerEvent<HTMLElement>, width: number, onWidth: (width: number) => void): void {
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  const from = event.clientX;
  handle.setPointerCapture(event.pointerId);
  const move = (next: globalThis.PointerEvent): void => onWidth(width + next.clientX - from);
  const end = (): void => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', end);
    handle.removeEventListener('pointercancel', end);
  };
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', end);
  handle.addEventListener('pointercancel', end);
}
