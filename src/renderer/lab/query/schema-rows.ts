/** The lines of the tree of tables. */
import type { SchemaView, TableView } from '../../../shared/data-views.ts';
import { sqlName, tableName } from '../../../shared/sql-names.ts';
import type { T } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

export interface SchemaRow {
  id: string;
  icon: 'schema' | 'table' | 'view' | 'column' | 'key' | 'reference' | 'index';
  name: string;
  /** Beside the name: a type, a number of rows. */
  detail: string;
  /** All of it, for those who hear it. */
  spoken: string;
  /** Shown when the pointer rests on it. */
  hint: string;
  /** What goes into the query; null for what has no name there. */
  insert: string | null;
  /** For a table or view. */
  table: TableView | null;
  children: SchemaRow[];
}

/** Tables of the usual schema at the top; those of others below the schema's name. */
export function schemaRows(view: SchemaView, kind: 'postgres' | 'mysql', t: T): SchemaRow[] {
  const own = view.tables.filter((table) => table.schema === view.home).map((table) => tableRow(table, view.home, kind, t));
  const others = [...new Set(view.tables.map((table) => table.schema))].filter((schema) => schema !== view.home);
  return [...own, ...others.map((schema): SchemaRow => ({
    id: `schema ${schema}`, icon: 'schema', name: schema, detail: '', spoken: t('query.schema-of', { schema }), hint: t('query.schema-of', { schema }), insert: sqlName(schema, kind), table: null,
    children: view.tables.filter((table) => table.schema === schema).map((table) => tableRow(table, view.home, kind, t)),
  }))];
}

const TABLE_KINDS: Readonly<Record<TableView['kind'], MessageKey>> = {
  table: 'query.table-named', view: 'query.view-named', 'materialized view': 'query.materialized-view-named', 'foreign table': 'query.foreign-table-named',
};

function tableRow(table: TableView, home: string, kind: 'postgres' | 'mysql', t: T): SchemaRow {
  const id = `table ${table.schema} ${table.name}`;
  const named = t(TABLE_KINDS[table.kind], { name: table.name });
  const rows = table.rows === null ? '' : `≈ ${short(table.rows, t)}`;
  return {
    id, icon: table.kind.endsWith('view') ? 'view' : 'table', name: table.name, detail: rows, table, insert: tableName(table, home, kind),
    spoken: table.rows === null ? named : t('query.about-rows', { named, rows: table.rows }),
    hint: table.rows === null ? named : t('query.about-rows-estimated', { named, rows: table.rows }),
    children: [...table.columns.map((column) => columnRow(id, column, kind, t)), ...table.indexes.map((index): SchemaRow => ({
      id: `${id} index ${index.name}`, icon: 'index', name: index.name, detail: '', spoken: t('query.index-of', { name: index.name, definition: index.definition }), hint: index.definition,
      insert: null, table: null, children: [],
    }))],
  };
}

function columnRow(table: string, column: TableView['columns'][number], kind: 'postgres' | 'mysql', t: T): SchemaRow {
  const facts = [
    column.type, ...(column.primary ? [t('query.primary-key')] : []), ...(column.references === null ? [] : [t('query.refers-to', { column: column.references })]),
    ...(column.nullable ? [t('query.may-be-null')] : []),
  ];
  return {
    id: `${table} column ${column.name}`, icon: column.primary ? 'key' : column.references === null ? 'column' : 'reference', name: column.name,
    detail: shortType(column.type), spoken: `${column.name}: ${facts.join(', ')}`, hint: `${column.name}: ${facts.join(', ')}`,
    insert: sqlName(column.name, kind), table: null, children: [],
  };
}

/** `1.2M`, `20k`: beside a name there is little room. */
function short(rows: number, t: T): string {
  return new Intl.NumberFormat(t.language, { notation: 'compact', maximumFractionDigits: 1 }).format(rows);
}

/** The standard's long names in PostgreSQL's own short form. */
function shortType(type: string): string {
  return type.replace(/timestamp(\(\d\))? with time zone/, 'timestamptz$1').replace(/timestamp(\(\d\))? without time zone/, 'timestamp$1')
    .replace('character varying', 'varchar').replace('double precision', 'float8');
}
