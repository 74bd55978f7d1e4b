/** What a WebSocket and an event stream need of a connection, and what they are to those who hold them. */
import { connect as connectTls } from 'node:tls';
import type { Duplex } from 'node:stream';
import type { PreparedRequest } from '../../shared/api-client/prepare-request.ts';

/** How long the answer to a handshake may take, in milliseconds. */
export const HANDSHAKE_MS = 10_000;

export interface StreamTools {
  /** Opens the connection. @throws BackbenchError API_ADDRESS_REFUSED, API_NO_ANSWER */
  connect(host: string, port: number, signal: AbortSignal): Promise<Duplex>;
}

export interface StreamOptions {
  /** Sent as Last-Event-ID with the first connection of an event stream. */
  lastEventId: string | null;
  /** An event stream that ends is asked again, as browsers do. */
  reconnect: boolean;
}

export interface StreamConnection {
  send(text: string): Promise<void>;
  /** Settles when the connection and all that belongs to it are gone; never rejects. */
  ended: Promise<void>;
}

/** Opens the socket that a prepared address means, under TLS where it says so. */
export async function socketFor({ url }: PreparedRequest, tools: StreamTools, signal: AbortSignal): Promise<{ socket: Duplex; host: string; dispose(): void }> {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = protocol === 'https:' || protocol === 'wss:';
  const plain = await tools.connect(host, port === '' ? (secure ? 443 : 80) : Number(port), signal);
  const socket = secure ? connectTls({ socket: plain, servername: /^[\d.]+$|:/.test(host) ? '' : host }) : plain;
  return {
    socket, host,
    dispose: () => {
      socket.on('error', () => undefined);
      socket.destroy();
      plain.destroy();
    },
  };
}
