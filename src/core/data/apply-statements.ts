/** Writes changed cells: all of them in one transaction, or none. */
import { BackbenchError } from '../../shared/errors.ts';
import type { RowSink, SqlAccess } from '../services/sql-access.ts';

const NOBODY: RowSink = { columns: () => undefined, rows: () => Promise.resolve(true) };

/** What each server says of one changed row. */
const ONE_ROW = /^(?:UPDATE 1|Query OK, 1 row affected)$/m;

/** @throws BackbenchError ROW_GONE, QUERY_FAILED, SERVICE_UNREACHABLE; the signal's reason */
export async function applyStatements(access: SqlAccess, statements: readonly string[], signal: AbortSignal): Promise<void> {
  const session = await access.connect(signal);
  try {
    await session.run('START TRANSACTION', NOBODY, signal);
    for (const statement of statements) {
      const { text } = await session.run(statement, NOBODY, signal);
      // The transaction ends with the connection, and so does what was written before.
      if (!ONE_ROW.test(text)) throw new BackbenchError('ROW_GONE', { statement });
    }
    await session.run('COMMIT', NOBODY, signal);
  } finally {
    await session.close();
  }
}
