/** What a result's columns are: names of types, and the table whose rows they show, if it is one with a primary key. */
import type { FieldPacket } from 'mysql2';
import type { Editable, ReadOnly, ResultColumn } from '../../../shared/data-views.ts';
import { namedColumns } from './column-types.ts';
import type { MysqlClient } from './connection.ts';
import { quoteText } from './names.ts';

/** @returns what the description of the columns tells without a question */
export function describedColumns(fields: readonly FieldPacket[]): ResultColumn[] {
  return namedColumns(fields).map((column, at) => {
    const from = fields[at]?.orgName;
    return { ...column, from: from === undefined || from === '' ? null : from };
  });
}

/** @returns the table whose rows they are, or why they can't be changed @throws the server's error */
export async function editableTable(client: MysqlClient, fields: readonly FieldPacket[]): Promise<{ editable: Editable | null; readOnly: ReadOnly | null }> {
  const tables = new Map(fields.filter((field) => field.orgTable !== '').map((field) => [`${field.schema ?? ''} ${field.orgTable}`, field]));
  const [field] = tables.values();
  if (field === undefined) return { editable: null, readOnly: 'no-table' };
  if (tables.size !== 1) return { editable: null, readOnly: 'several-tables' };
  const rows = await client.rows(`SELECT COLUMN_NAME FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_SCHEMA = ${quoteText(field.schema ?? '')} AND TABLE_NAME = ${quoteText(field.orgTable)}
      AND INDEX_NAME = 'PRIMARY' ORDER BY SEQ_IN_INDEX`);
  const key = rows.map(([name]) => name ?? '');
  if (key.length === 0) return { editable: null, readOnly: 'no-key' };
  const there = key.every((name) => fields.some((each) => each.orgName === name));
  return there ? { editable: { schema: field.schema ?? '', table: field.orgTable, key }, readOnly: null } : { editable: null, readOnly: 'key-not-shown' };
}
