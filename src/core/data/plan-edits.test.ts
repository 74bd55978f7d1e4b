/** Changes of rows as SQL, and the way back. */
import { expect, it } from 'vitest';
import { DEFAULT, type Editable, type ResultColumn, type Row, type RowChange } from '../../shared/data-views.ts';
import type { SqlKind } from '../../shared/sql-names.ts';
import { planEdits, type EditsPlan } from './plan-edits.ts';
import { sqlLiteral } from './sql-literal.ts';
import type { TableFacts } from './table-facts.ts';

const columns: ResultColumn[] = [
  { name: 'nr', type: 'integer', from: 'id' }, { name: 'name', type: 'text', from: 'Name' }, { name: 'two', type: 'integer', from: null }, { name: 'total', type: 'numeric(10,2)', from: 'total' },
];
const editable: Editable = { schema: 'public', table: 'order', key: ['id'] };
const column = (name: string, type: string, more: Partial<TableFacts['columns'][number]> = {}): TableFacts['columns'][number] => ({ name, type, computed: false, always: false, counted: false, ...more });
const facts: TableFacts = {
  columns: [column('id', 'integer', { always: true }), column('Name', 'text'), column('total', 'numeric(10,2)'), column('twice', 'integer', { computed: true }), column('note', 'text')],
  deleteReaches: false, updateReaches: false, triggers: false,
};
const row = (): Promise<Row> => Promise.resolve(['12', 'Asha', '2', null]);
const plan = (changes: RowChange[], kind: SqlKind = 'postgres', told: Partial<TableFacts> = {}): Promise<EditsPlan> =>
  planEdits({ editable: kind === 'mysql' ? { ...editable, schema: 'lab' } : editable, columns, kind }, changes, row, { ...facts, ...told });
const sql = async (changes: RowChange[], kind?: SqlKind): Promise<string[]> => (await plan(changes, kind)).writes.map((write) => write.sql);

it('one UPDATE a row, by the key under its own name', async () => {
  const changes: RowChange[] = [{ kind: 'update', row: 0, cells: [{ column: 1, value: "O'Brien" }, { column: 3, value: '2.50' }] }, { kind: 'update', row: 1, cells: [{ column: 3, value: null }] }];
  expect(await sql(changes)).toEqual([`UPDATE "order" SET "Name" = 'O''Brien', total = 2.50 WHERE id = 12`, 'UPDATE "order" SET total = NULL WHERE id = 12']);
  expect(await sql([changes[1]!], 'mysql')).toEqual(['UPDATE `order` SET total = NULL WHERE id = 12']);
  expect(await sql([{ kind: 'update', row: 0, cells: [{ column: 3, value: DEFAULT }] }])).toEqual(['UPDATE "order" SET total = DEFAULT WHERE id = 12']);
  await expect(sql([{ kind: 'update', row: 0, cells: [{ column: 2, value: '1' }] }])).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
});

it('a row comes and goes; what gets its default is not named', async () => {
  const insert: RowChange = { kind: 'insert', cells: [{ column: 0, value: DEFAULT }, { column: 1, value: 'Ben' }, { column: 3, value: null }] };
  expect(await sql([insert, { kind: 'insert', cells: [] }, { kind: 'delete', row: 4 }])).toEqual([
    `INSERT INTO "order" ("Name", total) VALUES ('Ben', NULL) RETURNING id`, 'INSERT INTO "order" DEFAULT VALUES RETURNING id', 'DELETE FROM "order" WHERE id = 12',
  ]);
  expect(await sql([insert, { kind: 'insert', cells: [] }], 'mysql')).toEqual(["INSERT INTO `order` (Name, total) VALUES ('Ben', NULL)", 'INSERT INTO `order` () VALUES ()']);
});

it('the way back names the row as it is then, and every column that a value can be given', async () => {
  const [update, remove, insert] = (await plan([
    { kind: 'update', row: 0, cells: [{ column: 0, value: '13' }, { column: 1, value: 'x' }] }, { kind: 'delete', row: 0 }, { kind: 'insert', cells: [{ column: 1, value: 'Ben' }] },
  ])).writes;
  expect(update?.undo(['12', 'Asha'])).toBe(`UPDATE "order" SET id = 12, "Name" = 'Asha' WHERE id = 13`);
  expect(remove?.read).toEqual({ when: 'before', sql: 'SELECT id, "Name", total, note FROM "order" WHERE id = 12 FOR UPDATE' });
  expect(remove?.undo(['12', 'Asha', null, 'n'])).toBe(`INSERT INTO "order" (id, "Name", total, note) OVERRIDING SYSTEM VALUE VALUES (12, 'Asha', NULL, 'n')`);
  expect(insert?.undo(['40'])).toBe('DELETE FROM "order" WHERE id = 40');
});

it('there is no way back where it would not bring back what was there', async () => {
  const remove: RowChange = { kind: 'delete', row: 0 };
  const insert: RowChange = { kind: 'insert', cells: [] };
  expect((await plan([remove])).noUndo).toBeNull();
  expect((await plan([remove], 'postgres', { deleteReaches: true })).noUndo).toBe('other-rows');
  expect((await plan([insert], 'postgres', { deleteReaches: true, triggers: true })).noUndo).toBe('triggers');
  expect((await plan([remove], 'mysql', { columns: [column('id', 'int'), column('photo', 'blob')] })).noUndo).toBe('bytes');
  expect((await plan([insert], 'mysql')).noUndo).toBe('key-unknown');
  expect((await plan([insert], 'mysql', { columns: [column('id', 'int', { counted: true })] })).noUndo).toBeNull();
  expect((await plan([{ kind: 'update', row: 0, cells: [{ column: 0, value: DEFAULT }] }])).noUndo).toBe('key-unknown');
});

it('a text ends where it ends, whatever it holds', () => {
  expect(sqlLiteral(String.raw`\'; DROP`, 'text', 'postgres')).toBe(String.raw`E'\\''; DROP'`);
  expect(sqlLiteral(String.raw`\'; DROP`, 'varchar(9)', 'mysql')).toBe(String.raw`'\\''; DROP'`);
  expect(sqlLiteral('1; DROP', 'integer', 'postgres')).toBe("'1; DROP'");
  expect(sqlLiteral('-7', 'int', 'mysql')).toBe('-7');
});
