/** A result as a grid: only what is in view is drawn and held, the arrow keys walk through the cells, the chosen cell is shown in full. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Plus, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { isNumberType, MOST_CHANGES, type NewValue, type RunView } from '../../../shared/data-views.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { afterPaint } from '../../ui/after-paint.ts';
import { IconButton } from '../../ui/button.tsx';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { CellInput } from './cell-input.tsx';
import { bringIntoView } from './bring-into-view.ts';
import { cellMenu, READ_ONLY } from './cell-menu.tsx';
import { CellValue } from './cell-value.tsx';
import { columnWidths } from './column-widths.ts';
import { copyCells } from './copy-cells.ts';
import { EditsBar } from './edits-bar.tsx';
import { GridHead, type Sorted } from './grid-head.tsx';
import { cellId, GridRow } from './grid-row.tsx';
import type { PagedRows } from './paged-rows.ts';
import { type Cell, HEAD, rangeOf, step } from './result-keys.ts';
import { rowActs } from './row-acts.ts';
import { isNewRow, useEdits } from './use-edits.ts';
import type { Written } from './written-bar.tsx';
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
/** A new row's cells say DEFAULT. */
const DEFAULT_WIDTH = Math.round('DEFAULT'.length * CHARACTER + CELL_PADDING);
/** Limits of a column's width and what a key changes of it, in CSS pixels. */
const LEAST_WIDTH = 44;
const MOST_WIDTH = 900;
const WIDTH_STEP = 16;
/** The row numbers stand in this. */
const NUMBER_WIDTH = 76;
/** Rows that are looked at for the width of columns. */
const SAMPLE_ROWS = 100;
const TAIL_ROWS = 20;
/** A menu that closes gives the keyboard back within this, in milliseconds. */
const MENU_CLOSES_MS = 60;

export interface ResultTableProps {
  view: RunView;
  rows: PagedRows;
  /** What the head says, before the buttons that change rows. */
  head: ReactNode;
  /** Stands between the head and the grid. */
  notices: ReactNode;
  /** Rows were written: what is shown is no longer what is there. Null where nothing can be edited. */
  onWritten: ((written: Written) => void) | null;
}

export function ResultTable({ view, rows, head, notices, onWritten }: ResultTableProps) {
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
  const edits = useEdits();
  const widened = edits.added.length > 0;
  const widths = useMemo(() => {
    const measured = columnWidths(columns.map((column) => column.name), [...sample, ...tail]).map((characters) => Math.round(characters * CHARACTER + CELL_PADDING));
    return measured.map((width, at) => ownWidths[at] ?? (widened ? Math.max(width, DEFAULT_WIDTH) : width));
  }, [columns, sample, tail, ownWidths, widened]);
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
  const [editing, setEditing] = useState<Cell | null>(null);
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);
  const acts = rowActs({ view, rows, edits, writes: onWritten !== null });
  const edit = (at: Cell): void => {
    if (acts.canEdit(at) && acts.valueOf(at) !== undefined && !acts.isCut(at)) setEditing(at);
  };
  const endEdit = (value: string, at: Cell): void => {
    setEditing(null);
    scroller.current?.focus();
    const before = acts.valueOf(at);
    // An empty text typed over nothing leaves it as it is.
    if (value !== before && (value !== '' || typeof before === 'string')) acts.set(at, value);
  };

  const blocks = useVirtualizer({ count: Math.ceil(acts.total / BLOCK_ROWS), getScrollElement: () => scroller.current, estimateSize: () => BLOCK_ROWS * ROW_HEIGHT, overscan: OVERSCAN });
  const horizontal = useVirtualizer({
    horizontal: true, count: columns.length, getScrollElement: () => scroller.current, estimateSize: (at) => widths[at] ?? LEAST_WIDTH,
    overscan: 3, paddingStart: NUMBER_WIDTH, scrollPaddingStart: NUMBER_WIDTH,
  });
  useEffect(() => horizontal.measure(), [horizontal, widths]);
  const items = blocks.getVirtualItems();
  const across = horizontal.getVirtualItems();
  const first = (items[0]?.index ?? 0) * BLOCK_ROWS;
  const last = items.length === 0 ? -1 : Math.min(acts.total, first + items.length * BLOCK_ROWS) - 1;
  const drawn = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  useEffect(() => rows.want(first, last + 1), [rows, first, last, version]);

  const range = cell === null || anchor === null || cell.row === HEAD ? null : rangeOf(anchor, cell);
  const move = (to: Cell, keepAnchor: boolean): void => {
    setCell(to);
    if (!keepAnchor) setAnchor(to.row === HEAD ? { ...to, row: 0 } : to);
    if (to.row !== HEAD) bringIntoView(scroller.current, to.row, ROW_HEIGHT);
    horizontal.scrollToIndex(to.column, { align: 'auto' });
  };
  /** The new row is seen and has the keyboard once it is drawn. */
  const goToNew = (place: number | null): void => {
    if (place === null) {
      announce(t('query.a-value-is-too-long'));
      return;
    }
    scroller.current?.focus();
    const to = { row: place, column: Math.max(0, columns.findIndex((column) => column.from !== null)) };
    setCell(to);
    setAnchor(to);
    // The page is as high as it will be once the row is drawn.
    afterPaint(() => bringIntoView(scroller.current, place, ROW_HEIGHT));
    announce(t('query.row-added'));
  };
  const toggleDeleted = (): void => {
    if (range === null) return;
    const how = acts.toggleDeleted(range);
    announce(how === null ? t('query.too-many-changes', { most: MOST_CHANGES }) : t(how === 'deleted' ? 'query.rows-marked' : 'query.rows-kept', { count: range.bottom - range.top + 1 }));
    // A new row is gone at once, and the cell with it.
    if (cell !== null && isNewRow(acts.rowAt(range.bottom))) move({ row: Math.max(HEAD, Math.min(range.top, rows.count - 1)), column: cell.column }, false);
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
  const copy = (): void => {
    if (range === null) return;
    copyCells({ connection, run: view.run, rows, columns, acts }, range).then(
      (copied) => announce(copied === 'cell' ? t('query.copied-cell') : t('query.copied-rows', { to: copied })),
      () => announce(t('query.could-not-copy')),
    );
  };
  const onKey = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key === 'c') {
      if (window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      copy();
      return;
    }
    if (acts.readOnly === null && !mod && (event.key === 'Insert' || (event.key === 'Delete' && range !== null))) {
      event.preventDefault();
      if (event.key === 'Insert') goToNew(acts.add());
      else toggleDeleted();
      return;
    }
    if (mod && event.key === 'a' && acts.total > 0) {
      event.preventDefault();
      setAnchor({ row: 0, column: 0 });
      setCell({ row: acts.total - 1, column: columns.length - 1 });
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
    const to = step(event, cell ?? { row: 0, column: 0 }, acts.total, columns.length);
    if (to === null) return;
    event.preventDefault();
    // The first arrow only enters the grid.
    move(cell === null && event.key.startsWith('Arrow') ? { row: acts.total === 0 ? HEAD : 0, column: 0 } : to, event.shiftKey);
  };
  const cellUnder = (event: PointerEvent | MouseEvent): Cell | null => {
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

  const onContextMenu = (event: MouseEvent): void => {
    const to = cellUnder(event) ?? (cell?.row === HEAD ? null : cell);
    if (to === null) return;
    event.preventDefault();
    const chosen = range !== null && to.row >= range.top && to.row <= range.bottom && to.column >= range.left && to.column <= range.right;
    if (!chosen) move(to, false);
    // The Menu key brings no place of the pointer: below the cell then.
    const box = cellUnder(event) === null ? document.getElementById(cellId(grid, to.row, to.column))?.getBoundingClientRect() : undefined;
    setMenuAt({ x: box?.left ?? event.clientX, y: box?.bottom ?? event.clientY });
  };
  const menu = cell === null || range === null ? [] : cellMenu(cell, range, columns[cell.column], acts, {
    copy,
    // After the menu has given the keyboard back.
    edit: () => void setTimeout(() => edit(cell), MENU_CLOSES_MS),
    add: () => goToNew(acts.add()),
    duplicate: () => goToNew(acts.duplicate(cell.row)),
    toggleDeleted,
  }, t);
  const unwritable = ended && acts.readOnly !== null && acts.readOnly !== 'no-table' && acts.readOnly !== 'session' ? t(READ_ONLY[acts.readOnly]) : null;

  return (
    <>
      <div className="result-head">
        {head}
        {unwritable !== null && <span className="result-read-only" title={unwritable}>{unwritable}</span>}
        {acts.readOnly === null && (
          <>
            <IconButton small label={t('query.add-a-row')} shortcut="Insert" icon={<Plus size={14} />} onPress={() => goToNew(acts.add())} />
            <IconButton small label={t('query.delete-the-chosen-rows')} shortcut="Del" icon={<Trash2 size={14} />} isDisabled={range === null} onPress={toggleDeleted} />
          </>
        )}
      </div>
      {notices}
      <div className="result-grid">
      <div
        ref={scroller}
        className="result-scroll"
        tabIndex={0}
        role="grid"
        aria-label={t('query.result-2')}
        aria-rowcount={acts.total + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-busy={!ended}
        aria-activedescendant={cell === null ? undefined : cellId(grid, cell.row, cell.column)}
        onKeyDown={onKey}
        onContextMenu={onContextMenu}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        onDoubleClick={() => {
          if (cell !== null) edit(cell);
        }}
      >
        <div role="rowgroup" className="grid-top" style={{ width: horizontal.getTotalSize() }}>
          <GridHead grid={grid} names={columns} columns={across} active={cell?.row === HEAD ? cell.column : null} sorted={sorted} canSort={ended} onSort={sort} onResize={resize} />
        </div>
        <div role="rowgroup" className="grid-body" style={{ width: horizontal.getTotalSize(), height: acts.total * ROW_HEIGHT }}>
          {drawn.map((index) => {
            const inside = range !== null && index >= range.top && index <= range.bottom;
            const row = acts.rowAt(index);
            return (
              <GridRow
                key={index} grid={grid} index={index} top={index * ROW_HEIGHT} row={rows.row(index)} columns={across} numeric={numeric} staged={edits.cells.get(row) ?? null}
                becomes={isNewRow(row) ? 'new' : edits.deleted.has(row) ? 'deleted' : null}
                chosenFrom={inside ? range.left : -1} chosenTo={inside ? range.right : -1} active={cell?.row === index ? cell.column : null}
              />
            );
          })}
        </div>
        {editing !== null && (
          <CellInput
            label={t('query.new-value-of-row', { name: columns[editing.column]?.name ?? '', row: editing.row + 1 })}
            value={textOf(acts.valueOf(editing))}
            place={{ top: (editing.row + 1) * ROW_HEIGHT, left: across.find((column) => column.index === editing.column)?.start ?? NUMBER_WIDTH, width: widths[editing.column] ?? LEAST_WIDTH }}
            onTake={(value) => endEdit(value, editing)}
            onLeave={() => {
              setEditing(null);
              scroller.current?.focus();
            }}
          />
        )}
        {acts.total === 0 && ended && <p className="panel-empty">{t('query.the-query-worked-and-returned')}</p>}
      </div>
      {cell !== null && cell.row !== HEAD && columns[cell.column] !== undefined && (
        <CellValue
          key={`${view.run} ${String(version)} ${String(cell.row)} ${String(cell.column)}`} run={view.run} cell={cell} column={columns[cell.column]} shown={acts.valueOf(cell)} isCut={acts.isCut(cell)}
          {...(acts.canEdit(cell) ? { onNull: () => acts.set(cell, null), onEdit: () => edit(cell) } : {})}
        />
      )}
      {edits.count > 0 && onWritten !== null && (
        <EditsBar
          run={view.run}
          edits={edits}
          onApplied={(written) => {
            edits.clear();
            onWritten(written);
          }}
        />
      )}
        <ContextMenu label={t('query.cell-and-row')} at={menuAt} entries={menu} onClose={() => setMenuAt(null)} />
      </div>
    </>
  );
}

/** What stands in the input for a value; NULL and a default are typed over. */
const textOf = (value: NewValue | undefined): string => (typeof value === 'string' ? value : '');
