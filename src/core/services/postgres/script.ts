/** Runs scripts as psql would with ON_ERROR_STOP: statement by statement, each committed by itself. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isConnectionError, isServerError, type ServerError } from './connection.ts';
import { sqlStatements, type SqlStatement } from './sql-statements.ts';

/** Pieces in which the data of COPY is sent, in UTF-16 units; large enough to be quick, small enough not to pile up. */
const COPY_CHUNK = 256 * 1024;

/**
 * @param script as it would be given to psql with -f
 * @param failed makes the error to throw for a statement that the server refused
 * @throws what `failed` gives; BackbenchError QUERY_UNREADABLE; errors of the connection; the signal's reason
 */
export async function runScript(
  client: Client, script: string, signal: AbortSignal, failed: (error: ServerError, statement: SqlStatement) => Error,
): Promise<void> {
  for (const statement of sqlStatements(script)) {
    signal.throwIfAborted();
    try {
      if (statement.data === null) await client.query(statement.text);
      else await pipeline(Readable.from(chunks(statement.data)), client.query(copyFrom(statement.text)));
    } catch (error) {
      if (!isServerError(error)) throw error;
      throw isConnectionError(error) ? error : failed(error, statement);
    }
  }
}

function* chunks(data: string): Generator<Buffer> {
  for (let at = 0; at < data.length;) {
    let end = Math.min(data.length, at + COPY_CHUNK);
    // Not between the two halves of a character.
    if (end < data.length && (data.charCodeAt(end - 1) & 0xfc00) === 0xd800) end += 1;
    yield Buffer.from(data.slice(at, end));
    at = end;
  }
}
