/** Changed cells as SQL. */
import { expect, it } from 'vitest';
import type { Editable, ResultColumn, Row } from '../../shared/data-views.ts';
import { editStatements, sqlLiteral } from './edit-statements.ts';

const columns: ResultColumn[] = [
  { name: 'nr', type: 'integer', from: 'id' }, { name: 'name', type: 'text', from: 'Name' }, { name: 'two', type: 'integer', from: null }, { name: 'total', type: 'numeric(10,2)', from: 'total' },
];
const editable: Editable = { schema: 'public', table: 'order', key: ['id'] };
const row = (): Promise<Row> => Promise.resolve(['12', 'Asha', '2', null]);

it('one UPDATE a row, by the key under its own name', async () => {
  const changes = [{ row: 0, cells: [{ column: 1, value: "O'Brien" }, { column: 3, value: '2.50' }] }, { row: 1, cells: [{ column: 3, value: null }] }];
  expect(await editStatements({ editable, columns, kind: 'postgres' }, changes, row)).toEqual([
    `UPDATE "order" SET "Name" = 'O''Brien', total = 2.50 WHERE id = 12`, 'UPDATE "order" SET total = NULL WHERE id = 12',
  ]);
  expect(await editStatements({ editable: { ...editable, schema: 'lab' }, columns, kind: 'mysql' }, [changes[1]!], row)).toEqual(['UPDATE `order` SET total = NULL WHERE id = 12']);
  await expect(editStatements({ editable, columns, kind: 'postgres' }, [{ row: 0, cells: [{ column: 2, value: '1' }] }], row)).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
});

it('a text ends where it ends, whatever it holds', () => {
  expect(sqlLiteral(String.raw`\'; DROP`, 'text', 'postgres')).toBe(String.raw`E'\\''; DROP'`);
  expect(sqlLiteral(String.raw`\'; DROP`, 'varchar(9)', 'mysql')).toBe(String.raw`'\\''; DROP'`);
  expect(sqlLiteral('1; DROP', 'integer', 'postgres')).toBe("'1; DROP'");
  expect(sqlLiteral('-7', 'int', 'mysql')).toBe('-7');
});
