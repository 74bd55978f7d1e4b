/** Ports are chosen by the system, on the loopback address only. */
import { createServer } from 'node:net';
import { once } from 'node:events';

export const LOOPBACK = '127.0.0.1';

/** A port that was free a moment ago. Another program may still take it: whoever uses it must notice and ask again. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen({ host: LOOPBACK, port: 0, exclusive: true });
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}
