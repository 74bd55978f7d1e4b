/** What a table says of itself that decides how its rows are written, and whether that can be taken back. */
import { type Editable, type Row } from '../../shared/data-views.ts';
import { sqlName, type SqlKind } from '../../shared/sql-names.ts';
import type { SqlSession } from '../services/sql-access.ts';
import { sqlLiteral } from './sql-literal.ts';

export interface ColumnFacts {
  name: string;
  type: string;
  /** Computed from other columns: it takes no value. */
  computed: boolean;
  /** Takes a value of one's own only when told to (`GENERATED ALWAYS AS IDENTITY`). */
  always: boolean;
  /** MySQL counts it up by itself. */
  counted: boolean;
}

export interface TableFacts {
  columns: readonly ColumnFacts[];
  /** Foreign keys of other tables that change or delete their rows when a row here is deleted, or changed. */
  deleteReaches: boolean;
  updateReaches: boolean;
  triggers: boolean;
}

/** How the table is written in SQL. */
export function tableInSql({ schema, table }: Editable, kind: SqlKind): string {
  return kind === 'postgres' && schema !== 'public' ? `${sqlName(schema, kind)}.${sqlName(table, kind)}` : sqlName(table, kind);
}

/** @throws BackbenchError QUERY_FAILED, SERVICE_UNREACHABLE; the signal's reason */
export async function tableFacts(session: SqlSession, { editable, kind }: { editable: Editable; kind: SqlKind }, signal: AbortSignal): Promise<TableFacts> {
  const ask = kind === 'postgres' ? postgresQuestions(editable) : mysqlQuestions(editable);
  const columns = await readRows(session, ask.columns, signal);
  const rules = await readRows(session, ask.rules, signal);
  const triggers = await readRows(session, ask.triggers, signal);
  return {
    columns: columns.map(([name, type, computed, always, counted]) => ({ name: name ?? '', type: type ?? '', computed: computed === '1', always: always === '1', counted: counted === '1' })),
    deleteReaches: rules.some(([onDelete]) => onDelete === '1'), updateReaches: rules.some(([, onUpdate]) => onUpdate === '1'),
    triggers: triggers.length > 0,
  };
}

/** @returns all rows of a short answer @throws BackbenchError QUERY_FAILED, SERVICE_UNREACHABLE; the signal's reason */
export async function readRows(session: SqlSession, text: string, signal: AbortSignal): Promise<Row[]> {
  const found: Row[] = [];
  const rows = (next: Row[]): Promise<boolean> => {
    found.push(...next);
    return Promise.resolve(true);
  };
  await session.run(text, { columns: () => undefined, rows }, signal);
  return found;
}

interface Questions {
  columns: string;
  rules: string;
  triggers: string;
}

function postgresQuestions(editable: Editable): Questions {
  const table = `${sqlLiteral(`${doubleQuoted(editable.schema)}.${doubleQuoted(editable.table)}`, 'text', 'postgres')}::regclass`;
  return {
    columns: `SELECT attname, format_type(atttypid, atttypmod), CASE WHEN attgenerated <> '' THEN 1 ELSE 0 END, CASE WHEN attidentity = 'a' THEN 1 ELSE 0 END, 0
      FROM pg_attribute WHERE attrelid = ${table} AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    rules: `SELECT CASE WHEN confdeltype IN ('c', 'n', 'd') THEN 1 ELSE 0 END, CASE WHEN confupdtype IN ('n', 'd') THEN 1 ELSE 0 END
      FROM pg_constraint WHERE contype = 'f' AND confrelid = ${table}`,
    triggers: `SELECT 1 FROM pg_trigger WHERE tgrelid = ${table} AND NOT tgisinternal AND tgenabled <> 'D' LIMIT 1`,
  };
}

function mysqlQuestions({ schema, table }: Editable): Questions {
  const inSchema = sqlLiteral(schema, 'text', 'mysql');
  const named = sqlLiteral(table, 'text', 'mysql');
  return {
    columns: `SELECT COLUMN_NAME, COLUMN_TYPE, IF(COALESCE(GENERATION_EXPRESSION, '') <> '', 1, 0), 0, IF(EXTRA LIKE '%auto_increment%', 1, 0)
      FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ${inSchema} AND TABLE_NAME = ${named} ORDER BY ORDINAL_POSITION`,
    rules: `SELECT IF(DELETE_RULE IN ('CASCADE', 'SET NULL', 'SET DEFAULT'), 1, 0), IF(UPDATE_RULE IN ('SET NULL', 'SET DEFAULT'), 1, 0)
      FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = ${inSchema} AND REFERENCED_TABLE_NAME = ${named}`,
    triggers: `SELECT 1 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ${inSchema} AND EVENT_OBJECT_TABLE = ${named} LIMIT 1`,
  };
}

const doubleQuoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
