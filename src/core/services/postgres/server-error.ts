/** The server's error in the words that psql uses, without its `ERROR:` in front. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { ServerError } from './connection.ts';
import { errorOffset, lineAt, type SqlStatement } from './sql-statements.ts';

/** @returns the message, and the detail on a line of its own where there is one */
export function errorMessage(error: ServerError): string {
  return error.detail === undefined ? error.message : `${error.message}\n${error.detail}`;
}

/**
 * @returns QUERY_FAILED with the position in the script (UTF-16 units from 1) where the server named one
 */
export function queryFailed(error: ServerError, statement: SqlStatement): BackbenchError<'QUERY_FAILED'> {
  return new BackbenchError('QUERY_FAILED', {
    message: errorMessage(error),
    ...(error.position === undefined ? {} : { position: errorOffset(statement, error.position) + 1 }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  }, { cause: error });
}

/** @returns `line 12: relation "orders" does not exist` and the hint, for scripts in files */
export function scriptErrorReason(error: ServerError, script: string, statement: SqlStatement): string {
  const line = lineAt(script, errorOffset(statement, error.position));
  const hint = error.hint === undefined ? '' : `\nHint: ${error.hint}`;
  return `line ${String(line)}: ${errorMessage(error)}${hint}`;
}
