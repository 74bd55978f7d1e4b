/** Streams that an http check keeps open while it goes on: server-sent events and WebSockets. */
import { request as send, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { WebSocket } from 'ws';
import { flatHeaders, type HttpRequest, type HttpResponse, type NoResponse } from './http-exchange.ts';

/** Between two looks at what has arrived, in milliseconds. */
const POLL_MS = 10;
/** More messages than this are not kept: a check asks for fifty at most. */
const MAX_MESSAGES = 1_000;
/** A message of a lab is small; a program that sends without end must not fill the memory. In bytes. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** An open stream. */
export interface OpenStream {
  /** The answer that opened it; its body is empty. */
  head: HttpResponse;
  /** The next `count` messages; fewer when the time is over or the stream ends. Each is given once. */
  next(count: number, withinMs: number): Promise<unknown[]>;
  /** The code with which the program closed; null when it did not in this time. */
  closed(withinMs: number): Promise<number | null>;
  /** Sends a message. @returns false when this stream can't (SSE) or is closed */
  send(text: string): boolean;
  /** Closes it from our side. Safe to call twice. */
  close(): void;
}

type Opening = OpenStream | NoResponse;

/** Messages as they come, and whether more can come. */
class Inbox {
  readonly #messages: unknown[] = [];
  code: number | null = null;

  push(message: unknown): void {
    if (this.#messages.length < MAX_MESSAGES) this.#messages.push(message);
  }

  async next(count: number, withinMs: number, signal: AbortSignal): Promise<unknown[]> {
    await until(() => this.#messages.length >= count || this.code !== null, withinMs, signal);
    return this.#messages.splice(0, count);
  }

  async closed(withinMs: number, signal: AbortSignal): Promise<number | null> {
    await until(() => this.code !== null, withinMs, signal);
    return this.code;
  }
}

async function until(isSo: () => boolean, withinMs: number, signal: AbortSignal): Promise<void> {
  for (const end = performance.now() + withinMs; !isSo() && performance.now() < end;) await wait(POLL_MS, undefined, { signal });
}

/** JSON where it is JSON, else the text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

type Target = { host: string; port: number };

/** @throws the signal's reason */
export async function openEventStream(target: Target, { method, path, headers }: HttpRequest, timeoutMs: number, signal: AbortSignal): Promise<Opening> {
  signal.throwIfAborted();
  const inbox = new Inbox();
  const opened = Promise.withResolvers<Opening>();
  const request = send({ ...target, method, path, headers: { accept: 'text/event-stream', ...headers }, agent: false, signal });
  const timer = setTimeout(() => {
    opened.resolve({ failure: `No answer within ${String(timeoutMs / 1000)} s. An event stream sends its head at once, before the first event.`, cut: false });
    request.destroy();
  }, timeoutMs);
  request.on('error', (error: Error & { code?: string }) => {
    inbox.code ??= 1006;
    opened.resolve({ failure: error.message, cut: error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET' });
  });
  request.on('response', (incoming) => {
    const parser = createParser({ maxBufferSize: MAX_MESSAGE_BYTES, onEvent: ({ event, id, data }) => { inbox.push({ event: event ?? 'message', id: id ?? null, data: parsed(data) }); } });
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => {
      try {
        parser.feed(chunk);
      } catch {
        request.destroy();
      }
    });
    incoming.on('end', () => { inbox.code ??= 1000; });
    incoming.on('error', () => { inbox.code ??= 1006; });
    opened.resolve({
      head: { status: incoming.statusCode ?? 0, headers: flatHeaders(incoming.headers), setCookies: incoming.headers['set-cookie'] ?? [], body: '', cut: false },
      next: (count, withinMs) => inbox.next(count, withinMs, signal),
      closed: (withinMs) => inbox.closed(withinMs, signal),
      send: () => false,
      close: () => { request.destroy(); },
    });
  });
  request.end();
  try {
    const result = await opened.promise;
    signal.throwIfAborted();
    return result;
  } finally {
    clearTimeout(timer);
  }
}

/** @throws the signal's reason */
export async function openWebSocket(target: Target, { path, headers }: HttpRequest, timeoutMs: number, signal: AbortSignal): Promise<Opening> {
  signal.throwIfAborted();
  const inbox = new Inbox();
  const opened = Promise.withResolvers<Opening>();
  const socket = new WebSocket(`ws://${target.host.includes(':') ? `[${target.host}]` : target.host}:${String(target.port)}${path}`, {
    headers, handshakeTimeout: timeoutMs, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false,
  });
  const stop = (): void => { socket.terminate(); };
  signal.addEventListener('abort', stop, { once: true });
  const stream = (head: HttpResponse): OpenStream => ({
    head,
    next: (count, withinMs) => inbox.next(count, withinMs, signal),
    closed: (withinMs) => inbox.closed(withinMs, signal),
    send: (text) => {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(text);
      return true;
    },
    close: () => {
      signal.removeEventListener('abort', stop);
      socket.terminate();
    },
  });
  const headOf = (incoming: IncomingMessage): HttpResponse => ({
    status: incoming.statusCode ?? 0, setCookies: [], body: '', cut: false,
    headers: flatHeaders(incoming.headers),
  });
  socket.on('upgrade', (incoming) => { opened.resolve(stream(headOf(incoming))); });
  socket.on('message', (data, isBinary) => { inbox.push(isBinary ? { binary: (data as Buffer).length } : parsed((data as Buffer).toString('utf8'))); });
  socket.on('close', (code) => { inbox.code ??= code; });
  socket.on('unexpected-response', (request, incoming) => {
    inbox.code ??= 1006;
    opened.resolve(stream(headOf(incoming)));
    request.destroy();
  });
  socket.on('error', (error: Error & { code?: string }) => {
    inbox.code ??= 1006;
    opened.resolve({ failure: error.message, cut: error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET' });
  });
  const result = await opened.promise;
  signal.throwIfAborted();
  return result;
}
