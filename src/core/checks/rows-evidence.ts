/** Two result sets side by side, cut to what a person can take in, the rows that disagree kept. */
import type { Evidence } from '../../shared/verdict.ts';
import type { Table } from './compare-rows.ts';

/** Rows shown of each side: a screenful. */
const MAX_ROWS = 30;
/** Of these, rows that have no partner come first, up to this many. */
const MAX_MARKED = 20;
const MAX_COLUMNS = 30;
const MAX_CELL_CHARACTERS = 200;

interface Shape {
  /** Indexes of expected rows without a partner. */
  missing: readonly number[];
  /** Indexes of got rows without a partner. */
  extra: readonly number[];
  orderOnly: boolean;
  /** Writes each column's type beside its name: the names agree, the types do not. */
  showTypes: boolean;
  /** The row around which the window is laid when only the order differs. */
  around?: number;
}

export function rowsEvidence(expected: Table, got: Table, shape: Shape): Evidence {
  const left = shown(expected.rows.length, shape.missing, shape.around);
  const right = shown(got.rows.length, shape.extra, shape.around);
  return {
    kind: 'rows',
    columns: headings(expected, shape.showTypes),
    gotColumns: headings(got, shape.showTypes),
    expected: left.map((index) => cells(expected.rows[index] ?? [])),
    got: right.map((index) => cells(got.rows[index] ?? [])),
    missing: placesIn(left, shape.missing),
    extra: placesIn(right, shape.extra),
    expectedTotal: expected.rows.length,
    gotTotal: got.rows.length,
    orderOnly: shape.orderOnly,
  };
}

/** Which rows to show, in their own order: those without a partner first, filled up from the top. */
function shown(total: number, marked: readonly number[], around: number | undefined): number[] {
  if (total <= MAX_ROWS) return Array.from({ length: total }, (_, index) => index);
  if (around !== undefined) {
    const first = Math.max(0, Math.min(around - 2, total - MAX_ROWS));
    return Array.from({ length: MAX_ROWS }, (_, index) => first + index);
  }
  const chosen = new Set(marked.slice(0, MAX_MARKED));
  for (let index = 0; chosen.size < MAX_ROWS && index < total; index += 1) chosen.add(index);
  return [...chosen].sort((a, b) => a - b);
}

function placesIn(rows: readonly number[], marked: readonly number[]): number[] {
  const wanted = new Set(marked);
  return rows.flatMap((row, place) => (wanted.has(row) ? [place] : []));
}

function headings(table: Table, withTypes: boolean): string[] {
  return table.columns.slice(0, MAX_COLUMNS).map(({ name, type }) => (withTypes ? `${name} (${type})` : name));
}

function cells(row: readonly (string | null)[]): (string | null)[] {
  return row.slice(0, MAX_COLUMNS).map((cell) => (cell === null ? null : cutText(cell, MAX_CELL_CHARACTERS)));
}

/** The text, or its beginning and how much is left out. */
export function cutText(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${String(text.length - limit)} more)`;
}
