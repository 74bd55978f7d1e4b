/** What a result's columns are: names of types, and the table whose rows they show, if it is one with a primary key. */
import type { Client } from 'pg';
import type { Editable, ReadOnly, ResultColumn } from '../../../shared/data-views.ts';
import { namedColumns } from './column-types.ts';
import type { FieldOfTable } from './streamed-statement.ts';

interface Origin {
  schema: string;
  table: string;
  /** By number. */
  names: Record<string, string>;
  key: number[];
  /** False for a view, and for what belongs to the server. */
  isTable: boolean;
}

export interface DescribedResult {
  columns: ResultColumn[];
  editable: Editable | null;
  readOnly: ReadOnly | null;
}

/**
 * @param client idle, in a transaction that can still answer or in none
 * @throws the server's error
 */
export async function resultColumns(client: Client, fields: readonly FieldOfTable[]): Promise<DescribedResult> {
  const named = await namedColumns(client, fields);
  const tables = new Set(fields.map((field) => field.tableID).filter((table) => table !== 0));
  const [table] = tables;
  const found = tables.size === 1 && table !== undefined ? await originOf(client, table) : null;
  const origin = found?.isTable === true ? found : null;
  const columns = named.map((column, at): ResultColumn => {
    const field = fields[at];
    return { ...column, from: origin === null || field?.tableID === 0 ? null : origin.names[String(field?.columnID)] ?? null };
  });
  if (origin === null) return { columns, editable: null, readOnly: tables.size === 0 ? 'no-table' : tables.size > 1 ? 'several-tables' : 'view' };
  if (origin.key.length === 0) return { columns, editable: null, readOnly: 'no-key' };
  const key = origin.key.map((number) => origin.names[String(number)] ?? '');
  const there = key.every((name) => columns.some((column) => column.from === name));
  return { columns, editable: there ? { schema: origin.schema, table: origin.table, key } : null, readOnly: there ? null : 'key-not-shown' };
}

async function originOf(client: Client, table: number): Promise<Origin | null> {
  const { rows } = await client.query<[string, string, string, string, string]>({
    rowMode: 'array',
    text: `SELECT n.nspname, c.relname, (SELECT json_object_agg(attnum, attname) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0),
        coalesce((SELECT json_agg(k) FROM pg_index i, unnest(i.indkey::int2[]) AS k WHERE i.indrelid = c.oid AND i.indisprimary), '[]'),
        CASE WHEN c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') THEN 1 ELSE 0 END
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $1::oid`,
    values: [table],
  });
  const [found] = rows;
  if (found === undefined) return null;
  const [schema, name, names, key, isTable] = found;
  return { schema, table: name, names: JSON.parse(names) as Origin['names'], key: JSON.parse(key) as number[], isTable: Number(isTable) === 1 };
}
