/** MySQL as the session sees it: readiness, seed, reset, queries. */
import { BackbenchError, isCode } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import type { SeedRows, ServiceDriver } from '../service.ts';
import { createAdmin } from './admin.ts';
import { connectMysql, isConnectionError, isServerError, withMysql, type MysqlClient } from './connection.ts';
import { createDatabaseCopies } from './database-copies.ts';
import { insertRows } from './insert-rows.ts';
import { asAdmin, COPY, LAB_DATABASE, LEARNER, quoteLiteral } from './names.ts';
import { makePresentCopy } from './present-copy.ts';
import { queryMysql } from './query.ts';
import { mysqlSchema } from './schema.ts';
import { runScript } from './script.ts';
import { errorMessage, queryFailed, scriptErrorReason } from './server-error.ts';
import { mysqlBlockers, openMysqlSession } from './sql-session.ts';
import { lineAt } from './sql-statements.ts';

/** Longest time for a ping to connect: a busy machine takes seconds. Who starts a server asks with a shorter deadline of their own. */
const PING_TIMEOUT_MS = 4_000;
/** Giving a copy back takes a few milliseconds; this long means that the server hangs. */
const DISCARD_TIMEOUT_MS = 10_000;

/** @param endpoint asked anew for every connection, so that the driver outlives a restart of the server */
export function createMysqlDriver(endpoint: () => Endpoint, options: { onWarning: (text: string) => void }): ServiceDriver {
  const admin = createAdmin(endpoint);
  const background = createAdmin(endpoint);
  const tidying = createAdmin(endpoint);
  const copies = createDatabaseCopies({ admin, background, tidying }, options.onWarning);
  return {
    async ping(signal) {
      // As root: before the seed, the learner's user doesn't exist.
      const connection = await connectMysql(asAdmin(endpoint()), { signal, timeoutMs: PING_TIMEOUT_MS });
      try {
        await connection.run(signal, (client) => client.rows('SELECT 1'));
      } finally {
        await connection.close();
      }
    },
    async isSeeded(signal) {
      const seeded = await copies.isSeeded(signal);
      if (!seeded) return false;
      // The learner may have changed the password; a crash in mid-reset has left the door closed.
      await admin.use(signal, (client) => makeLearner(client, endpoint().password));
      copies.refill();
      return true;
    },
    async seed(parts, signal) {
      await copies.dropAll(signal);
      await admin.use(signal, async (client) => {
        await makeLearner(client, endpoint().password);
        await client.rows(`CREATE DATABASE ${LAB_DATABASE}`);
      });
      await withMysql(endpoint(), signal, async (client) => {
        for (const part of parts) await ('rows' in part ? seedRows(client, part, signal) : seedFile(client, part, signal));
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
    presentCopy: (signal) => makePresentCopy(admin, endpoint(), signal, (text) => { options.onWarning(`MySQL: could not be made in a copy: ${text}`); }),
    async runScript(text, signal) {
      await withMysql(endpoint(), signal, (client) => runScript(client, text, signal, queryFailed));
    },
    query: (text, limit, signal) => queryMysql(endpoint(), text, limit, signal),
    sql: {
      kind: 'mysql',
      schema: (signal) => mysqlSchema(endpoint(), signal),
      connect: (signal) => openMysqlSession(endpoint(), signal),
      // The learner may not look into other sessions' locks.
      blockers: (pid, signal) => mysqlBlockers(asAdmin(endpoint()), pid, signal),
    },
    async connections(signal) {
      const rows = await admin.use(signal, (client) => client.rows(`SELECT count(*), count(trx_id) FROM information_schema.processlist AS p
        LEFT JOIN information_schema.innodb_trx ON trx_mysql_thread_id = p.id WHERE p.user = ${quoteLiteral(LEARNER)}`));
      return { open: Number(rows[0]?.[0] ?? 0), inTransaction: Number(rows[0]?.[1] ?? 0) };
    },
    async dispose() {
      await copies.close();
      await Promise.all([admin.close(), background.close(), tidying.close()]);
    },
  };
}

/** Makes the learner's user, or sets it right. All rights on the lab's database and on the copies of checks, none beside. */
async function makeLearner(client: MysqlClient, password: string): Promise<void> {
  const user = `'${LEARNER}'@'%'`;
  await client.rows(`CREATE USER IF NOT EXISTS ${user}`);
  await client.rows(`ALTER USER ${user} IDENTIFIED BY ${quoteLiteral(password)} ACCOUNT UNLOCK`);
  for (const pattern of [LAB_DATABASE, `${COPY.replaceAll('_', String.raw`\_`)}%`]) {
    await client.rows(`GRANT ALL PRIVILEGES ON \`${pattern}\`.* TO ${user}`);
  }
}

async function seedFile(client: MysqlClient, file: { name: string; text: string }, signal: AbortSignal): Promise<void> {
  const failed = (reason: string, cause: unknown): BackbenchError =>
    new BackbenchError('SERVICE_SEED_FAILED', { service: 'mysql', file: file.name, reason }, { cause });
  try {
    await runScript(client, file.text, signal, (error, statement) => failed(scriptErrorReason(error, file.text, statement), error));
  } catch (error) {
    if (!isCode(error, 'QUERY_UNREADABLE')) throw error;
    const { message, position } = error.details;
    throw failed(`line ${String(lineAt(file.text, (position ?? 1) - 1))}: ${message}`, error);
  }
}

async function seedRows(client: MysqlClient, { name, rows, onRows }: SeedRows, signal: AbortSignal): Promise<void> {
  try {
    await insertRows(client, rows, { signal, onRows });
  } catch (error) {
    signal.throwIfAborted();
    if (!isServerError(error) || isConnectionError(error)) throw error;
    throw new BackbenchError('SERVICE_SEED_FAILED', { service: 'mysql', file: `generate: ${name}`, reason: errorMessage(error) }, { cause: error });
  }
}
