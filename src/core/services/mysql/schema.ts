/** The tables of the learner's database, from information_schema. */
import type { SchemaView, TableView } from '../../../shared/data-views.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { MOST_TABLES } from '../sql-access.ts';
import { withMysql } from './connection.ts';

type Cells = (string | null)[];

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function mysqlSchema(endpoint: Endpoint, signal: AbortSignal): Promise<SchemaView> {
  return withMysql(endpoint, signal, async (client) => {
    const [[home] = []] = await client.rows('SELECT DATABASE()');
    const tables = await client.rows(`SELECT TABLE_NAME, TABLE_TYPE, TABLE_ROWS FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME LIMIT ${String(MOST_TABLES + 1)}`);
    const columns = groups(await client.rows(`SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_KEY FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION`));
    const references = new Map((await client.rows(`SELECT TABLE_NAME, COLUMN_NAME, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
      FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL`))
      .map(([table, column, to, key]) => [`${table ?? ''} ${column ?? ''}`, `${to ?? ''}.${key ?? ''}`]));
    const indexes = groups(await client.rows(`SELECT TABLE_NAME, INDEX_NAME, MAX(NON_UNIQUE), GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX SEPARATOR ', ')
      FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() GROUP BY TABLE_NAME, INDEX_NAME ORDER BY TABLE_NAME, INDEX_NAME`));
    return {
      home: home ?? '', cut: tables.length > MOST_TABLES,
      tables: tables.slice(0, MOST_TABLES).map(([name, type, rows]): TableView => ({
        schema: home ?? '', name: name ?? '', kind: type === 'VIEW' ? 'view' : 'table', rows: rows == null ? null : Number(rows),
        columns: (columns.get(name ?? '') ?? []).map(([, column, columnType, nullable, key]) => ({
          name: column ?? '', type: columnType ?? '', nullable: nullable === 'YES', primary: key === 'PRI',
          references: references.get(`${name ?? ''} ${column ?? ''}`) ?? null,
        })),
        indexes: (indexes.get(name ?? '') ?? []).map(([, index, notUnique, over]) => ({
          name: index ?? '', definition: `${notUnique === '0' ? 'UNIQUE ' : ''}(${over ?? ''})`,
        })),
      })),
    };
  });
}

/** Rows by their first cell. */
function groups(rows: readonly Cells[]): Map<string, Cells[]> {
  const found = new Map<string, Cells[]>();
  for (const row of rows) {
    const key = row[0] ?? '';
    const group = found.get(key);
    if (group === undefined) found.set(key, [row]);
    else group.push(row);
  }
  return found;
}
