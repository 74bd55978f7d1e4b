/** Which databases of the lab's and of ours the server has now. */
import type { MysqlClient } from './connection.ts';
import { COPY, LAB_DATABASE, OURS, quoteText } from './names.ts';

export async function ourDatabases(client: MysqlClient): Promise<string[]> {
  const beginsWith = (prefix: string): string => `LEFT(SCHEMA_NAME, ${String(prefix.length)}) = ${quoteText(prefix)}`;
  const rows = await client.rows(
    `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ${quoteText(LAB_DATABASE)} OR ${beginsWith(OURS)} OR ${beginsWith(COPY)} ORDER BY SCHEMA_NAME`);
  return rows.map(([name]) => name ?? '');
}
