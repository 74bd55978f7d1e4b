/** PostgreSQL as the session sees it: readiness, seed, snapshots, queries. */
import { escapeLiteral, type Client } from 'pg';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import type { SeedRows, ServiceDriver } from '../service.ts';
import { createAdmin, type Admin } from './admin.ts';
import { connectPostgres, isConnectionError, isServerError, withPostgres } from './connection.ts';
import { copyRows } from './copy-rows.ts';
import { createDatabaseCopies } from './database-copies.ts';
import { asAdmin, LAB_DATABASE, LEARNER, SPARE } from './names.ts';
import { makePresentCopy } from './present-copy.ts';
import { queryPostgres } from './query.ts';
import { postgresSchema } from './schema.ts';
import { runScript } from './script.ts';
import { queryFailed, scriptErrorReason } from './server-error.ts';
import { openPostgresSession } from './sql-session.ts';
import { lineAt } from './sql-statements.ts';
import { waitsFor } from './waits-for.ts';

/** Longest time for a ping to connect: a busy machine takes seconds. Who starts a server asks with a shorter deadline of their own. */
const PING_TIMEOUT_MS = 4_000;
/** Giving a copy back takes a few milliseconds; this long means that the server hangs. */
const DISCARD_TIMEOUT_MS = 10_000;

/** @param endpoint asked anew for every connection, so that the driver outlives a restart of the server */
export function createPostgresDriver(endpoint: () => Endpoint, options: { onWarning: (text: string) => void }): ServiceDriver & Required<Pick<ServiceDriver, 'presentCopy'>> {
  const admin = createAdmin(endpoint);
  const background = createAdmin(endpoint);
  const tidying = createAdmin(endpoint);
  const copies = createDatabaseCopies({ admin, background, tidying }, options.onWarning);
  return {
    async ping(signal) {
      // As the maintenance role: before the seed, the learner's doesn't exist.
      const connection = await connectPostgres(asAdmin(endpoint()), { signal, timeoutMs: PING_TIMEOUT_MS });
      try {
        await connection.run(signal, (client) => client.query('SELECT 1'));
      } finally {
        await connection.close();
      }
    },
    async isSeeded(signal) {
      const seeded = await copies.isSeeded(signal);
      if (seeded) copies.refill();
      return seeded;
    },
    async seed(parts, signal) {
      await copies.dropAll(signal);
      await makeDatabase(admin, endpoint().password, signal);
      await withPostgres(endpoint(), signal, async (client) => {
        // The pristine copy, made at the end, waits for the disk; every single row needn't.
        await client.query('SET synchronous_commit = off');
        for (const part of parts) await ('rows' in part ? seedRows(client, part, signal) : seedFile(client, part, signal));
        await vacuum(client);
      });
      await copies.keepPristine(signal);
      copies.refill();
    },
    capture: (name, signal) => copies.capture(name, signal),
    restore: (name, keepAs, signal) => copies.restore(name, keepAs, signal),
    discard: (name, signal) => copies.discard(name, signal),
    list: (signal) => copies.list(signal),
    prepare: (names) => { copies.prepare(names); },
    async pristineCopy(signal) {
      const database = await copies.take(signal);
      return { database, dispose: () => copies.giveBack(database, AbortSignal.timeout(DISCARD_TIMEOUT_MS)) };
    },
    async presentCopy(signal) {
      const database = await makePresentCopy(admin, endpoint(), signal);
      return {
        endpoint: { ...endpoint(), database },
        waitsFor: (pids, asking) => waitsFor(admin, pids, asking),
        dispose: () => copies.giveBack(database, AbortSignal.timeout(DISCARD_TIMEOUT_MS)),
      };
    },
    async runScript(text, signal) {
      await withPostgres(endpoint(), signal, (client) => runScript(client, text, signal, queryFailed));
    },
    query: (text, limit, signal) => queryPostgres(endpoint(), text, limit, signal),
    sql: {
      kind: 'postgres',
      schema: (signal) => postgresSchema(endpoint(), signal),
      connect: (signal) => openPostgresSession(endpoint(), signal),
      blockers: async (pid, signal) => (await waitsFor(admin, [pid], signal)).get(pid) ?? [],
    },
    async connections(signal) {
      const [found] = await admin.run(
        `SELECT count(*) AS open, count(xact_start) AS in_transaction FROM pg_stat_activity WHERE usename = ${escapeLiteral(LEARNER)}`, signal);
      return { open: Number(found?.['open'] ?? 0), inTransaction: Number(found?.['in_transaction'] ?? 0) };
    },
    async dispose() {
      await copies.close();
      await Promise.all([admin.close(), background.close(), tidying.close()]);
    },
  };
}

/** Makes the learner's role, and an empty database that it owns. */
async function makeDatabase(admin: Admin, password: string, signal: AbortSignal): Promise<void> {
  const [found] = await admin.run(
    `SELECT current_setting('server_version_num') AS version,
       (SELECT count(*) FROM pg_roles WHERE rolname = ${escapeLiteral(LEARNER)}) AS roles,
       (SELECT count(*) FROM pg_database WHERE datname = ${escapeLiteral(SPARE)}) AS spare`,
    signal);
  const rights = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
  await admin.run(`${found?.['roles'] === '0' ? 'CREATE' : 'ALTER'} ROLE ${LEARNER} ${rights} PASSWORD ${escapeLiteral(password)}`, signal);
  // Times look the same wherever the machine stands; a lab about time zones sets its own.
  await admin.run(`ALTER ROLE ${LEARNER} SET timezone = 'UTC'`, signal);
  if (found?.['spare'] === '1') {
    await admin.run(`ALTER DATABASE ${SPARE} RENAME TO ${LAB_DATABASE}; ALTER DATABASE ${LAB_DATABASE} OWNER TO ${LEARNER}`, signal);
    return;
  }
  // Sorting by code point, with Unicode's upper and lower case, is the same on every system. Built in since 17.
  const locale = Number(found?.['version'] ?? 0) >= 170_000
    ? "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'" : "LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'";
  await admin.run(`CREATE DATABASE ${LAB_DATABASE} OWNER ${LEARNER} TEMPLATE template0 ENCODING 'UTF8' ${locale}`, signal);
}

/** So that plans are the same from the first query on, and don't change when the server gets round to it by itself. */
async function vacuum(client: Client): Promise<void> {
  const { rows } = await client.query<[string]>({
    rowMode: 'array',
    text: "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND pg_get_userbyid(relowner) = current_user",
  });
  if (rows.length > 0) await client.query(`VACUUM (ANALYZE) ${rows.map(([table]) => table).join(', ')}`);
}

async function seedFile(
  client: Client, file: { name: string; text: string }, signal: AbortSignal,
): Promise<void> {
  const failed = (reason: string, cause: unknown): BackbenchError =>
    new BackbenchError('SERVICE_SEED_FAILED', { service: 'postgres', file: file.name, reason }, { cause });
  try {
    await runScript(client, file.text, signal, (error, statement) => failed(scriptErrorReason(error, file.text, statement), error));
  } catch (error) {
    if (!(error instanceof BackbenchError) || error.code !== 'QUERY_UNREADABLE') throw error;
    const { message, position } = (error as BackbenchError<'QUERY_UNREADABLE'>).details;
    throw failed(`line ${String(lineAt(file.text, (position ?? 1) - 1))}: ${message}`, error);
  }
}

async function seedRows(client: Client, { name, rows, onRows }: SeedRows, signal: AbortSignal): Promise<void> {
  try {
    await copyRows(client, rows, { signal, onRows });
  } catch (error) {
    signal.throwIfAborted();
    if (!isServerError(error) || isConnectionError(error)) throw error;
    throw new BackbenchError('SERVICE_SEED_FAILED', { service: 'postgres', file: `generate: ${name}`, reason: error.message }, { cause: error });
  }
}
