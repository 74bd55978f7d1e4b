/** Opens a WebSocket or an event stream for the API client, over the same connections as its requests: to this machine's lab and its services. */
import { randomUUID } from 'node:crypto';
import { connect as connectTls } from 'node:tls';
import type { Duplex } from 'node:stream';
import { missingNames, prepareRequest, type PreparedRequest } from '../../shared/api-client/prepare-request.ts';
import type { ApiRequest } from '../../shared/api-client/request-format.ts';
import type { StreamEvent } from '../../shared/api-client/stream-views.ts';
import type { ApiValues } from '../../shared/api-client/variables.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { followEvents } from './event-stream.ts';
import type { OpenStreams } from './open-streams.ts';
import { StreamLog } from './stream-log.ts';
import { openWebSocket } from './web-socket.ts';

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

/**
 * The stream until it ends or the signal fires; then its connection is closed.
 * @throws BackbenchError API_REQUEST_INVALID, API_VALUES_MISSING, API_ADDRESS_REFUSED, API_NO_ANSWER, API_STREAM_REFUSED
 */
export async function* openStream(
  request: ApiRequest, values: ApiValues, options: StreamOptions, tools: StreamTools, streams: OpenStreams, signal: AbortSignal,
): AsyncGenerator<StreamEvent, void, void> {
  const missing = missingNames(request, values).filter((name) => !bodyOnly(request, name));
  if (missing.length > 0) throw new BackbenchError('API_VALUES_MISSING', { names: missing });
  const prepared = prepareRequest({ ...request, body: { type: 'none' } }, values);
  if ('problem' in prepared) throw new BackbenchError('API_REQUEST_INVALID', { message: prepared.problem });
  const left = new AbortController();
  const inner = AbortSignal.any([signal, left.signal]);
  const log = new StreamLog();
  const connection = request.kind === 'websocket' ? openWebSocket(prepared.request, log, tools, inner) : followEvents(prepared.request, options, log, tools, inner);
  const name = randomUUID();
  const forget = streams.add(name, { send: connection.send, confirm: () => { log.confirm(); }, close: () => { left.abort(); } });
  try {
    yield { type: 'opened', stream: name };
    yield* log.batches(signal);
  } finally {
    forget();
    left.abort();
    await connection.ended;
  }
}

/** A message is filled when it is sent: what it lacks does not keep a WebSocket from connecting. */
function bodyOnly(request: ApiRequest, name: string): boolean {
  return !missingNames({ ...request, body: { type: 'none' } }, new Map()).includes(name);
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
