/** What a schema can't say about generated rows: names that must exist, ranges that must not be empty, circles. */
import type { ColumnSpec, PlainColumn, RowSetSpec } from '../../shared/generate-format.ts';
import { instantMs, DAY_MS } from './calendar.ts';
import { DRAW_RANGE } from './random.ts';
import { templateColumns } from './template.ts';

export interface GenerateProblem {
  path: (string | number)[];
  message: string;
}

type RowsSpec = Pick<RowSetSpec, 'rows' | 'bursts' | 'columns'>;
type Report = (path: (string | number)[], message: string) => void;

/** A reference by rank holds a table of as many ranks in memory; the same limit as in the format. */
const MAX_RANKS = 1_000_000;

/**
 * @param others the sets that references may point to, by name
 * @param texts texts outside of the columns that name columns of this set, with their path
 */
export function rowsProblems(
  spec: RowsSpec, others: ReadonlyMap<string, RowsSpec>, texts: { path: (string | number)[]; text: string }[],
): GenerateProblem[] {
  const problems: GenerateProblem[] = [];
  const report: Report = (path, message) => { problems.push({ path, message }); };
  if (Object.keys(spec.columns).length === 0) report(['columns'], 'There is no column. Name at least one.');
  for (const { path, text } of texts) for (const name of templateColumns(text)) needColumn(spec, name, path, report);
  for (const [id, burst] of Object.entries(spec.bursts)) {
    if (burst.rows * burst.count > spec.rows) report(['bursts', id], `These bursts take ${String(burst.rows * burst.count)} rows; there are ${String(spec.rows)}.`);
  }
  for (const [name, column] of Object.entries(spec.columns)) {
    const path = ['columns', name];
    if (column.kind === 'bursts') {
      plainProblems(column.usually, [...path, 'usually'], spec, others, report);
      for (const [id, during] of Object.entries(column.during)) {
        if (!Object.hasOwn(spec.bursts, id)) report([...path, 'during', id], `There is no burst "${id}". Bursts: ${listed(Object.keys(spec.bursts))}.`);
        plainProblems(during, [...path, 'during', id], spec, others, report);
      }
    } else plainProblems(column, path, spec, others, report);
  }
  if (problems.length === 0) for (const circle of circles(spec)) report(['columns', circle[0] ?? ''], `Columns stand for each other in a circle: ${circle.join(' → ')}.`);
  return problems;
}

function plainProblems(column: PlainColumn, path: (string | number)[], spec: RowsSpec, others: ReadonlyMap<string, RowsSpec>, report: Report): void {
  switch (column.kind) {
    case 'integer': case 'decimal': rangeProblems(column, path, report); return;
    case 'skewed':
      if (column.p99 < column.median || column.p99 / column.median > 1e6) report(path, 'p99 must lie at or above the median, and at most a million times as high.');
      return;
    case 'pick': weightProblems(column.values.length, column, path, report); return;
    case 'template':
      weightProblems(column.texts.length, column, path, report);
      for (const [index, text] of column.texts.entries()) for (const name of templateColumns(text)) needColumn(spec, name, [...path, 'texts', index], report);
      return;
    case 'text':
      if (column.words[1] < column.words[0]) report([...path, 'words'], 'The second number must not be below the first.');
      return;
    case 'timestamp': case 'date': timeProblems(column, path, report); return;
    case 'email': case 'city':
      if (column.of !== undefined) needColumn(spec, column.of, [...path, 'of'], report);
      return;
    case 'reference': referenceProblems(column, path, others, report); return;
    case 'lookup': lookupProblems(column, path, spec, others, report); return;
    default:
  }
}

function rangeProblems(column: Extract<PlainColumn, { kind: 'integer' | 'decimal' }>, path: (string | number)[], report: Report): void {
  const { min, max } = column;
  if (max < min) report(path, `max (${String(max)}) is below min (${String(min)}).`);
  const steps = (max - min) * (column.kind === 'decimal' ? 10 ** column.places : 1);
  if (steps >= DRAW_RANGE) report(path, 'Between min and max lie more than four thousand million values. Take a smaller range.');
}

function weightProblems(
  size: number, { weights, exponent }: { weights?: number[] | undefined; exponent?: number | undefined }, path: (string | number)[], report: Report,
): void {
  if (weights === undefined) return;
  if (exponent !== undefined) report(path, 'Give "weights" or "exponent", not both.');
  if (weights.length !== size) report([...path, 'weights'], `There are ${String(weights.length)} weights for ${String(size)} values.`);
  if (weights.every((weight) => weight === 0)) report([...path, 'weights'], 'At least one weight must be above 0.');
}

function timeProblems(column: Extract<PlainColumn, { kind: 'timestamp' | 'date' }>, path: (string | number)[], report: Report): void {
  const [from, to] = [instantMs(column.from), instantMs(column.to)];
  for (const [key, ms] of [['from', from], ['to', to]] as const) {
    if (Number.isNaN(ms)) report([...path, key], 'There is no such day or instant.');
  }
  if (from >= to) report([...path, 'to'], '"to" must be later than "from".');
  if (column.kind !== 'timestamp' || column.rhythm === 'flat') return;
  if (from % DAY_MS !== 0 || to % DAY_MS !== 0) report(path, 'A rhythm needs whole days in "from" and "to".');
  if (Array.isArray(column.rhythm) && column.rhythm.every((weight) => weight === 0)) report([...path, 'rhythm'], 'At least one hour must be above 0.');
}

function referenceProblems(column: Extract<PlainColumn, { kind: 'reference' }>, path: (string | number)[], others: ReadonlyMap<string, RowsSpec>, report: Report): void {
  const [into = '', name = ''] = column.to.split('.');
  const other = others.get(into);
  if (other === undefined) {
    report([...path, 'to'], `Nothing generates "${into}" before this. Generated before: ${listed([...others.keys()])}.`);
    return;
  }
  needColumn(other, name, [...path, 'to'], report);
  if (column.exponent !== undefined && other.rows > MAX_RANKS) report([...path, 'exponent'], `"${into}" has more than ${String(MAX_RANKS)} rows. Leave the exponent out.`);
}

function lookupProblems(column: Extract<PlainColumn, { kind: 'lookup' }>, path: (string | number)[], spec: RowsSpec, others: ReadonlyMap<string, RowsSpec>, report: Report): void {
  const by = spec.columns[column.by];
  if (by?.kind !== 'reference') {
    report([...path, 'by'], `There is no column "${column.by}" of kind reference here.`);
    return;
  }
  const other = others.get(by.to.split('.')[0] ?? '');
  if (other !== undefined) needColumn(other, column.column, [...path, 'column'], report);
}

function needColumn(spec: RowsSpec, name: string, path: (string | number)[], report: Report): void {
  if (!Object.hasOwn(spec.columns, name)) report(path, `There is no column "${name}". Columns: ${listed(Object.keys(spec.columns))}.`);
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** Each circle once, beginning and ending with the same column. */
function circles(spec: RowsSpec): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: string[]): void => {
    if (trail.includes(name)) found.push([...trail.slice(trail.indexOf(name)), name]);
    else if (!done.has(name)) {
      for (const next of usedBy(spec.columns[name])) visit(next, [...trail, name]);
      done.add(name);
    }
  };
  for (const name of Object.keys(spec.columns)) visit(name, []);
  return found;
}

/** The columns of the same set that a column's value is made of. */
function usedBy(column: ColumnSpec | undefined): string[] {
  switch (column?.kind) {
    case 'bursts': return [column.usually, ...Object.values(column.during)].flatMap(usedBy);
    case 'template': return column.texts.flatMap(templateColumns);
    case 'email': case 'city': return column.of === undefined ? [] : [column.of];
    default: return [];
  }
}
