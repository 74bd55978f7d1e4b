/** What the SQL editor completes: the tables and columns that are there now. */
import type { Completion } from '@codemirror/autocomplete';
import { sql, type SQLDialect, type SQLNamespace } from '@codemirror/lang-sql';
import { Compartment, type Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { SchemaView, TableView } from '../../../shared/data-views.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { sqlName } from '../../../shared/sql-names.ts';
import { languageOfService } from '../code/languages.ts';
import { PlainMysql, PlainPostgres } from '../code/sql-dialects.ts';

/** Stands for the language in an editor of the query panel, so that it can be changed when the tables do. */
const language = new Compartment();

/** The language of a service, for a new editor. */
export function queryLanguage(kind: ServiceKind, schema: SchemaView | null): Extension {
  return language.of(languageFor(kind, schema));
}

/** Lets an editor complete what is there now. */
export function setCompletion(view: EditorView, kind: ServiceKind, schema: SchemaView | null): void {
  view.dispatch({ effects: language.reconfigure(languageFor(kind, schema)) });
}

function languageFor(kind: ServiceKind, schema: SchemaView | null): Extension {
  if (schema === null || (kind !== 'postgres' && kind !== 'mysql')) return languageOfService(kind);
  return sql({ dialect: dialectOf(kind), upperCaseKeywords: false, schema: namespace(schema, kind), defaultSchema: schema.home });
}

const dialectOf = (kind: 'postgres' | 'mysql'): SQLDialect => (kind === 'mysql' ? PlainMysql : PlainPostgres);

/** Schemas, in them tables, in them columns with their types. */
export function namespace(schema: SchemaView, kind: 'postgres' | 'mysql'): SQLNamespace {
  const schemas: Record<string, Record<string, SQLNamespace>> = {};
  for (const table of schema.tables) {
    const tables = schemas[table.schema] ??= {};
    tables[table.name] = { self: { label: table.name, type: 'type', detail: table.kind, ...applied(table.name, kind) }, children: table.columns.map((column) => completion(column, kind)) };
  }
  return schemas;
}

function completion(column: TableView['columns'][number], kind: 'postgres' | 'mysql'): Completion {
  return { label: column.name, type: 'property', detail: column.primary ? `${column.type}, primary key` : column.type, ...applied(column.name, kind) };
}

/** A name that must be quoted is put in with its quotes. */
function applied(name: string, kind: 'postgres' | 'mysql'): { apply?: string } {
  const quoted = sqlName(name, kind);
  return quoted === name ? {} : { apply: quoted };
}
