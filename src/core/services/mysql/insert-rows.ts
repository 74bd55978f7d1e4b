/** Generated rows into a table: many in one statement, all of a table in one transaction. */
import type { Column } from '../../generate/column.ts';
import type { RowSet } from '../../generate/row-set.ts';
import type { MysqlClient } from './connection.ts';
import { quoteLiteral, quoteName } from './names.ts';

/** Characters of one statement: far below the limit of a packet (16 MiB), far above what a round trip costs. */
const STATEMENT_CHARACTERS = 256 * 1024;

/**
 * @param set its columns are columns of the table `into`, which exists
 * @throws the server's error; the signal's reason
 */
export async function insertRows(
  client: MysqlClient, set: RowSet, { signal, onRows }: { signal: AbortSignal; onRows: (done: number) => void },
): Promise<void> {
  const columns = set.columns.map(({ column }) => column);
  const start = `INSERT INTO ${quoteName(set.into)} (${set.columns.map(({ name }) => quoteName(name)).join(', ')}) VALUES\n`;
  // Keys are looked at row by row all the same, as a learner's own INSERT would meet them.
  await client.rows('START TRANSACTION');
  let statement = '';
  for (let row = 0; row < set.rows; row += 1) {
    statement += `${statement === '' ? start : ',\n'}(${columns.map((column) => written(column, row)).join(', ')})`;
    if (statement.length < STATEMENT_CHARACTERS && row < set.rows - 1) continue;
    signal.throwIfAborted();
    await client.rows(statement);
    statement = '';
    onRows(row + 1);
  }
  await client.rows('COMMIT');
}

function written(column: Column, row: number): string {
  const value = column.value(row);
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? '1' : '0';
  // A datetime without a zone: what stands there is UTC, as everywhere in the labs.
  if (column.type === 'timestamp' && value instanceof Date) return `'${value.toISOString().replace('T', ' ').replace('Z', '')}'`;
  return quoteLiteral(column.text(row) ?? '');
}
