/**
 * Copies a database while others work in it: objects from the catalogue, rows with COPY, all of one moment. It takes
 * longer than cloning the files, which PostgreSQL refuses as long as anybody is connected.
 */
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Endpoint } from '../../engines/engine.ts';
import { catalogueDdl } from './catalogue-ddl.ts';
import { isServerError, withPostgres } from './connection.ts';
import { LEARNER } from './names.ts';

/** Somebody who changes a table's form in an open transaction keeps everybody else from reading it. */
const LOCK_TIMEOUT_MS = 3_000;

/**
 * @param from the database to copy, and `to` an empty one on the same server, both as the maintenance role
 * @throws the server's error (55P03 when a table is locked); BackbenchError SERVICE_UNREACHABLE; the signal's reason
 */
export async function copyLogically(from: Endpoint, to: Endpoint, signal: AbortSignal): Promise<void> {
  await withPostgres(from, signal, (source) => withPostgres(to, signal, async (target) => {
    await source.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = ${String(LOCK_TIMEOUT_MS)}; SET LOCAL row_security = off`);
    const ddl = await catalogueDdl(source);
    // No trigger fires and no key is looked up while rows come in: they were right where they come from.
    await target.query("SET search_path = ''; SET check_function_bodies = off; SET session_replication_role = replica; SET synchronous_commit = off");
    for (const extension of ddl.extensions) await target.query(extension);
    await target.query(`BEGIN; SET LOCAL ROLE ${LEARNER}`);
    const tooEarly = await applyAll(target, ddl.before, signal);
    await target.query('RESET ROLE');
    for (const { name, columns } of ddl.tables) {
      if (columns === '') continue;
      await pipeline(source.query(copyTo(`COPY ${name} (${columns}) TO STDOUT`)), target.query(copyFrom(`COPY ${name} (${columns}) FROM STDIN`)), { signal });
    }
    await target.query(`SET LOCAL ROLE ${LEARNER}`);
    const [left] = await applyAll(target, [...tooEarly, ...ddl.after], signal, { throwLast: true });
    if (left !== undefined) throw new Error(`this could not be copied: ${left}`);
    await target.query('COMMIT');
    await source.query('ROLLBACK');
  }));
}

/** Applies in rounds until a round brings nothing new. @returns the statements that could not be applied yet */
async function applyAll(client: Client, statements: readonly string[], signal: AbortSignal, options: { throwLast?: true } = {}): Promise<string[]> {
  let left = [...statements];
  for (;;) {
    const failed: string[] = [];
    let lastError: unknown;
    for (const statement of left) {
      signal.throwIfAborted();
      await client.query('SAVEPOINT one');
      try {
        await client.query(statement);
        await client.query('RELEASE one');
      } catch (error) {
        if (!isServerError(error)) throw error;
        await client.query('ROLLBACK TO one');
        failed.push(statement);
        lastError = error;
      }
    }
    if (failed.length === left.length && failed.length > 0 && options.throwLast === true) throw lastError;
    if (failed.length === 0 || failed.length === left.length) return failed;
    left = failed;
  }
}
