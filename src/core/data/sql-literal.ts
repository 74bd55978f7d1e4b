/** A value as it is written in SQL. */
import { isNumberType } from '../../shared/data-views.ts';
import type { SqlKind } from '../../shared/sql-names.ts';

/** Numbers bare, all else as a text that the server turns into the column's type. */
export function sqlLiteral(value: string | null, type: string, kind: SqlKind): string {
  if (value === null) return 'NULL';
  if (isNumberType(type) && /^-?\d+(?:\.\d+)?$/.test(value)) return value;
  const quoted = value.replaceAll("'", "''");
  if (!value.includes('\\')) return `'${quoted}'`;
  // A backslash means itself in PostgreSQL's plain texts, and escapes in MySQL's and in those with an E.
  const doubled = quoted.replaceAll('\\', '\\\\');
  return kind === 'postgres' ? `E'${doubled}'` : `'${doubled}'`;
}

/** Types of MySQL whose values come as digits of bytes, which is not how they are written. */
export const isMysqlBytes = (type: string): boolean => /blob|binary|^bit|geometry|^point|^polygon|^linestring|^multi/i.test(type);
