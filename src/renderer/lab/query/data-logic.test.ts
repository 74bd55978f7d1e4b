/** What the data panel decides without a server: pages of rows, keys in the grid, lines of the tree, names in SQL. */
import { describe, expect, it, vi } from 'vitest';
import type { Row, SchemaView } from '../../../shared/data-views.ts';
import type { RedisKey } from '../../../shared/store-views.ts';
import { sqlName, tableName } from '../../../shared/sql-names.ts';
import { callOn } from './collections-column.tsx';
import { keyTree } from './key-tree.ts';
import { PagedRows } from './paged-rows.ts';
import { HEAD, rangeOf, step } from './result-keys.ts';
import { schemaRows } from './schema-rows.ts';
import { namespace } from './sql-completion.ts';
import { type EditStep, FIRST_NEW, standing } from './use-edits.ts';
import { changesTables } from './use-schema.ts';
import { english } from '../../../shared/words/english.ts';
import { wordsOf } from '../../words/words-context.tsx';

describe('pages of rows', () => {
  const served = (count: number) => vi.fn(async (from: number, many: number): Promise<Row[]> =>
    Array.from({ length: Math.max(0, Math.min(many, count - from)) }, (_, at) => [String(from + at)]));

  it('fetches what is wanted, once', async () => {
    const read = served(1_000_000);
    const rows = new PagedRows(read);
    rows.grow(1_000_000);
    expect(rows.row(500_000)).toBeUndefined();
    rows.want(500_000, 500_030);
    rows.want(500_001, 500_031);
    await vi.waitFor(() => { expect(rows.row(500_000)).toEqual(['500000']); });
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('fetches a page again that was not full', async () => {
    const read = vi.fn(async (from: number): Promise<Row[]> => Array.from({ length: rows.count - from }, (_, at) => [String(from + at)]));
    const rows: PagedRows = new PagedRows(read);
    rows.grow(5);
    rows.want(0, 5);
    await vi.waitFor(() => { expect(rows.row(4)).toEqual(['4']); });
    rows.grow(9);
    rows.want(0, 9);
    await vi.waitFor(() => { expect(rows.row(8)).toEqual(['8']); });
  });

  it('holds a bounded number, and forgets all in another order', async () => {
    const rows = new PagedRows(served(1_000_000));
    rows.grow(1_000_000);
    for (let at = 0; at < 100; at += 1) {
      rows.want(at * 200, at * 200 + 1);
      await vi.waitFor(() => { expect(rows.row(at * 200)).toBeDefined(); }, { interval: 1 });
    }
    expect(Array.from({ length: 100 }, (_, at) => rows.row(at * 200)).filter((row) => row !== undefined).length).toBe(40);
    rows.reset();
    expect(rows.row(99 * 200)).toBeUndefined();
  });

  it('gives a range for a copy', async () => {
    const rows = new PagedRows(served(450));
    expect((await rows.range(10, 440)).map(([cell]) => cell)).toEqual(Array.from({ length: 430 }, (_, at) => String(at + 10)));
  });
});

describe('keys in the grid', () => {
  const key = (name: string, more: { ctrlKey?: boolean; altKey?: boolean } = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...more });

  it('walk, and stop at the edges', () => {
    expect(step(key('ArrowDown'), { row: 4, column: 2 }, 5, 3)).toEqual({ row: 4, column: 2 });
    expect(step(key('ArrowUp'), { row: 0, column: 2 }, 5, 3)).toEqual({ row: HEAD, column: 2 });
    expect(step(key('ArrowUp'), { row: HEAD, column: 2 }, 5, 3)).toEqual({ row: HEAD, column: 2 });
    expect(step(key('End', { ctrlKey: true }), { row: 0, column: 0 }, 1_000_000, 3)).toEqual({ row: 999_999, column: 2 });
    expect(step(key('PageUp'), { row: 3, column: 0 }, 5, 3)).toEqual({ row: 0, column: 0 });
    expect(step(key('x'), { row: 3, column: 0 }, 5, 3)).toBeNull();
    expect(step(key('ArrowUp', { altKey: true }), { row: 3, column: 0 }, 5, 3)).toBeNull();
  });

  it('a rectangle reaches from one cell to the other, the head left out', () => {
    expect(rangeOf({ row: 4, column: 2 }, { row: 1, column: 0 })).toEqual({ top: 1, bottom: 4, left: 0, right: 2 });
    expect(rangeOf({ row: HEAD, column: 1 }, { row: 1, column: 1 })).toEqual({ top: 0, bottom: 1, left: 1, right: 1 });
  });
});

const table = (schema: string, name: string): SchemaView['tables'][number] => ({
  schema, name, kind: 'table', rows: 1_234_567,
  columns: [
    { name: 'id', type: 'integer', nullable: false, primary: true, references: null },
    { name: 'Total', type: 'timestamp with time zone', nullable: true, primary: false, references: 'a.id' },
  ],
  indexes: [{ name: `${name}_pkey`, definition: 'CREATE UNIQUE INDEX …' }],
});
const view: SchemaView = { home: 'public', cut: false, tables: [table('public', 'orders'), table('audit', 'log')] };

describe('the tree of tables', () => {
  it('has the usual schema at the top and others by name', () => {
    const rows = schemaRows(view, 'postgres', wordsOf(english));
    expect(rows.map(({ name, detail }) => [name, detail])).toEqual([['orders', '≈ 1.2M'], ['audit', '']]);
    expect(rows[1]?.children[0]?.insert).toBe('audit.log');
    expect(rows[0]?.children.map(({ icon, name, detail, insert }) => [icon, name, detail, insert])).toEqual([
      ['key', 'id', 'integer', 'id'], ['reference', 'Total', 'timestamptz', '"Total"'], ['index', 'orders_pkey', '', null],
    ]);
    expect(rows[0]?.children[1]?.spoken).toBe('Total: timestamp with time zone, refers to a.id, may be NULL');
  });
});

describe('names in SQL', () => {
  it('are quoted where they must be', () => {
    expect([sqlName('orders', 'postgres'), sqlName('Orders', 'postgres'), sqlName('order', 'postgres'), sqlName('a"b', 'postgres')]).toEqual(['orders', '"Orders"', '"order"', '"a""b"']);
    expect([sqlName('Orders', 'mysql'), sqlName('order', 'mysql'), sqlName('a`b', 'mysql')]).toEqual(['Orders', '`order`', '`a``b`']);
    expect(tableName({ schema: 'public', name: 'orders' }, 'public', 'postgres')).toBe('orders');
  });

  it('complete with what must be typed', () => {
    const spaces = namespace(view, 'postgres') as Record<string, Record<string, { children: { label: string; apply?: string }[] }>>;
    expect(spaces['public']?.['orders']?.children.map(({ label, apply }) => [label, apply])).toEqual([['id', undefined], ['Total', '"Total"']]);
  });

  it('tables are read again after what may change them', () => {
    expect(changesTables('create table x (a int)')).toBe(true);
    expect(changesTables('SELECT created_at FROM orders')).toBe(false);
  });
});

describe('keys of Redis', () => {
  const key = (name: string): RedisKey => ({ key: name, type: 'string', ttlMs: null });

  it('stand in folders by their colons; one alone needs none', () => {
    const tree = keyTree([key('views:tea'), key('views:chai'), key('cart:7:items'), key('plain'), key('a:b:1'), key('a:b:2')]);
    const shape = (rows: typeof tree): unknown[] => rows.map((row) => (row.children.length > 0 ? [row.name, shape(row.children)] : row.name));
    expect(shape(tree)).toEqual([['a:', [['b:', ['1', '2']]]], ['views:', ['chai', 'tea']], 'cart:7:items', 'plain']);
  });
});

describe('changes that are not written', () => {
  const set = (row: number, column: number, value: string | null): EditStep => ({ kind: 'set', row, column, value });

  it('count each cell once, with its last value', () => {
    const { count, changes } = standing([set(3, 1, 'a'), set(3, 1, 'b'), set(3, 2, null), set(0, 1, '')]);
    expect(count).toBe(3);
    expect(changes).toEqual([{ kind: 'update', row: 3, cells: [{ column: 1, value: 'b' }, { column: 2, value: null }] }, { kind: 'update', row: 0, cells: [{ column: 1, value: '' }] }]);
  });

  it('delete first, then change, then add; a new row that is deleted leaves nothing', () => {
    const log: EditStep[] = [set(1, 0, 'x'), { kind: 'add', cells: [] }, { kind: 'add', cells: [[2, 'copied']] }, set(FIRST_NEW + 1, 0, 'new'), { kind: 'delete', rows: [1, 5, 6, FIRST_NEW] }, set(2, 0, 'y'), { kind: 'keep', rows: [6] }];
    const { count, changes, added } = standing(log);
    expect(added).toEqual([FIRST_NEW + 1]);
    expect(changes).toEqual([
      { kind: 'delete', row: 1 }, { kind: 'delete', row: 5 }, { kind: 'update', row: 2, cells: [{ column: 0, value: 'y' }] }, { kind: 'insert', cells: [{ column: 2, value: 'copied' }, { column: 0, value: 'new' }] },
    ]);
    expect(count).toBe(4);
    expect(standing(log.slice(0, 4)).added).toEqual([FIRST_NEW, FIRST_NEW + 1]);
  });
});

it('a collection is called by its name, or by the long form', () => {
  expect([callOn('orders'), callOn('my orders')]).toEqual(['db.orders', 'db.getCollection("my orders")']);
});
