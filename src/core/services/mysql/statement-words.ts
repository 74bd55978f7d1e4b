/** What a MySQL statement did, in the words of the mysql client. */
import type { MysqlClient } from './connection.ts';

/** Warnings shown; a statement may raise one a row. */
const MOST_WARNINGS = 20;

/** Such as `Query OK, 3 rows affected`, and below it what the server adds. */
export function done({ affected, info }: { affected: number | null; info: string }): string {
  const rows = affected ?? 0;
  const text = `Query OK, ${String(rows)} ${rows === 1 ? 'row' : 'rows'} affected`;
  return info === '' ? text : `${text}\n${info.trim()}`;
}

/** The warnings of the statement that ran last, a line each. @throws what the server answers */
export async function warnings(client: MysqlClient): Promise<string[]> {
  const rows = await client.rows(`SHOW WARNINGS LIMIT ${String(MOST_WARNINGS)}`);
  return rows.map(([level, code, message]) => `${level ?? ''} ${code ?? ''}: ${message ?? ''}`);
}
