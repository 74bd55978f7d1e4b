import { describe, expect, it } from 'vitest';
import { evidenceSchema } from '../../shared/verdict.ts';
import { canonicalCell, canonicalDecimal, instantMicros, intervalMicros } from './cell-kinds.ts';
import { compareRows, literalTable, type RowRules, type Table } from './compare-rows.ts';
import { randomSource } from './random-source.ts';

const table = (types: string[], rows: (string | null)[][]): Table => ({ columns: types.map((type, index) => ({ name: `c${index}`, type })), rows });
const list: RowRules = { compare: 'list', columnNames: false };
const set: RowRules = { compare: 'set', columnNames: false };
const scalar: RowRules = { compare: 'scalar', columnNames: false };

/** Compares one cell with another. */
const same = (type: string, expected: string | null, got: string | null, gotType = type): boolean =>
  compareRows(table([type], [[expected]]), table([gotType], [[got]]), list).equal;

describe('cells', () => {
  it.each([
    ['numeric(10,2)', '10.50', '10.5', 'numeric'], ['numeric', '10', '10', 'integer'], ['bigint', '007', '7', 'bigint'], ['numeric', '0.00', '-0', 'numeric'],
    ['numeric', '-1.10', '-1.1', 'numeric'], ['numeric', '.5', '0.5', 'numeric'], ['numeric', 'NaN', 'NaN', 'numeric'],
    ['numeric', '123456789012345678901234567890.10', '123456789012345678901234567890.1', 'numeric'],
    ['double precision', '0.1', '0.10000000000000002', 'double precision'], ['numeric', '16.6666666666666667', '16.666666666666668', 'double precision'],
    ['real', '0.1', '0.10000000149011612', 'double precision'], ['double precision', 'Infinity', 'Infinity', 'double precision'], ['double precision', 'NaN', 'NaN', 'double precision'],
    ['numeric', '0.33333333333333333333', '0.3333333333333333', 'numeric'],
    ['boolean', 't', 't', 'boolean'], ['text', 'Tea', 'Tea', 'character varying(20)'], ['character(5)', 'ab   ', 'ab', 'text'],
    ['timestamp with time zone', '2026-03-14 05:30:00+05:30', '2026-03-14 00:00:00+00', 'timestamp with time zone'],
    ['timestamp with time zone', '2026-03-14 10:00:00.5+00', '2026-03-14 10:00:00.500000', 'timestamp without time zone'],
    ['date', '2026-03-14', '2026-03-14 00:00:00+00', 'timestamp with time zone'], ['date', 'infinity', 'infinity', 'date'],
    ['interval', '1 day', '24:00:00', 'interval'], ['interval', '1 mon 2 days', '32 days', 'interval'], ['interval', '-01:30:00', '-01:30:00.000', 'interval'],
    ['jsonb', '{"a": 1, "b": [1, 2.0]}', '{"b":[1,2],"a":1}', 'json'], ['uuid', 'aa', 'aa', 'uuid'],
  ])('%s %s equals %s of %s', (type, expected, got, gotType) => { expect(same(type, expected, got, gotType)).toBe(true); });

  it.each<[string, string | null, string | null, string]>([
    ['numeric', '10.50', '10.51', 'numeric'], ['numeric', '123456789012345678901234567890.10', '123456789012345678901234567890.11', 'numeric'],
    ['numeric', '16.67', '16.6666666666666667', 'numeric'], ['double precision', '0.1', '0.1001', 'double precision'], ['double precision', '1', 'NaN', 'double precision'],
    ['text', 'Tea', 'tea', 'text'], ['text', 'Tea', 'Tea ', 'text'], ['text', '10.50', '10.5', 'text'], ['text', '', null, 'text'], ['text', null, '', 'text'],
    ['integer', '0', null, 'integer'], ['boolean', 't', 'f', 'boolean'],
    ['timestamp with time zone', '2026-03-14 00:00:00+00', '2026-03-14 00:00:00+01', 'timestamp with time zone'],
    ['date', '2026-03-14', '2026-03-15', 'date'], ['interval', '1 day', '25:00:00', 'interval'], ['jsonb', '[1, 2]', '[2, 1]', 'jsonb'], ['jsonb', '{"a": null}', '{}', 'jsonb'],
    // Types that never mean the same.
    ['integer', '1', '1', 'text'], ['boolean', 't', 't', 'text'], ['date', '2026-03-14', '2026-03-14', 'text'],
  ])('%s %s differs from %s of %s', (type, expected, got, gotType) => { expect(same(type, expected, got, gotType)).toBe(false); });

  it('takes NULL as equal to NULL, whatever the type', () => {
    expect(same('integer', null, null, 'text')).toBe(true);
    expect(compareRows(table(['integer'], [['1'], [null]]), table(['text'], [[null], [null]]), list)).toMatchObject({ equal: false, reason: 'rows-differ' });
  });

  it('reads numbers, instants and intervals as PostgreSQL writes them', () => {
    expect(['1.05e1', '1E-3', '-0.0', '00', '5.', '1e400', 'abc', '', '.', '1.2.3'].map(canonicalDecimal))
      .toEqual(['10.5', '0.001', '0', '0', '5', `1${'0'.repeat(400)}`, null, null, null, null]);
    expect(instantMicros('1969-12-31 23:59:59.999999+00')).toBe(-1n);
    expect(instantMicros('0044-03-15 BC')).toBe(BigInt(new Date('-000043-03-15T00:00:00Z').getTime()) * 1000n);
    expect(instantMicros('2026-06-30T10:00:00Z')).toBe(instantMicros('2026-06-30 15:30:00+05:30'));
    expect(instantMicros('yesterday')).toBeNull();
    expect(intervalMicros('-1 days +02:03:00')).toBe(-86_400_000_000n + 7_380_000_000n);
    expect(intervalMicros('00:00:00')).toBe(0n);
    expect(intervalMicros('')).toBeNull();
    expect(canonicalCell('json', 'not json')).toBe('not json');
  });
});

describe('rows', () => {
  const rows = [['1', 'a'], ['2', 'b'], ['2', 'b'], ['3', null]];
  const types = ['integer', 'text'];

  it('as a list must agree in order, and say when only the order differs', () => {
    expect(compareRows(table(types, rows), table(types, rows), list).equal).toBe(true);
    const result = compareRows(table(types, rows), table(types, rows.toReversed()), list);
    expect(result).toMatchObject({ equal: false, reason: 'row-order-differs', evidence: { orderOnly: true, missing: [], extra: [] } });
  });

  it('as a set agree in any order, duplicates counted', () => {
    expect(compareRows(table(types, rows), table(types, rows.toReversed()), set).equal).toBe(true);
    const result = compareRows(table(types, rows), table(types, [['1', 'a'], ['2', 'b'], ['3', null], ['3', null]]), set);
    expect(result).toMatchObject({ equal: false, reason: 'rows-differ', evidence: { missing: [2], extra: [3], orderOnly: false } });
  });

  it('name what is missing and what is too much', () => {
    const result = compareRows(table(types, rows), table(types, [['1', 'a'], ['4', 'd']]), list);
    expect(result).toMatchObject({ evidence: { missing: [1, 2, 3], extra: [1], expectedTotal: 4, gotTotal: 2 } });
  });

  it('of another width, or named otherwise where names count, are told by their columns', () => {
    expect(compareRows(table(types, rows), table(['integer'], [['1']]), list)).toMatchObject({ reason: 'columns-differ', evidence: { columns: ['c0', 'c1'], gotColumns: ['c0'] } });
    const named = { columns: [{ name: 'n', type: 'integer' }], rows: [['1']] };
    expect(compareRows(table(['integer'], [['1']]), named, list).equal).toBe(true);
    expect(compareRows(table(['integer'], [['1']]), named, { compare: 'list', columnNames: true })).toMatchObject({ reason: 'columns-differ', evidence: { columns: ['c0'], gotColumns: ['n'] } });
  });

  it('of another type show the types, since the cells look the same', () => {
    expect(compareRows(table(['integer'], [['1']]), table(['text'], [['1']]), list))
      .toMatchObject({ reason: 'columns-differ', evidence: { columns: ['c0 (integer)'], gotColumns: ['c0 (text)'] } });
  });

  it('may all be missing', () => {
    expect(compareRows(table(types, []), table(types, []), list).equal).toBe(true);
    expect(compareRows(table(types, rows), table(types, []), set)).toMatchObject({ evidence: { missing: [0, 1, 2, 3], gotTotal: 0 } });
  });

  it('with floating point cells are paired within the tolerance, each once', () => {
    const floats = table(['double precision', 'text'], [['0.1', 'a'], ['0.1', 'a'], ['0.3', 'a']]);
    expect(compareRows(floats, table(['double precision', 'text'], [['0.30000000000000004', 'a'], ['0.1', 'a'], ['0.10000000000000001', 'a']]), set).equal).toBe(true);
    expect(compareRows(floats, table(['double precision', 'text'], [['0.3', 'a'], ['0.1', 'a'], ['0.3', 'a']]), set)).toMatchObject({ evidence: { missing: [1], extra: [2] } });
  });
});

describe('a scalar', () => {
  it('is shown as a value', () => {
    expect(compareRows(table(['numeric'], [['380.00']]), table(['integer'], [['380']]), scalar).equal).toBe(true);
    expect(compareRows(table(['numeric'], [['380.00']]), table(['numeric'], [[null]]), scalar))
      .toEqual({ equal: false, reason: 'value-differs', evidence: { kind: 'value', path: 'c0', expected: '380.00', got: 'NULL' } });
  });
  it('that is no single value is shown as rows', () => {
    expect(compareRows(table(['integer'], [['1']]), table(['integer'], [['1'], ['2']]), scalar)).toMatchObject({ reason: 'rows-differ', evidence: { kind: 'rows', extra: [1] } });
    expect(compareRows(table(['integer'], [['1']]), table(['integer'], []), scalar)).toMatchObject({ reason: 'rows-differ', evidence: { gotTotal: 0 } });
  });
});

describe('rows written by the author', () => {
  it('take the meaning of the columns that were got', () => {
    const got = table(['date', 'numeric(10,2)', 'text', 'boolean', 'integer'], [['2026-03-14', '10.50', '7', 't', null]]);
    expect(compareRows(literalTable([['2026-03-14', '10.5', '7', true, null]], got), got, list).equal).toBe(true);
    expect(compareRows(literalTable([['2026-03-14', 10.5, '7', true, null]], got), got, list).equal).toBe(true);
    expect(compareRows(literalTable([['2026-03-14', 10.5, 7, true, null]], got), got, list)).toMatchObject({ reason: 'columns-differ' });
  });
  it('of another width differ in columns; no rows match no rows', () => {
    const got = table(['integer'], [['1']]);
    expect(compareRows(literalTable([[1, 2]], got), got, list)).toMatchObject({ reason: 'columns-differ' });
    expect(compareRows(literalTable([], got), table(['integer'], []), list).equal).toBe(true);
    expect(compareRows(literalTable([], got), got, list)).toMatchObject({ reason: 'rows-differ', evidence: { extra: [0] } });
  });
});

describe('the evidence', () => {
  it('is cut to a screenful and keeps the rows that disagree', () => {
    const many = Array.from({ length: 5000 }, (_, index) => [String(index)]);
    const changed = many.map((row, index) => (index === 4321 ? ['x'.repeat(1000)] : row));
    const result = compareRows(table(['text'], many), table(['text'], changed), list);
    if (result.equal || result.evidence.kind !== 'rows') throw new Error('rows expected');
    const { evidence } = result;
    expect(evidenceSchema.parse(evidence)).toEqual(evidence);
    expect(evidence.expected.length).toBe(30);
    expect(evidence.expected[evidence.missing[0]!]).toEqual(['4321']);
    expect(evidence.got[evidence.extra[0]!]![0]).toMatch(/^x{200}… \(800 more\)$/);
    expect([evidence.expectedTotal, evidence.gotTotal]).toEqual([5000, 5000]);
  });
  it('of a wrong order shows the place', () => {
    const many = Array.from({ length: 200 }, (_, index) => [String(index)]);
    const swapped = many.with(150, ['151']).with(151, ['150']);
    const result = compareRows(table(['text'], many), table(['text'], swapped), list);
    if (result.equal || result.evidence.kind !== 'rows') throw new Error('rows expected');
    expect(result.evidence.expected[0]).toEqual(['148']);
    expect(result.evidence.got.slice(2, 4)).toEqual([['151'], ['150']]);
  });
});

describe('any result set', () => {
  const random = randomSource(20260630);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const makers: Record<string, () => string | null> = {
    'integer': () => pick(['1', '2', '3', null]),
    'numeric(10,2)': () => pick(['1.50', '2.00', '0.05', null]),
    'double precision': () => pick(['0.1', '0.2', '1e-9', null]),
    'text': () => pick(['', 'a', 'A', 'NULL', '1', null]),
    'boolean': () => pick(['t', 'f', null]),
    'date': () => pick(['2026-01-01', '2026-06-30', null]),
  };
  /** Another way to write the same cell. */
  const rewritten = (type: string, cell: string | null): string | null => {
    if (cell === null) return null;
    if (type.startsWith('numeric')) return `${cell}00`;
    if (type === 'double precision') return String(Number(cell) * (1 + 1e-13));
    if (type === 'date') return `${cell} 00:00:00+00`;
    return cell;
  };

  it('equals itself written otherwise; as a set in any order; and never after one cell changed', () => {
    for (let round = 0; round < 1500; round += 1) {
      const types = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(Object.keys(makers)));
      const rows = Array.from({ length: Math.floor(random() * 12) }, () => types.map((type) => makers[type]!()));
      const expected = table(types, rows);
      const again = table(types.map((type) => (type === 'date' ? 'timestamp with time zone' : type)), rows.map((row) => row.map((cell, index) => rewritten(types[index]!, cell))));
      expect(compareRows(expected, again, list)).toEqual({ equal: true });
      const shuffled = { ...again, rows: again.rows.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at).map(({ row }) => row) };
      expect(compareRows(expected, shuffled, set)).toEqual({ equal: true });
      const inOrder = compareRows(expected, shuffled, list);
      if (!inOrder.equal) expect(inOrder).toMatchObject({ reason: 'row-order-differs', evidence: { orderOnly: true } });

      if (rows.length === 0) continue;
      const row = Math.floor(random() * rows.length);
      const changed = { ...shuffled, rows: shuffled.rows.with(row, shuffled.rows[row]!.map((cell, index) => (index === 0 ? (types[0] === 'text' ? 'another' : types[0] === 'boolean' ? (cell === 't' ? 'f' : 't') : types[0] === 'date' ? '1999-01-01' : '77') : cell))) };
      for (const rules of [list, set]) {
        const result = compareRows(expected, changed, rules);
        if (result.equal || result.evidence.kind !== 'rows') throw new Error(`rows should differ: ${JSON.stringify([expected, changed])}`);
        // A column of nothing but NULL on one side makes no type; the rows differ all the same.
        expect(result.evidence.missing.length).toBe(1);
        expect(result.evidence.extra.length).toBe(1);
      }
      const shorter = { ...shuffled, rows: shuffled.rows.slice(1) };
      expect(compareRows(expected, shorter, set)).toMatchObject({ equal: false });
    }
  });
});
