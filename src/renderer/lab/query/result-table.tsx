/** A result as a grid: only the rows in view are drawn, the arrow keys walk through the cells, the chosen cell is shown in full. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { QueryResult } from '../../../shared/views.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { columnWidths } from './column-widths.ts';

type TableResult = Extract<QueryResult, { kind: 'table' }>;

/** The height of a row, in CSS pixels; the same in query.css. */
const ROW_HEIGHT = 26;
/** Rows drawn beyond the view on each side, so that scrolling shows no gaps. */
const OVERSCAN = 12;
const PAGE_ROWS = 15;
/** Space in a cell beside its text, in CSS pixels. */
const CELL_PADDING = 20;

interface Cell {
  row: number;
  column: number;
}

export function ResultTable({ result }: { result: TableResult }) {
  const { columns, rows } = result;
  const connection = useConnection();
  const scroller = useRef<HTMLDivElement>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const widths = useMemo(() => columnWidths(columns.map((column) => column.name), rows), [columns, rows]);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: OVERSCAN });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const value = cell === null ? undefined : rows[cell.row]?.[cell.column];
  const column = cell === null ? undefined : columns[cell.column];

  const move = (to: Cell): void => {
    const next = { row: clamp(to.row, rows.length), column: clamp(to.column, columns.length) };
    setCell(next);
    virtual.scrollToIndex(next.row, { align: 'auto' });
    // The row is drawn by the next frame; then its cell is brought into view sideways.
    requestAnimationFrame(() => document.getElementById(cellId(next))?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (rows.length === 0) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'c') {
      if (window.getSelection()?.isCollapsed !== false && typeof value === 'string') {
        event.preventDefault();
        connection.main.clipboard.write({ text: value }).catch(() => {
          // A clipboard that refuses leaves the old content; the value is on the screen.
        });
      }
      return;
    }
    const to = step(event, cell ?? { row: 0, column: 0 }, rows.length, columns.length);
    if (to === null) return;
    event.preventDefault();
    // The first arrow only enters the grid.
    move(cell === null && event.key.startsWith('Arrow') ? { row: 0, column: 0 } : to);
  };

  return (
    <div className="result-grid">
      <div
        ref={scroller}
        className="result-scroll"
        tabIndex={0}
        role="grid"
        aria-label="Result"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={cell === null ? undefined : cellId(cell)}
        onKeyDown={onKey}
      >
        <table role="presentation" style={{ width: 'max-content' }}>
          <colgroup>
            <col style={{ width: `calc(${String(rows.length).length}ch + ${CELL_PADDING}px)` }} />
            {widths.map((width, at) => (
              <col key={at} style={{ width: `calc(${width}ch + ${CELL_PADDING}px)` }} />
            ))}
          </colgroup>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex={1}>
              <th role="columnheader" className="row-number">
                <span className="visually-hidden">Row</span>
              </th>
              {columns.map((each, at) => (
                <th key={at} role="columnheader" title={each.type === '' ? each.name : `${each.name}: ${each.type}`}>
                  {each.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {above > 0 && <tr role="presentation" style={{ height: above }} />}
            {items.map((item) => (
              <tr key={item.key} role="row" aria-rowindex={item.index + 2}>
                <th role="rowheader" className="row-number">
                  {item.index + 1}
                </th>
                {rows[item.index]?.map((text, at) => (
                  <td
                    key={at}
                    id={cellId({ row: item.index, column: at })}
                    role="gridcell"
                    data-chosen={cell?.row === item.index && cell.column === at ? true : undefined}
                    aria-selected={cell?.row === item.index && cell.column === at}
                    onMouseDown={() => setCell({ row: item.index, column: at })}
                  >
                    {text === null ? <span className="null">NULL</span> : text}
                  </td>
                ))}
              </tr>
            ))}
            {below > 0 && <tr role="presentation" style={{ height: below }} />}
          </tbody>
        </table>
        {rows.length === 0 && <p className="panel-empty">The query worked and returned no rows.</p>}
      </div>
      {cell !== null && column !== undefined && value !== undefined && (
        <div className="cell-value" role="group" aria-label="The chosen cell" tabIndex={0}>
          <span className="cell-name">
            {column.name}
            {column.type !== '' && <span>{column.type}</span>}
          </span>
          <pre>{value === null ? <span className="null">NULL</span> : value}</pre>
          {value !== null && <CopyButton what="cell" text={value} />}
        </div>
      )}
    </div>
  );
}

const cellId = ({ row, column }: Cell): string => `result-${row}-${column}`;

const clamp = (value: number, length: number): number => Math.max(0, Math.min(length - 1, value));

/** Where a key leads to, or null for a key that is not ours. */
function step(event: KeyboardEvent, from: Cell, rows: number, columns: number): Cell | null {
  if (event.altKey || event.metaKey) return null;
  const { row, column } = from;
  switch (event.key) {
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'PageUp':
      return { row: row - PAGE_ROWS, column };
    case 'PageDown':
      return { row: row + PAGE_ROWS, column };
    case 'Home':
      return event.ctrlKey ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return event.ctrlKey ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
    default:
      return null;
  }
}
