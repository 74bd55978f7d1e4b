/**
 * Compares two result sets by what their values mean: numbers as numbers (10.50 is 10.5), binary floating point
 * with a tight tolerance, instants as instants, JSON without regard to the order of keys, text exactly. NULL
 * equals NULL and nothing else. Columns are compared by place; names only where the check says so.
 */
import type { Evidence, Reason } from '../../shared/verdict.ts';
import { canonicalCell, fractionDigits, kindOfType, type CellKind } from './cell-kinds.ts';
import { rowsEvidence } from './rows-evidence.ts';

/** A result set: cells are the server's own text, null is NULL. */
export interface Table {
  columns: { name: string; type: string }[];
  rows: (string | null)[][];
}

export interface RowRules {
  compare: 'list' | 'set' | 'scalar';
  columnNames: boolean;
}

export type RowComparison = { equal: true } | { equal: false; reason: Reason; evidence: Evidence };

/** Relative difference of two double precision results of the same sum in another order: a few units in the last of 15 digits. */
const DOUBLE_TOLERANCE = 1e-9;
/** The same for single precision, which keeps 6 digits. */
const REAL_TOLERANCE = 1e-5;
/** PostgreSQL's name for it and MySQL's. */
const SINGLE: ReadonlySet<string> = new Set(['real', 'float']);
/** Quotients of numerics carry 16 digits or more, as many as the way they are written gives: the last ones are rounding. */
const QUOTIENT_DIGITS = 13;
const QUOTIENT_TOLERANCE = 1e-12;

/** How one column is compared: by a canonical text, or as numbers that are near each other. */
interface ColumnRule {
  kinds: { expected: CellKind; got: CellKind };
  /** Null for exact comparison. */
  tolerance: number | null;
}

/** @returns whether they agree, and if not why, with both side by side */
export function compareRows(expected: Table, got: Table, rules: RowRules): RowComparison {
  const columnRules = rulesFor(expected, got);
  const namesDiffer = rules.columnNames && expected.columns.some((column, index) => column.name !== got.columns[index]?.name);
  if (columnRules === null || namesDiffer) {
    const shape = { missing: [], extra: [], orderOnly: false, showTypes: expected.columns.length === got.columns.length && !namesDiffer };
    return { equal: false, reason: 'columns-differ', evidence: rowsEvidence(expected, got, shape) };
  }
  if (rules.compare === 'scalar' && isScalar(expected) && isScalar(got)) return compareScalar(expected, got, columnRules);

  const firstDifference = firstDifferentRow(expected.rows, got.rows, columnRules);
  if (rules.compare !== 'set' && firstDifference === null) return { equal: true };
  const { missing, extra } = withoutPartner(expected.rows, got.rows, columnRules);
  if (missing.length === 0 && extra.length === 0) {
    if (rules.compare === 'set') return { equal: true };
    const evidence = rowsEvidence(expected, got, { missing, extra, orderOnly: true, showTypes: false, around: firstDifference ?? 0 });
    return { equal: false, reason: 'row-order-differs', evidence };
  }
  return { equal: false, reason: 'rows-differ', evidence: rowsEvidence(expected, got, { missing, extra, orderOnly: false, showTypes: false }) };
}

/**
 * The author's rows, written as JSON, in the form of a result set. A text takes the type of the column that was
 * got, so that "2026-03-14" means a day where days are expected.
 */
export function literalTable(rows: readonly (readonly (string | number | boolean | null)[])[], got: Table): Table {
  const width = rows[0]?.length ?? got.columns.length;
  const columns = Array.from({ length: width }, (_, index) => {
    const values = rows.map((row) => row[index]).filter((value) => value !== null && value !== undefined);
    const gotType = got.columns[index]?.type ?? 'text';
    const type = values.length === 0 ? gotType
      : values.every((value) => typeof value === 'number') ? 'numeric'
      : values.every((value) => typeof value === 'boolean') && kindOfType(gotType) !== 'number' ? 'boolean'
      : gotType;
    return { name: got.columns[index]?.name ?? '', type };
  });
  const cell = (value: string | number | boolean | null, index: number): string | null => {
    if (value === null) return null;
    // MySQL's truth values are the numbers 1 and 0.
    return String(typeof value === 'boolean' && columns[index]?.type !== 'boolean' ? Number(value) : value);
  };
  return { columns, rows: rows.map((row) => row.map(cell)) };
}

const isScalar = (table: Table): boolean => table.rows.length === 1 && table.columns.length === 1;

function compareScalar(expected: Table, got: Table, rules: readonly ColumnRule[]): RowComparison {
  if (rowsAgree(expected.rows[0] ?? [], got.rows[0] ?? [], rules)) return { equal: true };
  const text = (table: Table): string => table.rows[0]?.[0] ?? 'NULL';
  return { equal: false, reason: 'value-differs', evidence: { kind: 'value', path: got.columns[0]?.name ?? '', expected: text(expected), got: text(got) } };
}

/** @returns null when the columns can't be compared: another number of them, or types that never mean the same */
function rulesFor(expected: Table, got: Table): ColumnRule[] | null {
  if (expected.columns.length !== got.columns.length) return null;
  const rules: ColumnRule[] = [];
  for (const [index, column] of expected.columns.entries()) {
    const gotType = got.columns[index]?.type ?? '';
    const rule = columnRule(column.type, gotType, cellsOf(expected, index), cellsOf(got, index));
    if (rule === null) return null;
    rules.push(rule);
  }
  return rules;
}

function columnRule(expectedType: string, gotType: string, expected: string[], got: string[]): ColumnRule | null {
  const kinds = { expected: kindOfType(expectedType), got: kindOfType(gotType) };
  const numeric = (kind: CellKind): boolean => kind === 'number' || kind === 'float';
  if (numeric(kinds.expected) && numeric(kinds.got)) {
    if (SINGLE.has(expectedType) || SINGLE.has(gotType)) return { kinds, tolerance: REAL_TOLERANCE };
    if (kinds.expected === 'float' || kinds.got === 'float') return { kinds, tolerance: DOUBLE_TOLERANCE };
    const isQuotient = (cells: string[]): boolean => cells.some((text) => fractionDigits(text) >= QUOTIENT_DIGITS);
    return { kinds, tolerance: isQuotient(expected) && isQuotient(got) ? QUOTIENT_TOLERANCE : null };
  }
  const textual = (kind: CellKind): boolean => kind === 'text' || kind === 'padded';
  if (kinds.expected === kinds.got || (textual(kinds.expected) && textual(kinds.got))) return { kinds, tolerance: null };
  // A column of nothing but NULL has whatever type the query gave it by accident.
  return expected.length === 0 || got.length === 0 ? { kinds: { expected: 'text', got: 'text' }, tolerance: null } : null;
}

/** The cells of a column that are not NULL. */
function cellsOf(table: Table, index: number): string[] {
  return table.rows.flatMap((row) => row[index] ?? []);
}

function firstDifferentRow(expected: Table['rows'], got: Table['rows'], rules: readonly ColumnRule[]): number | null {
  const length = Math.max(expected.length, got.length);
  for (let index = 0; index < length; index += 1) {
    const [one, other] = [expected[index], got[index]];
    if (one === undefined || other === undefined || !rowsAgree(one, other, rules)) return index;
  }
  return null;
}

function rowsAgree(expected: readonly (string | null)[], got: readonly (string | null)[], rules: readonly ColumnRule[]): boolean {
  return rules.every((rule, index) => {
    const [one, other] = [expected[index] ?? null, got[index] ?? null];
    if (one === null || other === null) return one === other;
    if (rule.tolerance !== null) return isNear(Number(one), Number(other), rule.tolerance) || one === other;
    return canonicalCell(rule.kinds.expected, one) === canonicalCell(rule.kinds.got, other);
  });
}

function isNear(a: number, b: number, tolerance: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** Pairs the rows off one to one, whatever their order. Rows are sought among those that agree in all exact columns. */
function withoutPartner(expected: Table['rows'], got: Table['rows'], rules: readonly ColumnRule[]): { missing: number[]; extra: number[] } {
  const waiting = new Map<string, number[]>();
  for (const [index, row] of got.entries()) {
    const key = exactKey(row, rules, 'got');
    const group = waiting.get(key);
    if (group === undefined) waiting.set(key, [index]);
    else group.push(index);
  }
  const missing: number[] = [];
  for (const [index, row] of expected.entries()) {
    const group = waiting.get(exactKey(row, rules, 'expected')) ?? [];
    const place = group.findIndex((candidate) => rowsAgree(row, got[candidate] ?? [], rules));
    if (place < 0) missing.push(index);
    else group.splice(place, 1);
  }
  return { missing, extra: [...waiting.values()].flat().sort((a, b) => a - b) };
}

function exactKey(row: readonly (string | null)[], rules: readonly ColumnRule[], side: 'expected' | 'got'): string {
  return JSON.stringify(rules.map((rule, index) => {
    const text = row[index] ?? null;
    if (text === null) return null;
    return rule.tolerance === null ? canonicalCell(rule.kinds[side], text) : 0;
  }));
}
