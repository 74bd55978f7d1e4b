/** Changes of rows as statements, one for each row, found by its primary key; and the statements that would take them back. */
import type { Editable, NewValue, NoUndo, ResultColumn, Row, RowChange } from '../../shared/data-views.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { sqlName, type SqlKind } from '../../shared/sql-names.ts';
import { isMysqlBytes, sqlLiteral } from './sql-literal.ts';
import { tableInSql, type TableFacts } from './table-facts.ts';

export interface EditedTable {
  editable: Editable;
  columns: readonly ResultColumn[];
  kind: SqlKind;
}

/** One statement that writes one row. */
export interface Write {
  sql: string;
  /** What has to be read for the way back: before it, of what it returns itself, or after it. Null when nothing has. */
  read: { when: 'before' | 'after'; sql: string } | { when: 'with' } | null;
  /** @param read the row that was read; empty where nothing has to be */
  undo(read: Row): string;
}

export interface EditsPlan {
  writes: Write[];
  noUndo: NoUndo | null;
}

/**
 * @param rowOf the row as it was read
 * @throws BackbenchError INPUT_REFUSED for a column that is no column of the table
 */
export async function planEdits(table: EditedTable, changes: readonly RowChange[], rowOf: (row: number) => Promise<Row>, facts: TableFacts): Promise<EditsPlan> {
  const writes: Write[] = [];
  for (const change of changes) {
    if (change.kind === 'insert') writes.push(insertion(table, valuesOf(table, change.cells)));
    else {
      const key = keyOf(table, await rowOf(change.row));
      writes.push(change.kind === 'delete' ? deletion(table, key, facts) : alteration(table, key, valuesOf(table, change.cells), facts));
    }
  }
  return { writes, noUndo: noUndoOf(table, changes, facts) };
}

interface Value {
  name: string;
  type: string;
  value: NewValue;
}

/** Names with values that are no defaults. */
interface Known {
  name: string;
  type: string;
  value: string | null;
}

function valuesOf({ columns }: EditedTable, cells: readonly { column: number; value: NewValue }[]): Value[] {
  return cells.map(({ column, value }) => {
    const of = columns[column];
    if (of?.from == null) throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'column', message: 'it is no column of the table' }] });
    return { name: of.from, type: of.type, value };
  });
}

function keyOf({ editable, columns }: EditedTable, row: Row): Known[] {
  return editable.key.map((name) => {
    const at = columns.findIndex((column) => column.from === name);
    return { name, type: columns[at]?.type ?? '', value: row[at] ?? null };
  });
}

/** A change of a row that is there. */
function alteration(table: EditedTable, key: readonly Known[], values: readonly Value[], facts: TableFacts): Write {
  const { kind } = table;
  const name = tableInSql(table.editable, kind);
  const names = values.map((value) => value.name);
  const after = key.map((part) => ({ ...part, value: known(values.find((value) => value.name === part.name)?.value) ?? part.value }));
  return {
    sql: `UPDATE ${name} SET ${values.map((value) => `${sqlName(value.name, kind)} = ${inSql(value, kind)}`).join(', ')} WHERE ${where(key, kind)}`,
    read: { when: 'before', sql: `SELECT ${names.map((column) => sqlName(column, kind)).join(', ')} FROM ${name} WHERE ${where(key, kind)} FOR UPDATE` },
    undo: (read) => `UPDATE ${name} SET ${names.map((column, at) => `${sqlName(column, kind)} = ${sqlLiteral(read[at] ?? null, typeOf(facts, column), kind)}`).join(', ')} WHERE ${where(after, kind)}`,
  };
}

function deletion(table: EditedTable, key: readonly Known[], facts: TableFacts): Write {
  const { kind } = table;
  const name = tableInSql(table.editable, kind);
  const columns = facts.columns.filter((column) => !column.computed);
  const names = columns.map((column) => sqlName(column.name, kind)).join(', ');
  const overriding = columns.some((column) => column.always) ? ' OVERRIDING SYSTEM VALUE' : '';
  return {
    sql: `DELETE FROM ${name} WHERE ${where(key, kind)}`,
    read: { when: 'before', sql: `SELECT ${names} FROM ${name} WHERE ${where(key, kind)} FOR UPDATE` },
    undo: (read) => `INSERT INTO ${name} (${names})${overriding} VALUES (${columns.map((column, at) => sqlLiteral(read[at] ?? null, column.type, kind)).join(', ')})`,
  };
}

/** A new row; columns that get their default are not named. */
function insertion(table: EditedTable, values: readonly Value[]): Write {
  const { kind, editable, columns } = table;
  const name = tableInSql(editable, kind);
  const given = values.filter((value) => known(value.value) !== undefined);
  const none = kind === 'postgres' ? ' DEFAULT VALUES' : ' () VALUES ()';
  const sql = `INSERT INTO ${name}${given.length === 0 ? none : ` (${given.map((value) => sqlName(value.name, kind)).join(', ')}) VALUES (${given.map((value) => inSql(value, kind)).join(', ')})`}`;
  const key = editable.key.map((part) => ({ name: part, type: columns.find((column) => column.from === part)?.type ?? '', value: known(given.find((value) => value.name === part)?.value) ?? null }));
  const undo = (read: Row): string => `DELETE FROM ${name} WHERE ${where(read.length === 0 ? key : key.map((part, at) => ({ ...part, value: read[at] ?? null })), kind)}`;
  if (kind === 'postgres') return { sql: `${sql} RETURNING ${editable.key.map((part) => sqlName(part, kind)).join(', ')}`, read: { when: 'with' }, undo };
  return { sql, read: key.every((part) => part.value !== null) ? null : { when: 'after', sql: 'SELECT LAST_INSERT_ID()' }, undo };
}

/** @returns why the statements of the way back would not bring back what was there; null when they do */
function noUndoOf({ editable, kind, columns }: EditedTable, changes: readonly RowChange[], facts: TableFacts): NoUndo | null {
  if (facts.triggers) return 'triggers';
  const deletes = changes.some((change) => change.kind === 'delete');
  if ((deletes && facts.deleteReaches) || (facts.updateReaches && changes.some((change) => change.kind === 'update'))) return 'other-rows';
  if (deletes && kind === 'mysql' && facts.columns.some((column) => !column.computed && isMysqlBytes(column.type))) return 'bytes';
  const isKey = (column: number): boolean => editable.key.includes(columns[column]?.from ?? '');
  const hidesKey = (change: RowChange): boolean => {
    if (change.kind === 'update') return change.cells.some(({ column, value }) => isKey(column) && known(value) === undefined);
    if (change.kind === 'delete' || kind === 'postgres') return false;
    const given = change.cells.filter(({ column, value }) => isKey(column) && known(value) != null).map(({ column }) => columns[column]?.from);
    const missing = editable.key.filter((name) => !given.includes(name));
    return missing.length > 1 || (missing.length === 1 && (editable.key.length > 1 || !facts.columns.some((column) => column.name === missing[0] && column.counted)));
  };
  return changes.some(hidesKey) ? 'key-unknown' : null;
}

/** The value, or undefined for a default and for none. */
const known = (value: NewValue | undefined): string | null | undefined => (typeof value === 'object' && value !== null ? undefined : value);

const inSql = ({ value, type }: Value, kind: SqlKind): string => {
  const text = known(value);
  return text === undefined ? 'DEFAULT' : sqlLiteral(text, type, kind);
};

const where = (key: readonly Known[], kind: SqlKind): string => key.map(({ name, type, value }) => `${sqlName(name, kind)} = ${sqlLiteral(value, type, kind)}`).join(' AND ');

const typeOf = (facts: TableFacts, name: string): string => facts.columns.find((column) => column.name === name)?.type ?? '';
