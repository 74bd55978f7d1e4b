/** Polls a PostgreSQL server until it has answered an authenticated query: the same poll for ours and the baseline. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Endpoint } from '../../src/core/engines/engine.ts';

/** Pause between two tries, in milliseconds. */
const POLL_MS = 10;
/** When to give up, in milliseconds. */
const DEADLINE_MS = 60_000;

/** @throws the last error when the deadline passes */
export async function firstQuery(endpoint: Endpoint): Promise<void> {
  const until = Date.now() + DEADLINE_MS;
  for (;;) {
    const client = new Client({ ...endpoint, connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined); // The server of the first start goes away again.
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(POLL_MS);
  }
}
