/** One WebSocket: what it says goes into the log, and what the learner types goes out. */
import { WebSocket, type RawData } from 'ws';
import type { PreparedRequest } from '../../shared/api-client/prepare-request.ts';
import { MAX_SHOWN } from '../../shared/api-client/stream-views.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { HANDSHAKE_MS, socketFor, type StreamConnection, type StreamTools } from './stream-connection.ts';
import type { StreamLog } from './stream-log.ts';

/** A larger message closes the connection with 1009, in bytes. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
/** How long the other side may take to answer a close frame, in milliseconds. */
const CLOSE_MS = 1_000;
/** First bytes of a binary message that are shown. */
const HEX_BYTES = 512;
/** Of the handshake itself; ws writes them. */
const OWN_HEADERS = /^(?:connection|upgrade|sec-websocket-(?:key|version|extensions|protocol)|content-length|content-type)$/i;

export function openWebSocket(request: PreparedRequest, log: StreamLog, tools: StreamTools, signal: AbortSignal): StreamConnection {
  const state: { socket: WebSocket | null } = { socket: null };
  const ended = run(request, log, tools, signal, (socket) => { state.socket = socket; }).then(() => { log.end(); }, (error: unknown) => { log.end(error); });
  return {
    ended,
    send: async (text) => {
      const { socket } = state;
      if (socket?.readyState !== WebSocket.OPEN) throw new BackbenchError('API_STREAM_CLOSED', {});
      await new Promise<void>((resolve, reject) => {
        socket.send(text, (error) => { if (error == null) resolve(); else reject(new BackbenchError('API_STREAM_CLOSED', {}, { cause: error })); });
      });
      log.add({ kind: 'message', at: Date.now(), direction: 'out', binary: false, text, bytes: Buffer.byteLength(text), cut: false });
    },
  };
}

async function run(request: PreparedRequest, log: StreamLog, tools: StreamTools, signal: AbortSignal, made: (socket: WebSocket) => void): Promise<void> {
  const url = request.url.replace(/^http/, 'ws');
  log.note({ what: 'connecting', url, lastEventId: null });
  const connection = await socketFor(request, tools, signal);
  try {
    await new Promise<void>((resolve, reject) => {
      const protocols = request.headers.filter(([name]) => /^sec-websocket-protocol$/i.test(name)).flatMap(([, value]) => value.split(',').map((each) => each.trim())).filter((each) => each !== '');
      const socket = new WebSocket(url, protocols, {
        headers: Object.fromEntries(request.headers.filter(([name, value]) => !OWN_HEADERS.test(name) && !(name === 'Accept' && value === '*/*'))),
        createConnection: () => connection.socket as never, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES, handshakeTimeout: HANDSHAKE_MS, followRedirects: false,
      });
      made(socket);
      let asked = false;
      const leave = (): void => {
        asked = true;
        if (socket.readyState === WebSocket.OPEN) socket.close(1000);
        else socket.terminate();
        setTimeout(() => { socket.terminate(); }, CLOSE_MS).unref();
      };
      signal.addEventListener('abort', leave, { once: true });
      let opened = false;
      const fault: { error: Error | null } = { error: null };
      socket.on('unexpected-response', (_request, answer) => {
        reject(new BackbenchError('API_STREAM_REFUSED', { url, status: answer.statusCode ?? 0, contentType: '', wanted: 'websocket' }));
        answer.destroy();
        socket.terminate();
      });
      socket.on('open', () => {
        opened = true;
        log.note({ what: 'connected', detail: socket.protocol });
        log.open = true;
      });
      socket.on('message', (data, binary) => {
        const bytes = bytesOf(data);
        const text = binary ? bytes.subarray(0, HEX_BYTES).toString('hex').replaceAll(/(..)(?=.)/g, '$1 ') : bytes.toString('utf8');
        log.add({ kind: 'message', at: Date.now(), direction: 'in', binary, text, bytes: bytes.length, cut: binary ? bytes.length > HEX_BYTES : text.length > MAX_SHOWN });
        if (!log.full) return;
        socket.pause();
        log.whenRoom(() => { socket.resume(); });
      });
      socket.on('error', (error) => { fault.error = error; });
      socket.on('close', (code, reason) => {
        signal.removeEventListener('abort', leave);
        if (!opened) {
          if (signal.aborted) resolve();
          else reject(handshakeFault(url, fault.error));
          return;
        }
        log.note({ what: 'closed', code, reason: reason.toString('utf8') || (fault.error?.message ?? ''), by: asked ? 'you' : 'server' });
        resolve();
      });
      if (signal.aborted) leave();
    });
  } finally {
    log.open = false;
    connection.dispose();
  }
}

function bytesOf(data: RawData): Buffer {
  return Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

function handshakeFault(url: string, error: (Error & { code?: string }) | null): BackbenchError {
  const message = error?.message ?? '';
  const reason = error?.code?.startsWith('HPE_') === true ? 'not-http' : /timed out/.test(message) ? 'silent' : error?.code === 'ECONNRESET' || message.includes('hang up') || error === null ? 'cut' : 'other';
  return new BackbenchError('API_NO_ANSWER', { url, reason, message: reason === 'silent' ? `${String(HANDSHAKE_MS / 1000)} s` : message }, { cause: error });
}
