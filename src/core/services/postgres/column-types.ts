/** The names of a result's column types, as PostgreSQL writes them: `numeric(10,2)`, `timestamp with time zone`. */
import type { Client } from 'pg';
import type { Field } from './bounded-statement.ts';

export interface Column {
  name: string;
  type: string;
}

/** Types that have a fixed number in every PostgreSQL (pg_type.dat) and no modifier to show: these cost no question. */
const FIXED: Readonly<Record<number, string>> = {
  16: 'boolean', 20: 'bigint', 21: 'smallint', 23: 'integer', 25: 'text', 114: 'json', 700: 'real', 701: 'double precision',
  1082: 'date', 2950: 'uuid', 3802: 'jsonb',
};

/**
 * @param client idle, in a transaction that can still answer or in none
 * @param fields as the server described them
 * @throws the server's error
 */
export async function namedColumns(client: Client, fields: readonly Field[]): Promise<Column[]> {
  const asked = fields.filter((field) => FIXED[field.dataTypeID] === undefined);
  const names = new Map<string, string>();
  if (asked.length > 0) {
    const reply = await client.query<[string, string, string]>({
      rowMode: 'array',
      text: 'SELECT o, m, pg_catalog.format_type(o, m) FROM unnest($1::oid[], $2::int4[]) AS t(o, m)',
      values: [asked.map((field) => field.dataTypeID), asked.map((field) => field.dataTypeModifier)],
    });
    for (const [oid, modifier, name] of reply.rows) names.set(`${oid} ${modifier}`, name);
  }
  return fields.map((field) => ({
    name: field.name,
    type: FIXED[field.dataTypeID] ?? names.get(`${String(field.dataTypeID)} ${String(field.dataTypeModifier)}`) ?? '',
  }));
}
