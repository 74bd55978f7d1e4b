/** Server-sent events, as https://html.spec.whatwg.org/multipage/server-sent-events.html has browsers read them: with ids, and asked again after an end. */
import { once } from 'node:events';
import { request as sendHttp, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import type { PreparedRequest } from '../../shared/api-client/prepare-request.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { HANDSHAKE_MS, socketFor, type StreamConnection, type StreamOptions, type StreamTools } from './stream-connection.ts';
import type { StreamLog } from './stream-log.ts';

/** Until a server says `retry`, in milliseconds: what Chromium waits. */
const RETRY_MS = 3_000;
/** A server may ask for more; nobody at the desk would wait for it. */
const MAX_RETRY_MS = 60_000;
/** An event that has not ended by then is none, in characters. */
const MAX_EVENT = 8 * 1024 * 1024;

export function followEvents(request: PreparedRequest, options: StreamOptions, log: StreamLog, tools: StreamTools, signal: AbortSignal): StreamConnection {
  const leave = (): void => {
    log.note({ what: 'left' });
    log.end();
  };
  const ended = follow(request, options, log, tools, signal).then(
    () => { if (signal.aborted) leave(); else log.end(); },
    (error: unknown) => { if (signal.aborted) leave(); else log.end(error); },
  );
  return { ended, send: () => Promise.reject(new BackbenchError('API_STREAM_CLOSED', {})) };
}

interface Progress {
  lastEventId: string | null;
  retryMs: number;
}

async function follow(request: PreparedRequest, options: StreamOptions, log: StreamLog, tools: StreamTools, signal: AbortSignal): Promise<void> {
  const progress: Progress = { lastEventId: options.lastEventId, retryMs: RETRY_MS };
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      if (await connectOnce(request, progress, log, tools, signal) === 'stop') return;
    } catch (error) {
      // What can't work at first is told; a connection that broke later is tried again.
      if (signal.aborted) return;
      if (attempt === 1 && !(error instanceof LostError)) throw error;
      if (error instanceof BackbenchError && error.code !== 'API_NO_ANSWER') throw error;
      log.note({ what: 'lost', message: error instanceof Error ? error.message : String(error) });
    }
    log.open = false;
    if (!options.reconnect) return;
    log.note({ what: 'waiting', ms: progress.retryMs });
    await sleep(progress.retryMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The connection broke after the stream had begun. */
class LostError extends Error {}

async function connectOnce(request: PreparedRequest, progress: Progress, log: StreamLog, tools: StreamTools, signal: AbortSignal): Promise<'ended' | 'stop'> {
  const { url, method } = request;
  log.note({ what: 'connecting', url, lastEventId: progress.lastEventId });
  const { socket, host, dispose } = await socketFor(request, tools, signal);
  const headers: Record<string, string> = { Host: new URL(url).host, Connection: 'close', 'Cache-Control': 'no-store' };
  for (const [name, value] of request.headers) headers[name] = value;
  headers['Accept'] = 'text/event-stream';
  // The learner's own header goes with the first connection; later ones know better.
  const own = Object.keys(headers).find((name) => name.toLowerCase() === 'last-event-id');
  if (progress.lastEventId !== null) {
    if (own !== undefined) delete headers[own];
    headers['Last-Event-ID'] = progress.lastEventId;
  }
  const outgoing = sendHttp({ host, method, path: `${new URL(url).pathname}${new URL(url).search}`, setHost: false, headers, createConnection: () => socket });
  outgoing.on('error', () => undefined);
  const stop = (): void => { outgoing.destroy(); };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const answered = once(outgoing, 'response', { signal: AbortSignal.any([signal, AbortSignal.timeout(HANDSHAKE_MS)]) });
    outgoing.end();
    const [incoming] = await answered.catch((error: unknown) => { throw noAnswer(url, error); }) as [IncomingMessage];
    const status = incoming.statusCode ?? 0;
    const contentType = incoming.headers['content-type'] ?? '';
    if (status === 204) {
      log.note({ what: 'stopped' });
      return 'stop';
    }
    if (status !== 200 || !/^text\/event-stream\b/i.test(contentType)) throw new BackbenchError('API_STREAM_REFUSED', { url, status, contentType, wanted: 'events' });
    log.note({ what: 'connected', detail: `${String(status)} ${incoming.statusMessage ?? ''}`.trim() });
    log.open = true;
    await readEvents(incoming, progress, log, signal);
    log.note({ what: 'ended' });
    return 'ended';
  } finally {
    signal.removeEventListener('abort', stop);
    outgoing.destroy();
    dispose();
  }
}

async function readEvents(incoming: IncomingMessage, progress: Progress, log: StreamLog, signal: AbortSignal): Promise<void> {
  const tooLong: { hit: boolean } = { hit: false };
  const parser = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ event = 'message', id, data }) => {
      // An id with a NUL in it is none.
      if (id !== undefined && !id.includes('\0')) progress.lastEventId = id;
      log.add({ kind: 'event', at: Date.now(), event, id: id ?? null, text: data, bytes: Buffer.byteLength(data), cut: false });
    },
    onRetry: (ms) => {
      progress.retryMs = Math.min(ms, MAX_RETRY_MS);
      log.note({ what: 'retry', ms });
    },
    onComment: (text) => { log.note({ what: 'comment', text }); },
    onError: ({ type, line }) => {
      if (type === 'max-buffer-size-exceeded') tooLong.hit = true;
      else log.note({ what: 'odd-line', text: line ?? '' });
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (tooLong.hit) throw new Error(`An event is longer than ${String(MAX_EVENT)} characters.`);
      if (log.full) await roomIn(log, signal);
    }
  } catch (error) {
    throw new LostError(error instanceof Error ? error.message : String(error));
  }
}

/** Also settles when the stream is left: nobody makes room then. */
async function roomIn(log: StreamLog, signal: AbortSignal): Promise<void> {
  const room = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => { room.resolve(); }, { once: true });
  log.whenRoom(room.resolve);
  if (signal.aborted) room.resolve();
  await room.promise;
}

function noAnswer(url: string, error: unknown): BackbenchError {
  if (error instanceof BackbenchError) return error as BackbenchError;
  const { name, code, message } = error as Error & { code?: string };
  const silent = name === 'AbortError' || name === 'TimeoutError';
  return new BackbenchError('API_NO_ANSWER', { url, reason: silent ? 'silent' : code?.startsWith('HPE_') === true ? 'not-http' : code === 'ECONNRESET' ? 'cut' : 'other', message: silent ? `${String(HANDSHAKE_MS / 1000)} s` : message }, { cause: error });
}
