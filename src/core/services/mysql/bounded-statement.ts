/**
 * One statement with a limit on its rows. Cells are the server's own text. Beyond the limit the connection is
 * given up, so that a table of a million rows costs no memory here.
 */
import type { Connection, FieldPacket, ResultSetHeader } from 'mysql2';
import { cellText } from './column-types.ts';

/** More than this in one result is no use on a screen: reading stops, whatever the number of rows. */
const RESULT_LIMIT_BYTES = 32 * 1024 * 1024;
/** From the protocol's description of status flags. */
const STATUS_IN_TRANSACTION = 1;

export interface BoundedResult {
  /** Empty for a statement that returns no rows. */
  fields: FieldPacket[];
  rows: (string | null)[][];
  /** True when there were more rows than the limit. The connection is then closed. */
  cut: boolean;
  /** Rows that the statement changed; null when it returned rows. */
  affected: number | null;
  /** What the server says of it, such as `Rows matched: 3  Changed: 1  Warnings: 0`. */
  info: string;
  warnings: number;
  /** Whether a transaction is open afterwards; false where the server does not say. */
  inTransaction: boolean;
}

/**
 * @param connection connected and idle
 * @param sql a single statement
 * @param maxRows rows to read at most; at least 1
 * @throws the server's error
 */
export function runBounded(connection: Connection, sql: string, maxRows: number): Promise<BoundedResult> {
  const result: BoundedResult = { fields: [], rows: [], cut: false, affected: null, info: '', warnings: 0, inTransaction: false };
  let bytes = 0;
  return new Promise((resolve, reject) => {
    const query = connection.query(sql);
    // The end of the connection is told to the connection, not to the statement that runs on it.
    const lost = (error: Error): void => { reject(error); };
    connection.once('error', lost);
    const settle = (): void => {
      connection.off('error', lost);
      resolve(result);
    };
    query.on('fields', (fields: FieldPacket[] | undefined) => {
      // A procedure may return several results; the last one is shown. What ends it has no columns.
      if (fields === undefined) return;
      result.fields = fields;
      result.rows = [];
    });
    query.on('result', (row: unknown) => {
      if (result.cut) return;
      if (!Array.isArray(row)) {
        const header = row as ResultSetHeader & { serverStatus: number };
        if (result.fields.length === 0) result.affected = header.affectedRows;
        result.info = header.info;
        result.warnings = header.warningStatus;
        result.inTransaction = (header.serverStatus & STATUS_IN_TRANSACTION) !== 0;
        return;
      }
      const cells = (row as (Uint8Array | null)[]).map((cell, index) => {
        bytes += cell?.length ?? 0;
        return cellText(cell, result.fields[index]);
      });
      if (result.rows.length < maxRows && bytes <= RESULT_LIMIT_BYTES) {
        result.rows.push(cells);
        return;
      }
      result.cut = true;
      connection.destroy();
      settle();
    });
    query.on('error', (error: Error) => {
      connection.off('error', lost);
      reject(error);
    });
    query.on('end', settle);
  });
}
