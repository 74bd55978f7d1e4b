/** The tables of the learner's database, as `\d` tells them, in one question. */
import type { SchemaView } from '../../../shared/data-views.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { MOST_TABLES } from '../sql-access.ts';
import { withPostgres } from './connection.ts';

const KINDS: Readonly<Record<string, SchemaView['tables'][number]['kind']>> = { r: 'table', p: 'table', v: 'view', m: 'materialized view', f: 'foreign table' };

/** A row a table; columns and indexes as JSON, in the order of the table. */
const QUESTION = `
SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind,
  CASE WHEN c.relkind IN ('r', 'p', 'm') AND c.reltuples >= 0 THEN c.reltuples::bigint END AS rows,
  coalesce((
    SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT a.attnotnull,
      'primary', EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)),
      'references', (
        SELECT confrelid::regclass::text || '.' || (SELECT t.attname FROM pg_attribute t WHERE t.attrelid = f.confrelid AND t.attnum = f.confkey[array_position(f.conkey, a.attnum)])
        FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f' AND a.attnum = ANY (f.conkey) ORDER BY f.conname LIMIT 1))
      ORDER BY a.attnum)
    FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]') AS columns,
  coalesce((
    SELECT json_agg(json_build_object('name', x.relname, 'definition', pg_get_indexdef(x.oid)) ORDER BY x.relname)
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid), '[]') AS indexes
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
  AND has_schema_privilege(n.oid, 'USAGE')
ORDER BY n.nspname <> current_schema(), n.nspname, c.relname LIMIT ${String(MOST_TABLES + 1)}`;

interface Found {
  schema: string;
  name: string;
  kind: string;
  rows: string | null;
  columns: string;
  indexes: string;
}

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function postgresSchema(endpoint: Endpoint, signal: AbortSignal): Promise<SchemaView> {
  return withPostgres(endpoint, signal, async (client) => {
    const home = await client.query<{ home: string | null }>('SELECT current_schema() AS home');
    const { rows } = await client.query<Found>(QUESTION);
    return {
      home: home.rows[0]?.home ?? 'public',
      cut: rows.length > MOST_TABLES,
      tables: rows.slice(0, MOST_TABLES).map((row) => ({
        schema: row.schema, name: row.name, kind: KINDS[row.kind] ?? 'table', rows: row.rows === null ? null : Number(row.rows),
        columns: JSON.parse(row.columns) as SchemaView['tables'][number]['columns'],
        indexes: JSON.parse(row.indexes) as SchemaView['tables'][number]['indexes'],
      })),
    };
  });
}
