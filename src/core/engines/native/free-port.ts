/** Ports are chosen by the system, on the loopback address only. */
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export const LOOPBACK = '127.0.0.1';
/** How long a port that is wanted again is waited for, in milliseconds; else another program has it. */
const PREFERRED_WAIT_MS = 1_000;
const PREFERRED_POLL_MS = 20;

/**
 * A port that was free a moment ago. Another program may still take it: whoever uses it must notice and ask again.
 * @param preferred is taken when it is free or gets free soon, so that a restarted service is found where it was
 */
export async function freePort(preferred = 0, giveUpAt = performance.now() + PREFERRED_WAIT_MS): Promise<number> {
  const server = createServer();
  try {
    server.listen({ host: LOOPBACK, port: preferred, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    if (preferred === 0) throw error;
    // What a killed server left behind lets go of its port within moments.
    if (performance.now() > giveUpAt) return freePort();
    await sleep(PREFERRED_POLL_MS);
    return freePort(preferred, giveUpAt);
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

/** True when something accepts connections there. */
export async function accepts(port: number, signal: AbortSignal): Promise<boolean> {
  const socket = connect({ host: LOOPBACK, port, signal });
  try {
    await once(socket, 'connect', { signal });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
