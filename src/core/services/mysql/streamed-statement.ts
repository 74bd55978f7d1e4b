/** One statement whose rows come in batches; while one is taken, the connection is not read. Cells are the server's own text. */
import type { Connection, FieldPacket, ResultSetHeader } from 'mysql2';
import { cellText } from './column-types.ts';

/** Small at first, so that the first rows are seen at once. */
const FIRST_BATCH_ROWS = 200;
const BATCH_ROWS = 2_000;
/** About what a batch may hold. */
const BATCH_BYTES = 1024 * 1024;
/** From the protocol's description of status flags. */
const STATUS_IN_TRANSACTION = 1;
/** ER_QUERY_INTERRUPTED. */
const INTERRUPTED = 1317;

export interface BatchTaker {
  fields(fields: readonly FieldPacket[]): void;
  /** @returns false when no more rows are wanted: they are read and thrown away unless the caller ends the statement */
  rows(rows: (string | null)[][]): Promise<boolean>;
}

export interface StreamedResult {
  fields: FieldPacket[];
  cut: boolean;
  /** Rows that the statement changed; null when it returned rows. */
  affected: number | null;
  info: string;
  warnings: number;
  /** Whether a transaction is open afterwards; false where the server does not say. */
  inTransaction: boolean;
}

/**
 * @param connection connected and idle
 * @param sql a single statement
 * @throws the server's error; what the taker throws
 */
export function runStreamed(connection: Connection, sql: string, taker: BatchTaker): Promise<StreamedResult> {
  const result: StreamedResult = { fields: [], cut: false, affected: null, info: '', warnings: 0, inTransaction: false };
  let batch: (string | null)[][] = [];
  let bytes = 0;
  let most = FIRST_BATCH_ROWS;
  let taking: Promise<void> = Promise.resolve();
  return new Promise((resolve, reject) => {
    const query = connection.query(sql);
    // The end of the connection is told to the connection, not to the statement that runs on it.
    const lost = (error: Error): void => { reject(error); };
    connection.once('error', lost);
    const give = (): void => {
      const rows = batch;
      batch = [];
      bytes = 0;
      if (rows.length === 0 || result.cut) return;
      taking = taking.then(async () => {
        if (!result.cut && !(await taker.rows(rows))) result.cut = true;
      });
      taking.catch(() => { result.cut = true; });
    };
    query.on('fields', (fields: FieldPacket[] | undefined) => {
      // A procedure may return several results; the last one counts. What ends it has no columns.
      if (fields === undefined) return;
      result.fields = fields;
      taker.fields(fields);
    });
    query.on('result', (row: unknown) => {
      if (!Array.isArray(row)) {
        const header = row as ResultSetHeader & { serverStatus: number };
        if (result.fields.length === 0) result.affected = header.affectedRows;
        result.info = header.info;
        result.warnings = header.warningStatus;
        result.inTransaction = (header.serverStatus & STATUS_IN_TRANSACTION) !== 0;
        return;
      }
      if (result.cut) return;
      batch.push((row as (Uint8Array | null)[]).map((cell, index) => {
        bytes += cell?.length ?? 0;
        return cellText(cell, result.fields[index]);
      }));
      if (batch.length < most && bytes < BATCH_BYTES) return;
      most = BATCH_ROWS;
      give();
      connection.pause();
      taking.finally(() => { connection.resume(); }).catch(() => undefined);
    });
    query.on('error', (error: Error & { errno?: number }) => {
      connection.off('error', lost);
      // Ended because nobody wanted more rows.
      if (result.cut && error.errno === INTERRUPTED) taking.then(() => { resolve(result); }, reject);
      else reject(error);
    });
    query.on('end', () => {
      connection.off('error', lost);
      give();
      taking.then(() => { resolve(result); }, reject);
    });
  });
}
