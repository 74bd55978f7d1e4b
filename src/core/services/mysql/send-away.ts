/** Ends other people's connections, so that what they use can be moved or dropped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isServerError, type MysqlClient } from './connection.ts';

/** A connection that was killed needs a millisecond or two to be gone; one that rolls back much needs longer. */
const DISCONNECT_TIMEOUT_MS = 5_000;
const DISCONNECT_POLL_MS = 2;
/** No such connection any more: it ended by itself. */
const UNKNOWN_THREAD = 1094;

/** Ends the connections of the process list that meet a condition, and waits until they are gone. @param whose SQL on columns of PROCESSLIST */
export async function sendAway(client: MysqlClient, whose: string, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + DISCONNECT_TIMEOUT_MS;
  for (;;) {
    const there = await client.rows(`SELECT ID FROM information_schema.PROCESSLIST WHERE ${whose}`);
    if (there.length === 0) return;
    for (const [thread] of there) {
      await client.rows(`KILL ${thread ?? ''}`).catch((error: unknown) => {
        if (!isServerError(error) || error.errno !== UNKNOWN_THREAD) throw error;
      });
    }
    if (performance.now() > deadline) throw new Error(`connections did not end within ${String(DISCONNECT_TIMEOUT_MS)} ms`);
    await sleep(DISCONNECT_POLL_MS, undefined, { signal });
  }
}
