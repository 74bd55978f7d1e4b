/** Runs scripts as `mysql` does: statement by statement, each committed by itself, up to the first that fails. */
import { isConnectionError, isServerError, type MysqlClient, type ServerError } from './connection.ts';
import { sqlStatements, type SqlStatement } from './sql-statements.ts';

/** A script's results are not shown. */
const ROWS_READ = 10_000;

/**
 * @param script as it would be given to `mysql`
 * @param failed makes the error to throw for a statement that the server refused
 * @throws what `failed` gives; BackbenchError QUERY_UNREADABLE; errors of the connection; the signal's reason
 */
export async function runScript(
  client: MysqlClient, script: string, signal: AbortSignal, failed: (error: ServerError, statement: SqlStatement) => Error,
): Promise<void> {
  for (const statement of sqlStatements(script)) {
    signal.throwIfAborted();
    try {
      await client.bounded(statement.text, ROWS_READ);
    } catch (error) {
      if (!isServerError(error) || isConnectionError(error)) throw error;
      throw failed(error, statement);
    }
  }
}
