/**
 * Ten thousand random result sets, compared once by the real code and once by a plain and slow one that knows no
 * tricks. fast-check prints the seed and the smallest case where they disagree.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareRows, type Table } from './compare-rows.ts';

// The same cases at every run, so that a change is judged by what it changes; BACKBENCH_TEST_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['BACKBENCH_TEST_SEED'] ?? 20_261_123) });

/** A minute on an idle core is more than enough; the machine may have other things to do. */
const SLOW_MS = 300_000;

type Cell = string | null;
/** A type, its values with every way that each of them may be written, and whether the server would write it so. */
interface Domain {
  type: string;
  values: string[][];
}

/** Values that mean the same stand together. */
const DOMAINS: Domain[] = [
  { type: 'integer', values: [['1'], ['2'], ['-3'], ['0', '-0'], ['10'], ['100']] },
  { type: 'numeric(10,2)', values: [['1', '1.0', '1.00', '01'], ['10.5', '10.50'], ['-0.05', '-.05'], ['0', '0.00'], ['1e2', '100', '100.000'], ['9007199254740993', '9007199254740993.0'], ['9007199254740992']] },
  { type: 'text', values: [['a'], ['A'], ['a '], [''], ['NULL'], ['1'], ['1.0'], ['é'], ['e\u0301']] },
  { type: 'boolean', values: [['t', 'true'], ['f', 'false']] },
  { type: 'timestamp with time zone', values: [['2026-03-14 09:30:00+00', '2026-03-14 15:00:00+05:30', '2026-03-14T09:30:00Z'], ['2026-03-14 09:30:00.5+00', '2026-03-14 09:30:00.500+00'], ['2026-03-14 09:30:01+00']] },
  { type: 'date', values: [['2026-03-14', '2026-03-14 00:00:00'], ['2026-03-15']] },
  { type: 'jsonb', values: [['{"a": 1, "b": [1, 2]}', '{"b":[1,2],"a":1.0}'], ['{"a": 1, "b": [2, 1]}'], ['[]'], ['null']] },
  { type: 'character(3)', values: [['ab', 'ab '], ['abc']] },
  { type: 'interval', values: [['1 day', '24:00:00'], ['1 mon', '30 days'], ['00:00:01']] },
];
/** Types that may stand for each other; all others are only what they are. */
const FAMILIES = [['integer', 'numeric(10,2)'], ['text', 'character(3)'], ['date', 'timestamp with time zone']];

const anIndex = (length: number): fc.Arbitrary<number> => fc.nat(Math.max(0, length - 1));
const aCell = ({ values }: Domain): fc.Arbitrary<Cell> => fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 6, arbitrary: anIndex(values.length).chain((value) => fc.constantFrom(...(values[value] ?? []))) },
);

const aTable = (width: number): fc.Arbitrary<Table> => fc.array(fc.constantFrom(...DOMAINS), { minLength: width, maxLength: width }).chain((domains) => fc.record({
  columns: fc.tuple(...domains.map((domain) => fc.record({ name: fc.constantFrom('a', 'b'), type: fc.constant(domain.type) }))),
  rows: fc.array(fc.tuple(...domains.map(aCell)), { maxLength: 7 }),
}));

const aSingleCell = aTable(1).map(({ columns, rows }): Table => ({ columns, rows: rows.slice(0, 1) }));

/** What may become of a result on the way: nothing, another order, another writing, a row more or less, a value changed, another shape. */
const CHANGES = ['same', 'shuffle', 'rewrite', 'drop', 'double', 'change', 'rename', 'retype', 'narrow'] as const;
type Change = [change: (typeof CHANGES)[number], at: number, other: number];

function changed(table: Table, changes: readonly Change[]): Table {
  let { columns, rows } = { columns: table.columns.map((column) => ({ ...column })), rows: table.rows.map((row) => [...row]) };
  for (const [change, at, other] of changes) {
    const row = rows.length === 0 ? 0 : at % rows.length;
    const column = columns.length === 0 ? 0 : other % columns.length;
    const domain = DOMAINS.find(({ type }) => type === columns[column]?.type);
    const cell = rows[row]?.[column] ?? null;
    const writings = domain?.values.find((each) => each.includes(cell ?? '')) ?? [];
    switch (change) {
      case 'same': break;
      case 'shuffle': rows = [...rows.slice(row), ...rows.slice(0, row).reverse()]; break;
      case 'rewrite': if (cell !== null && rows[row] !== undefined) rows[row][column] = writings[at % writings.length] ?? cell; break;
      case 'drop': rows = rows.filter((_, index) => index !== row); break;
      case 'double': if (rows[row] !== undefined) rows = [...rows, [...rows[row]]]; break;
      case 'change': if (rows[row] !== undefined) rows[row][column] = at % 5 === 0 ? null : domain?.values[at % domain.values.length]?.[0] ?? null; break;
      case 'rename': columns = columns.map((each, index) => (index === column ? { ...each, name: 'c' } : each)); break;
      case 'retype': columns = columns.map((each, index) => (index === column ? { ...each, type: DOMAINS[at % DOMAINS.length]?.type ?? '' } : each)); break;
      case 'narrow': columns = columns.slice(1); rows = rows.map((each) => each.slice(1)); break;
    }
  }
  return { columns, rows };
}

/** The oracle: two cells mean the same when some domain of their families lists them together. */
function sameCell(one: Cell, other: Cell, types: readonly [string, string]): boolean {
  if (one === null || other === null) return one === other;
  if (one === other) return true;
  const family = FAMILIES.find((each) => each.includes(types[0]) && each.includes(types[1])) ?? [types[0]];
  if (types.includes('text')) {
    // Padding is nothing in character(3), and a letter in text.
    const plain = (text: string, type: string): string => (type === 'character(3)' ? text.replace(/ +$/, '') : text);
    return plain(one, types[0]) === plain(other, types[1]);
  }
  if (family.includes('integer')) return tenBillionths(one) === tenBillionths(other);
  const meaning = (text: string): string | undefined => DOMAINS.filter(({ type }) => family.includes(type)).flatMap(({ values }) => values).find((writings) => writings.includes(text))?.[0];
  const [a, b] = [meaning(one), meaning(other)];
  return a !== undefined && a === b;
}

/** A decimal number exactly. */
function tenBillionths(text: string): bigint {
  const [whole = '', fraction = ''] = (/e/i.test(text) ? String(Number(text)) : text).split('.');
  return BigInt(`${whole}${fraction.padEnd(10, '0')}`);
}

const comparable = (a: string, b: string): boolean => a === b || FAMILIES.some((family) => family.includes(a) && family.includes(b));

/** Whether the columns can mean the same; a column of nothing but NULL can mean anything. */
function columnsAgree(expected: Table, got: Table, names: boolean): boolean {
  return expected.columns.length === got.columns.length && expected.columns.every((column, index) => {
    const other = got.columns[index];
    const empty = [expected, got].some((table) => table.rows.every((row) => (row[index] ?? null) === null));
    return other !== undefined && (comparable(column.type, other.type) || empty) && (!names || column.name === other.name);
  });
}

function rowsSame(one: readonly Cell[], other: readonly Cell[], types: readonly [string, string][]): boolean {
  return types.every((pair, index) => sameCell(one[index] ?? null, other[index] ?? null, pair));
}

/** Tries every order, row by row. */
function sameBag(expected: readonly Cell[][], got: readonly Cell[][], types: readonly [string, string][]): boolean {
  if (expected.length !== got.length) return false;
  const [first, ...rest] = expected;
  if (first === undefined) return true;
  return got.some((row, index) => rowsSame(first, row, types) && sameBag(rest, got.filter((_, place) => place !== index), types));
}

function judged(expected: Table, got: Table, compare: 'list' | 'set' | 'scalar', columnNames: boolean): string {
  if (!columnsAgree(expected, got, columnNames)) return 'columns-differ';
  const types = expected.columns.map((column, index): [string, string] => [column.type, got.columns[index]?.type ?? '']);
  const inOrder = expected.rows.length === got.rows.length && expected.rows.every((row, index) => rowsSame(row, got.rows[index] ?? [], types));
  const single = [expected, got].every((table) => table.rows.length === 1 && table.columns.length === 1);
  if (compare === 'scalar' && single) return inOrder ? 'equal' : 'value-differs';
  if (inOrder) return 'equal';
  if (!sameBag(expected.rows, got.rows, types)) return 'rows-differ';
  return compare === 'set' ? 'equal' : 'row-order-differs';
}

/** Columns whose cells no oracle can tell: a cell that its own type can't hold, put there by a change of type. */
function isSensible({ columns, rows }: Table): boolean {
  return rows.every((row) => columns.every(({ type }, index) => {
    const cell = row[index] ?? null;
    return cell === null || DOMAINS.find((domain) => domain.type === type)?.values.some((writings) => writings.includes(cell)) === true;
  }));
}

it('agrees with the plain comparison', { timeout: SLOW_MS }, async () => {
  const seen = new Map<string, number>();
  const changes = fc.array(fc.tuple(fc.constantFrom(...CHANGES), fc.nat(1000), fc.nat(1000)), { maxLength: 4 });
  await fc.assert(fc.asyncProperty(
    fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }).chain(aTable) }, { weight: 1, arbitrary: aSingleCell }), changes, fc.constantFrom('list', 'set', 'scalar'), fc.boolean(),
    (expected, change, compare, columnNames) => {
      const got = changed(expected, change);
      fc.pre(isSensible(got));
      const comparison = compareRows(expected, got, { compare, columnNames });
      const verdict = comparison.equal ? 'equal' : comparison.reason;
      seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
      expect(verdict).toBe(judged(expected, got, compare, columnNames));
      if (!comparison.equal) expect(JSON.stringify(comparison.evidence).length).toBeGreaterThan(10);
      return Promise.resolve();
    },
  ), { numRuns: 10_000 });
  // Every verdict was really put to the test.
  for (const verdict of ['equal', 'columns-differ', 'rows-differ', 'row-order-differs', 'value-differs']) expect(seen.get(verdict) ?? 0).toBeGreaterThan(10);
});
