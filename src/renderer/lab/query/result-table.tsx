/** A result as a grid: only what is in view is drawn and held, the arrow keys walk through the cells, the chosen cell is shown in full. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { CELL_SHOWN, isNumberType, type RunView } from '../../../shared/data-views.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { CellInput } from './cell-input.tsx';
import { CellValue } from './cell-value.tsx';
import { asTabSeparated, columnWidths } from './column-widths.ts';
import { EditsBar } from './edits-bar.tsx';
import { GridHead, type Sorted } from './grid-head.tsx';
import { cellId, GridRow } from './grid-row.tsx';
import type { PagedRows } from './paged-rows.ts';
import { type Cell, HEAD, rangeOf, step } from './result-keys.ts';
import { useEdits } from './use-edits.ts';
import { useWords } from '../../words/words-context.tsx';

/** The height of a row, in CSS pixels; the same in query.css. */
const ROW_HEIGHT = 26;
/**
 * Rows that come into view and leave it together. The library goes through all its items whenever their number changes, which
 * took 20 ms for a million rows, each time that more of them had come.
 */
const BLOCK_ROWS = 8;
/** Blocks drawn beyond the view on each side, so that scrolling shows no gaps. */
const OVERSCAN = 1;
/** The width of a character of the grid's font, and the space in a cell beside its text, in CSS pixels. */
const CHARACTER = 7.3;
const CELL_PADDING = 22;
/** Limits of a column's width and what a key changes of it, in CSS pixels. */
const LEAST_WIDTH = 44;
const MOST_WIDTH = 900;
const WIDTH_STEP = 16;
/** The row numbers stand in this. */
const NUMBER_WIDTH = 76;
/** Rows that are looked at for the width of columns. */
const SAMPLE_ROWS = 100;
const TAIL_ROWS = 20;
/** A copy holds as many rows at most: what a clipboard takes without delay. */
const COPY_ROWS = 20_000;

export interface ResultTableProps {
  view: RunView;
  rows: PagedRows;
  /** Cells were written: what is shown is no longer what is there. Null where nothing can be edited. */
  onWritten: (() => void) | null;
}

export function ResultTable({ view, rows, onWritten }: ResultTableProps) {
  const t = useWords();
  const columns = useMemo(() => view.columns ?? [], [view.columns]);
  const connection = useConnection();
  const announce = useAnnounce();
  const grid = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const version = useSyncExternalStore(rows.subscribe, rows.version);
  const [cell, setCell] = useState<Cell | null>(null);
  /** Where the chosen rectangle begins; it ends at the cell. */
  const [anchor, setAnchor] = useState<Cell | null>(null);
  const [sorted, setSorted] = useState<Sorted | null>(null);
  const sortTurn = useRef(0);
  const [ownWidths, setOwnWidths] = useState<Readonly<Record<number, number>>>({});
  // The first rows tell how wide the columns are; those that come change nothing under the eyes.
  const [sample, setSample] = useState<readonly (readonly (string | null)[])[]>([]);
  if (sample.length === 0 && rows.row(0) !== undefined) setSample(Array.from({ length: SAMPLE_ROWS }, (_, at) => rows.row(at)).filter((row) => row !== undefined));
  const [tail, setTail] = useState<readonly (readonly (string | null)[])[]>([]);
  const widths = useMemo(() => {
    const measured = columnWidths(columns.map((column) => column.name), [...sample, ...tail]).map((characters) => Math.round(characters * CHARACTER + CELL_PADDING));
    return measured.map((width, at) => ownWidths[at] ?? width);
  }, [columns, sample, tail, ownWidths]);
  const numeric = useMemo(() => columns.map((column) => isNumberType(column.type)), [columns]);
  const ended = view.ended !== null;
  // The last rows as well, once they are there: numbers grow.
  useEffect(() => {
    if (!ended || rows.count <= SAMPLE_ROWS) return;
    let here = true;
    rows.range(Math.max(0, rows.count - TAIL_ROWS), rows.count).then((last) => {
      if (here) setTail(last);
    }, () => undefined);
    return () => void (here = false);
  }, [ended, rows]);
  const edits = useEdits();
  const [editing, setEditing] = useState<Cell | null>(null);
  const canEdit = (at: Cell): boolean => onWritten !== null && view.ended?.editable != null && at.row !== HEAD && columns[at.column]?.from != null && !isBytes(columns[at.column]?.type ?? '');
  /** The value in the cell: the new one where there is one. */
  const valueOf = (at: Cell): string | null | undefined => {
    const staged = edits.cells.get(at.row);
    return staged?.has(at.column) === true ? staged.get(at.column) : rows.row(at.row)?.[at.column];
  };
  const edit = (at: Cell): void => {
    const value = valueOf(at);
    // A value that came shortened would lose its end.
    if (canEdit(at) && value !== undefined && (value === null || value.length <= CELL_SHOWN)) setEditing(at);
  };
  const endEdit = (value: string | null, at: Cell): void => {
    setEditing(null);
    scroller.current?.focus();
    if (value !== valueOf(at) && !(value === '' && valueOf(at) === null)) edits.stage({ ...at, value });
  };

  const blocks = useVirtualizer({ count: Math.ceil(rows.count / BLOCK_ROWS), getScrollElement: () => scroller.current, estimateSize: () => BLOCK_ROWS * ROW_HEIGHT, overscan: OVERSCAN });
  const horizontal = useVirtualizer({
    horizontal: true, count: columns.length, getScrollElement: () => scroller.current, estimateSize: (at) => widths[at] ?? LEAST_WIDTH,
    overscan: 3, paddingStart: NUMBER_WIDTH, scrollPaddingStart: NUMBER_WIDTH,
  });
  useEffect(() => horizontal.measure(), [horizontal, widths]);
  const items = blocks.getVirtualItems();
  const across = horizontal.getVirtualItems();
  const first = (items[0]?.index ?? 0) * BLOCK_ROWS;
  const last = items.length === 0 ? -1 : Math.min(rows.count, first + items.length * BLOCK_ROWS) - 1;
  const drawn = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  useEffect(() => rows.want(first, last + 1), [rows, first, last, version]);

  const range = cell === null || anchor === null || cell.row === HEAD ? null : rangeOf(anchor, cell);
  const move = (to: Cell, keepAnchor: boolean): void => {
    setCell(to);
    if (!keepAnchor) setAnchor(to.row === HEAD ? { ...to, row: 0 } : to);
    if (to.row !== HEAD && scroller.current !== null) bringIntoView(scroller.current, to.row);
    horizontal.scrollToIndex(to.column, { align: 'auto' });
  };
  const sort = (column: number): void => {
    if (!ended || rows.count === 0) return;
    if (edits.count > 0) {
      announce(t('query.write-or-discard-your-changes'));
      return;
    }
    const before = sorted;
    const next = sorted?.column !== column ? { column, descending: false } : sorted.descending ? null : { column, descending: true };
    // Shown at once, so that the next press goes on from here; only the last one counts.
    setSorted(next);
    sortTurn.current += 1;
    const turn = sortTurn.current;
    connection.call((host) => host.data.sort({ run: view.run, column: next?.column ?? null, descending: next?.descending ?? false })).then(
      () => {
        if (turn !== sortTurn.current) return;
        rows.reset();
        announce(next === null ? t('query.in-the-order-of-the') : t(next.descending ? 'query.sorted-down' : 'query.sorted-up', { column: columns[column]?.name ?? '' }));
      },
      () => {
        if (turn !== sortTurn.current) return;
        setSorted(before);
        announce(t('query.the-rows-could-not-be'));
      },
    );
  };
  const resize = (column: number, width: number): void => setOwnWidths((before) => ({ ...before, [column]: Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, Math.round(width))) }));
  const copy = async (): Promise<void> => {
    if (range === null) return;
    const to = Math.min(range.bottom + 1, range.top + COPY_ROWS);
    const one = range.top === range.bottom && range.left === range.right;
    const text = one
      ? (await connection.call((host) => host.data.cell({ run: view.run, row: range.top, column: range.left }), { repeat: true })).value ?? ''
      : asTabSeparated(
        columns.slice(range.left, range.right + 1).map((column) => column.name),
        (await rows.range(range.top, to)).map((row) => row.slice(range.left, range.right + 1)),
      );
    await connection.main.clipboard.write({ text });
    announce(one ? t('query.copied-cell') : t('query.copied-rows', { to: to - range.top }));
  };
  const onKey = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key === 'c') {
      if (window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      copy().catch(() => announce(t('query.could-not-copy')));
      return;
    }
    if (mod && event.key === 'a' && rows.count > 0) {
      event.preventDefault();
      setAnchor({ row: 0, column: 0 });
      setCell({ row: rows.count - 1, column: columns.length - 1 });
      return;
    }
    if (mod && event.key === 'z' && edits.count > 0) {
      event.preventDefault();
      edits.undo();
      return;
    }
    if (cell !== null && cell.row !== HEAD && (event.key === 'F2' || (event.key === 'Enter' && !mod))) {
      event.preventDefault();
      edit(cell);
      return;
    }
    if (cell?.row === HEAD && event.key === 'Enter') {
      event.preventDefault();
      sort(cell.column);
      return;
    }
    if (cell?.row === HEAD && event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      resize(cell.column, (widths[cell.column] ?? LEAST_WIDTH) + (event.key === 'ArrowLeft' ? -WIDTH_STEP : WIDTH_STEP));
      return;
    }
    const to = step(event, cell ?? { row: 0, column: 0 }, rows.count, columns.length);
    if (to === null) return;
    event.preventDefault();
    // The first arrow only enters the grid.
    move(cell === null && event.key.startsWith('Arrow') ? { row: rows.count === 0 ? HEAD : 0, column: 0 } : to, event.shiftKey);
  };
  const cellUnder = (event: PointerEvent): Cell | null => {
    const under = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="gridcell"]') : null;
    const row = under?.parentElement?.getAttribute('aria-rowindex');
    return under === null || row == null ? null : { row: Number(row) - 2, column: Number(under.dataset['at']) };
  };
  const onPointer = (event: PointerEvent): void => {
    const to = event.buttons === 1 ? cellUnder(event) : null;
    if (to === null) return;
    setCell(to);
    if (event.type === 'pointerdown' && !event.shiftKey) setAnchor(to);
  };

  return (
    <div className="result-grid">
      <div
        ref={scroller}
        className="result-scroll"
        tabIndex={0}
        role="grid"
        aria-label={t('query.result-2')}
        aria-rowcount={rows.count + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-busy={!ended}
        aria-activedescendant={cell === null ? undefined : cellId(grid, cell.row, cell.column)}
        onKeyDown={onKey}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        onDoubleClick={() => {
          if (cell !== null) edit(cell);
        }}
      >
        <div role="rowgroup" className="grid-top" style={{ width: horizontal.getTotalSize() }}>
          <GridHead grid={grid} names={columns} columns={across} active={cell?.row === HEAD ? cell.column : null} sorted={sorted} canSort={ended} onSort={sort} onResize={resize} />
        </div>
        <div role="rowgroup" className="grid-body" style={{ width: horizontal.getTotalSize(), height: rows.count * ROW_HEIGHT }}>
          {drawn.map((index) => {
            const inside = range !== null && index >= range.top && index <= range.bottom;
            return (
              <GridRow
                key={index} grid={grid} index={index} top={index * ROW_HEIGHT} row={rows.row(index)} columns={across} numeric={numeric} staged={edits.cells.get(index) ?? null}
                chosenFrom={inside ? range.left : -1} chosenTo={inside ? range.right : -1} active={cell?.row === index ? cell.column : null}
              />
            );
          })}
        </div>
        {editing !== null && (
          <CellInput
            label={t('query.new-value-of-row', { name: columns[editing.column]?.name ?? '', row: editing.row + 1 })}
            value={valueOf(editing) ?? ''}
            place={{ top: (editing.row + 1) * ROW_HEIGHT, left: across.find((column) => column.index === editing.column)?.start ?? NUMBER_WIDTH, width: widths[editing.column] ?? LEAST_WIDTH }}
            onTake={(value) => endEdit(value, editing)}
            onLeave={() => {
              setEditing(null);
              scroller.current?.focus();
            }}
          />
        )}
        {rows.count === 0 && ended && <p className="panel-empty">{t('query.the-query-worked-and-returned')}</p>}
      </div>
      {cell !== null && cell.row !== HEAD && columns[cell.column] !== undefined && (
        <CellValue key={`${view.run} ${String(version)} ${String(cell.row)} ${String(cell.column)}`} run={view.run} cell={cell} column={columns[cell.column]} shown={valueOf(cell)} {...(canEdit(cell) ? { onNull: () => edits.stage({ ...cell, value: null }), onEdit: () => edit(cell) } : {})} />
      )}
      {edits.count > 0 && onWritten !== null && (
        <EditsBar
          run={view.run}
          edits={edits}
          onApplied={() => {
            edits.clear();
            onWritten();
          }}
        />
      )}
    </div>
  );
}

/** Scrolls no further than needed; the head lies over the first row of what is in view. */
function bringIntoView(scroller: HTMLElement, row: number): void {
  const top = row * ROW_HEIGHT;
  const lowest = top + 2 * ROW_HEIGHT - scroller.clientHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (lowest > scroller.scrollTop) scroller.scrollTop = lowest;
}

/** Types whose values are shown as digits of bytes, which is not how they are written. */
const isBytes = (type: string): boolean => /bytea|blob|binary|^bit/i.test(type);
