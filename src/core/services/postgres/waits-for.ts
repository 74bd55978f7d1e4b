/** Which server processes wait for a lock, and for whom: the server's own knowledge, not a guess by time. */
import type { Admin } from './admin.ts';

/** @returns an entry for each process that waits; processes that work or are idle have none */
export async function waitsFor(admin: Admin, pids: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, readonly number[]>> {
  if (pids.length === 0) return new Map();
  const rows = await admin.run(
    `SELECT pid, array_to_string(pg_blocking_pids(pid), ',') AS by FROM unnest(ARRAY[${pids.join(', ')}]) AS pid`, signal);
  return new Map(rows.filter((row) => row['by'] !== '').map((row) => [Number(row['pid']), (row['by'] ?? '').split(',').map(Number)]));
}
