/** New values of cells as the statements that write them: one UPDATE for each row, found by its primary key. */
import { isNumberType, type Editable, type ResultColumn, type Row, type RowChange } from '../../shared/data-views.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { sqlName, type SqlKind } from '../../shared/sql-names.ts';

export interface EditedTable {
  editable: Editable;
  columns: readonly ResultColumn[];
  kind: SqlKind;
}

/**
 * @param rowOf the row as it was read
 * @throws BackbenchError INPUT_REFUSED for a column that is no column of the table
 */
export async function editStatements(table: EditedTable, changes: readonly RowChange[], rowOf: (row: number) => Promise<Row>): Promise<string[]> {
  const { editable, columns, kind } = table;
  const name = kind === 'postgres' && editable.schema !== 'public' ? `${sqlName(editable.schema, kind)}.${sqlName(editable.table, kind)}` : sqlName(editable.table, kind);
  const statements: string[] = [];
  for (const change of changes) {
    const row = await rowOf(change.row);
    const set = change.cells.map(({ column, value }) => {
      const of = columns[column];
      if (of?.from == null) throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'column', message: 'it is no column of the table' }] });
      return `${sqlName(of.from, kind)} = ${sqlLiteral(value, of.type, kind)}`;
    });
    const where = editable.key.map((key) => {
      const at = columns.findIndex((column) => column.from === key);
      return `${sqlName(key, kind)} = ${sqlLiteral(row[at] ?? null, columns[at]?.type ?? '', kind)}`;
    });
    statements.push(`UPDATE ${name} SET ${set.join(', ')} WHERE ${where.join(' AND ')}`);
  }
  return statements;
}

/** A value as SQL: numbers bare, all else as a text that the server turns into the column's type. */
export function sqlLiteral(value: string | null, type: string, kind: SqlKind): string {
  if (value === null) return 'NULL';
  if (isNumberType(type) && /^-?\d+(?:\.\d+)?$/.test(value)) return value;
  const quoted = value.replaceAll("'", "''");
  if (!value.includes('\\')) return `'${quoted}'`;
  // A backslash means itself in PostgreSQL's plain texts, and escapes in MySQL's and in those with an E.
  const doubled = quoted.replaceAll('\\', '\\\\');
  return kind === 'postgres' ? `E'${doubled}'` : `'${doubled}'`;
}
