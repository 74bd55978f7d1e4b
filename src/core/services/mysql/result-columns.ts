/** What a result's columns are: names of types, and the table whose rows they show, if it is one with a primary key. */
import type { FieldPacket } from 'mysql2';
import type { Editable, ResultColumn } from '../../../shared/data-views.ts';
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

/** @throws the server's error */
export async function editableTable(client: MysqlClient, fields: readonly FieldPacket[]): Promise<Editable | null> {
  const tables = new Map(fields.filter((field) => field.orgTable !== '').map((field) => [`${field.schema ?? ''} ${field.orgTable}`, field]));
  const [field] = tables.values();
  if (tables.size !== 1 || field === undefined) return null;
  const rows = await client.rows(`SELECT COLUMN_NAME FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_SCHEMA = ${quoteText(field.schema ?? '')} AND TABLE_NAME = ${quoteText(field.orgTable)}
      AND INDEX_NAME = 'PRIMARY' ORDER BY SEQ_IN_INDEX`);
  const key = rows.map(([name]) => name ?? '');
  const there = key.length > 0 && key.every((name) => fields.some((each) => each.orgName === name));
  return there ? { schema: field.schema ?? '', table: field.orgTable, key } : null;
}
