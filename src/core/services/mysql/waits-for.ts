/**
 * Which connections wait for a lock, and for whom: the server's own knowledge, not a guess by time.
 *
 * Row locks: InnoDB tells who waits, and MariaDB for whom. Its tables are kept for a tenth of a second after they were
 * last looked at, so that looking more often would show the same for ever; until somebody waits at all, which a counter
 * tells at once, they are left alone. Locks on tables, and those of GET_LOCK, are told by the process list. Who keeps
 * them is known only to a plugin, or to the performance schema, which costs more memory than the rest of the server:
 * there everybody counts who has a transaction open, and where nobody has, everybody.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Admin } from './admin.ts';
import type { MysqlClient } from './connection.ts';

/** How long InnoDB shows what it showed before, in milliseconds: 100 after the last look, and a little more for the clocks. */
const KEPT_MS = 110;

export type WaitsFor = (pids: readonly number[], signal: AbortSignal) => Promise<ReadonlyMap<number, readonly number[]>>;

/** @returns a function that gives an entry for each of the threads that waits; threads that work or are idle have none */
export function createWaitsFor(admin: Admin): WaitsFor {
  let lookedAt = -KEPT_MS;
  return (pids, signal) => admin.use(signal, async (client) => {
    if (pids.length === 0) return new Map();
    const elsewhere = await waitingElsewhere(client, pids);
    if (elsewhere.size === 0 && !(await anyRowIsWaitedFor(client))) return new Map();
    await wait(Math.max(0, lookedAt + KEPT_MS - performance.now()), undefined, { signal });
    const transactions = await openTransactions(client);
    const known = client.isMariaDb ? await rowLockWaits(client) : new Map<number, number[]>();
    lookedAt = performance.now();
    const waiting = new Set([...elsewhere, ...transactions.filter(({ waits }) => waits).map(({ thread }) => thread)]);
    const idle = pids.filter((pid) => !waiting.has(pid));
    const inTransaction = idle.filter((pid) => transactions.some(({ thread }) => thread === pid));
    const suspects = inTransaction.length > 0 ? inTransaction : idle;
    return new Map(pids.filter((pid) => waiting.has(pid)).map((pid) => [pid, known.get(pid) ?? suspects]));
  });
}

/** Those that wait for a lock that is none on a row. */
async function waitingElsewhere(client: MysqlClient, pids: readonly number[]): Promise<Set<number>> {
  const rows = await client.rows(
    `SELECT ID FROM information_schema.PROCESSLIST WHERE ID IN (${pids.join(', ')}) AND (STATE LIKE 'Waiting for%lock' OR STATE IN ('User lock', 'Waiting for table flush'))`);
  return new Set(rows.map(([thread]) => Number(thread)));
}

async function anyRowIsWaitedFor(client: MysqlClient): Promise<boolean> {
  const [row] = await client.rows("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'");
  return Number(row?.[1] ?? 0) > 0;
}

async function openTransactions(client: MysqlClient): Promise<{ thread: number; waits: boolean }[]> {
  const rows = await client.rows('SELECT trx_mysql_thread_id, trx_state FROM information_schema.INNODB_TRX');
  return rows.map(([thread, state]) => ({ thread: Number(thread), waits: state === 'LOCK WAIT' }));
}

async function rowLockWaits(client: MysqlClient): Promise<Map<number, number[]>> {
  const rows = await client.rows(`SELECT w.trx_mysql_thread_id, b.trx_mysql_thread_id FROM information_schema.INNODB_LOCK_WAITS AS l
    JOIN information_schema.INNODB_TRX AS w ON w.trx_id = l.requesting_trx_id JOIN information_schema.INNODB_TRX AS b ON b.trx_id = l.blocking_trx_id`);
  const found = new Map<number, number[]>();
  for (const [waiting, by] of rows) found.set(Number(waiting), [...found.get(Number(waiting)) ?? [], Number(by)]);
  return found;
}
