/** Names as they are written in SQL. */

/** The kinds of services that speak SQL. */
export type SqlKind = 'postgres' | 'mysql';

/** A name as it is written in SQL: in quotes where it needs them. */
export function sqlName(name: string, kind: SqlKind): string {
  if (kind === 'mysql') return /^[A-Za-z_][\w$]*$/.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `\`${name.replaceAll('`', '``')}\``;
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A table as it is written in SQL: with its schema where names without one mean another. */
export function tableName(table: { schema: string; name: string }, home: string, kind: SqlKind): string {
  const name = sqlName(table.name, kind);
  return table.schema === home ? name : `${sqlName(table.schema, kind)}.${name}`;
}

/** Words that people call tables and columns and that both servers, or one of them, take for something else. */
const RESERVED: ReadonlySet<string> = new Set([
  'all', 'analyze', 'and', 'any', 'as', 'asc', 'both', 'case', 'cast', 'check', 'column', 'condition', 'constraint', 'create', 'cross', 'current_user', 'default', 'desc', 'distinct', 'do',
  'else', 'end', 'except', 'false', 'for', 'foreign', 'from', 'grant', 'group', 'groups', 'having', 'in', 'index', 'interval', 'into', 'join', 'key', 'keys', 'leading', 'left', 'like', 'limit', 'lock',
  'natural', 'not', 'null', 'offset', 'on', 'only', 'or', 'order', 'outer', 'primary', 'range', 'rank', 'references', 'right', 'row', 'rows', 'select', 'session_user', 'system', 'table', 'then', 'to', 'trailing',
  'true', 'union', 'unique', 'user', 'using', 'values', 'when', 'where', 'window', 'with',
]);
