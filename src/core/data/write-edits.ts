/** Writes changes of rows: all of them in one transaction, or none; and says what would take them back. */
import type { Row } from '../../shared/data-views.ts';
import { BackbenchError, toErrorReport } from '../../shared/errors.ts';
import type { SqlKind } from '../../shared/sql-names.ts';
import type { SqlSession } from '../services/sql-access.ts';
import type { EditedTable, EditsPlan, Write } from './plan-edits.ts';
import { readRows } from './table-facts.ts';
import { refusalOf } from './write-refusal.ts';

/** What each server says of one written row. */
const ONE_ROW = /^(?:UPDATE 1|DELETE 1|INSERT 0 1|Query OK, 1 row affected)$/m;

/**
 * @param session that nothing else uses; it is closed when this fails, and its transaction ends with it
 * @returns the statements that take it back, the last change first; null where they would not
 * @throws BackbenchError WRITE_REFUSED, ROW_GONE, QUERY_FAILED, SERVICE_UNREACHABLE; the signal's reason
 */
export async function writeEdits(session: SqlSession, { kind }: EditedTable, { writes, noUndo }: EditsPlan, signal: AbortSignal): Promise<string[] | null> {
  const back: string[] = [];
  await readRows(session, 'START TRANSACTION', signal);
  for (const write of writes) back.unshift(write.undo(await writeOne(session, kind, write, signal)));
  await commit(session, kind, signal);
  return noUndo === null ? back : null;
}

/** Runs statements that each write one row. @throws as `writeEdits` does */
export async function runWrites(session: SqlSession, kind: SqlKind, statements: readonly string[], signal: AbortSignal): Promise<void> {
  await readRows(session, 'START TRANSACTION', signal);
  for (const sql of statements) await written(session, kind, sql, signal);
  await commit(session, kind, signal);
}

/** @returns what the way back has to know */
async function writeOne(session: SqlSession, kind: SqlKind, { sql, read }: Write, signal: AbortSignal): Promise<Row> {
  const [before] = read?.when === 'before' ? await readRows(session, read.sql, signal) : [];
  if (read?.when === 'before' && before === undefined) throw new BackbenchError('ROW_GONE', { statement: sql });
  const returned = await written(session, kind, sql, signal);
  const [after] = read?.when === 'after' ? await readRows(session, read.sql, signal) : [];
  return before ?? returned ?? after ?? [];
}

/** @returns the row that the statement returns itself */
async function written(session: SqlSession, kind: SqlKind, sql: string, signal: AbortSignal): Promise<Row | undefined> {
  let row: Row | undefined;
  const rows = (next: Row[]): Promise<boolean> => {
    row ??= next[0];
    return Promise.resolve(true);
  };
  const { text } = await refused(kind, sql, () => session.run(sql, { columns: () => undefined, rows }, signal));
  if (!ONE_ROW.test(text)) throw new BackbenchError('ROW_GONE', { statement: sql });
  return row;
}

/** Constraints that are checked at the end refuse here. */
const commit = (session: SqlSession, kind: SqlKind, signal: AbortSignal): Promise<unknown> => refused(kind, 'COMMIT', () => readRows(session, 'COMMIT', signal));

/** A server's refusal in terms of what it refuses. */
async function refused<T>(kind: SqlKind, statement: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const report = toErrorReport(error);
    const reason = report.code === 'QUERY_FAILED' && error instanceof Error ? refusalOf(kind, error.cause) : null;
    if (report.code !== 'QUERY_FAILED' || reason === null) throw error;
    throw new BackbenchError('WRITE_REFUSED', { reason, statement, message: report.details.message }, { cause: error });
  }
}
