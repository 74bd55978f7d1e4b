/** From the description of generated rows to columns that give the values. */
import type { ColumnSpec, PlainColumn, RowSetSpec } from '../../shared/generate-format.ts';
import { zipfChooser, evenChooser } from './chooser.ts';
import type { Column, ColumnContext } from './column.ts';
import { decimalColumn, integerColumn, sequenceColumn, skewedColumn, zipfColumn } from './number-columns.ts';
import { drawsFor, scaled, type Draws } from './random.ts';
import { dateColumn, timestampColumn } from './time-columns.ts';
import {
  cityColumn, countryColumn, emailColumn, ipColumn, nameColumn, phoneColumn, pickColumn, sentencesColumn, streetColumn,
  templateColumn, userAgentColumn, uuidColumn,
} from './text-columns.ts';

export interface RowSet {
  into: string;
  rows: number;
  as: RowSetSpec['as'];
  /** In the order of lab.yaml. */
  columns: { name: string; column: Column }[];
  column(name: string): Column;
}

type RowsSpec = Pick<RowSetSpec, 'rows' | 'seed' | 'bursts' | 'columns'>;

/**
 * @param specs sets of one service; they may refer to each other. Must be valid (see rows-problems.ts)
 * @throws Error for a name that nothing has
 */
export function createRowSets(specs: readonly RowSetSpec[]): RowSet[] {
  const sets = new Map<string, RowSet>();
  const find = (into: string): RowSet => {
    const spec = specs.find((each) => each.into === into);
    if (spec === undefined) throw new Error(`nothing generates "${into}"`);
    const set = sets.get(into) ?? createRowSet(into, spec, spec.as, find);
    sets.set(into, set);
    return set;
  };
  return specs.map((spec) => find(spec.into));
}

/** @param name goes into the seed of every column, so that two sets of the same shape differ */
export function createRowSet(name: string, spec: RowsSpec, as: RowSetSpec['as'], set: (into: string) => RowSet): RowSet {
  const made = new Map<string, Column>();
  const seed = `${String(spec.seed)}/${name}`;
  const column = (wanted: string): Column => {
    const known = made.get(wanted);
    if (known !== undefined) return known;
    const its = spec.columns[wanted];
    if (its === undefined) throw new Error(`"${name}" has no column "${wanted}"`);
    const fresh = createColumn(its, wanted, { spec, seed, column, set });
    made.set(wanted, fresh);
    return fresh;
  };
  return { into: name, rows: spec.rows, as, column, columns: Object.keys(spec.columns).map((each) => ({ name: each, column: column(each) })) };
}

interface SetContext {
  spec: RowsSpec;
  seed: string;
  column: (name: string) => Column;
  set: (into: string) => RowSet;
}

function createColumn(spec: ColumnSpec, name: string, at: SetContext): Column {
  const plain = spec.kind === 'bursts' ? burstsColumn(spec, name, at) : plainColumn(spec, name, at);
  return spec.nullShare === undefined ? plain : withNulls(plain, spec.nullShare, drawsFor(`${at.seed}/${name}/null`));
}

/** Which burst a row lies in is the same for every column of the set. */
function burstsColumn(spec: Extract<ColumnSpec, { kind: 'bursts' }>, name: string, at: SetContext): Column {
  const inner = (plain: PlainColumn, label: string): Column => {
    const column = plainColumn(plain, `${name}/${label}`, at);
    return plain.nullShare === undefined ? column : withNulls(column, plain.nullShare, drawsFor(`${at.seed}/${name}/${label}/null`));
  };
  const usual = inner(spec.usually, 'usually');
  const bursts = Object.entries(spec.during).map(([id, plain]) => ({ during: burstRows(id, at), column: inner(plain, id) }));
  const of = (row: number): Column => bursts.find(({ during }) => during(row))?.column ?? usual;
  return { type: usual.type, value: (row) => of(row).value(row), text: (row) => of(row).text(row) };
}

/** The set is cut into as many equal parts as there are bursts, and each has one somewhere inside. */
function burstRows(id: string, { spec, seed }: SetContext): (row: number) => boolean {
  const { count, rows } = spec.bursts[id] ?? { count: 1, rows: 0 };
  const draws = drawsFor(`${seed}/burst/${id}`);
  const part = Math.floor(spec.rows / count);
  const starts = Array.from({ length: count }, (_, index) => index * part + scaled(draws(index), Math.max(1, part - rows + 1)));
  return (row) => {
    const start = starts[Math.min(count - 1, Math.floor(row / part))] ?? Infinity;
    return row >= start && row < start + rows;
  };
}

function plainColumn(spec: PlainColumn, name: string, at: SetContext): Column {
  const draws = drawsFor(`${at.seed}/${name}`);
  const context: ColumnContext = { draws, rows: at.spec.rows, column: at.column, set: at.set };
  switch (spec.kind) {
    case 'sequence': return sequenceColumn(spec);
    case 'integer': return integerColumn(spec, context);
    case 'decimal': return decimalColumn(spec, context);
    case 'skewed': return skewedColumn(spec, context);
    case 'zipf': return zipfColumn(spec, context);
    case 'pick': return pickColumn(spec, context);
    case 'timestamp': return timestampColumn(spec, context);
    case 'date': return dateColumn(spec, context);
    case 'name': return nameColumn(context);
    case 'email': return emailColumn(spec, context);
    case 'phone': return phoneColumn(context);
    case 'country': return countryColumn(context);
    case 'city': return cityColumn(spec, context);
    case 'street': return streetColumn(context);
    case 'text': return sentencesColumn(spec, context);
    case 'uuid': return uuidColumn(context);
    case 'ip': return ipColumn(spec, context);
    case 'user-agent': return userAgentColumn(context);
    case 'reference': return referenceColumn(spec, context);
    case 'lookup': return lookupColumn(spec, context, at);
    case 'template': return templateColumn(spec, context);
  }
}

function referenceColumn({ to, exponent }: Extract<PlainColumn, { kind: 'reference' }>, { draws, set }: ColumnContext): Column {
  const [into = '', name = ''] = to.split('.');
  const other = set(into);
  const column = other.column(name);
  const choose = exponent === undefined ? evenChooser(other.rows) : zipfChooser(other.rows, exponent);
  // The rows that are chosen often lie all over the other set, not at its beginning.
  const stride = exponent === undefined ? 1 : coprimeNear(Math.floor(other.rows * 0.618), other.rows);
  const chosen = (row: number): number => (choose(draws(row)) * stride) % other.rows;
  return { type: column.type, value: (row) => column.value(chosen(row)), text: (row) => column.text(chosen(row)), chosen };
}

function lookupColumn({ by, column: wanted }: Extract<PlainColumn, { kind: 'lookup' }>, { column, set }: ColumnContext, { spec }: SetContext): Column {
  const reference = column(by);
  const its = spec.columns[by];
  const into = its?.kind === 'reference' ? its.to.split('.')[0] ?? '' : '';
  const other = set(into).column(wanted);
  const row = (own: number): number | null => reference.chosen?.(own) ?? null;
  const through = <T>(own: number, read: (row: number) => T): T | null => {
    const there = row(own);
    return there === null ? null : read(there);
  };
  return { type: other.type, value: (own) => through(own, other.value), text: (own) => through(own, other.text) };
}

function withNulls(column: Column, share: number, draws: Draws): Column {
  const none = (row: number): boolean => scaled(draws(row), 1_000_000) < share * 1_000_000;
  const { chosen } = column;
  return {
    type: column.type,
    value: (row) => (none(row) ? null : column.value(row)),
    text: (row) => (none(row) ? null : column.text(row)),
    ...(chosen === undefined ? {} : { chosen: (row: number) => (none(row) ? null : chosen(row)) }),
  };
}

/** The largest number at or below `near` that shares no factor with `size`. */
function coprimeNear(near: number, size: number): number {
  for (let candidate = Math.max(1, near); candidate > 1; candidate -= 1) if (gcd(candidate, size) === 1) return candidate;
  return 1;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
