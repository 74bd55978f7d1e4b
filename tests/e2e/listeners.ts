/** Servers on the loopback address that note who calls: they must stay silent. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Listeners {
  /** The TCP port, spoken to by HTTP and WebSockets. */
  port: number;
  udpPort: number;
  /** The first bytes of each call so far. */
  calls: string[];
  close(): Promise<void>;
}

export async function startListeners(): Promise<Listeners> {
  const calls: string[] = [];
  const tcp = createServer((socket) => {
    calls.push('a connection');
    socket.once('data', (bytes) => {
      calls.push(bytes.toString('latin1').split('\r\n', 1)[0] ?? '');
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\naccess-control-allow-origin: *\r\n\r\nhello');
    });
    socket.on('error', () => {});
  });
  const udp = createSocket('udp4').on('message', (bytes) => void calls.push(`a datagram of ${bytes.length} bytes`));
  await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  return {
    port: (tcp.address() as AddressInfo).port,
    udpPort: udp.address().port,
    calls,
    async close() {
      await new Promise<void>((resolve) => udp.close(resolve));
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}
