/** Sends one request over a connection that is given, and reads the answer up to a limit. Nothing is kept alive, no redirect followed. */
import { randomBytes } from 'node:crypto';
import { request as sendHttp, type IncomingMessage } from 'node:http';
import { request as sendHttps } from 'node:https';
import { pipeline, type Duplex, type Readable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { BackbenchError } from '../../shared/errors.ts';
import type { PreparedRequest } from '../../shared/api-client/prepare-request.ts';

/** An answer may be this large, in bytes; what comes after it is not read. The window shows it without trouble. */
export const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

export interface RawAnswer {
  status: number;
  statusText: string;
  headers: [string, string][];
  /** Unpacked, where it came packed. */
  body: Buffer;
  bytes: number;
  cut: boolean;
  timing: { connectMs: number; waitMs: number; receiveMs: number };
}

export interface SendTools {
  /** Opens the connection. @throws BackbenchError API_NO_ANSWER */
  connect(host: string, port: number, signal: AbortSignal): Promise<Duplex>;
  /** A file of the learner's, for multipart bodies. */
  readFile(path: string): Promise<Uint8Array>;
  signal: AbortSignal;
  /** Longest time until the first byte of the answer, and between two of its pieces, in milliseconds. */
  quietMs: number;
  onProgress?(progress: { status: number; bytes: number; total: number | null }): void;
}

/** @throws BackbenchError API_NO_ANSWER, CANCELLED; what the tools throw */
export async function sendRequest(prepared: PreparedRequest, tools: SendTools): Promise<RawAnswer> {
  const { signal } = tools;
  if (signal.aborted) throw new BackbenchError('CANCELLED', {});
  const { headers, bytes } = await written(prepared, tools);
  const url = new URL(prepared.url);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = url.protocol === 'https:';
  const begun = performance.now();
  const plain = await tools.connect(host, url.port === '' ? (secure ? 443 : 80) : Number(url.port), signal);
  const socket = secure ? connectTls({ socket: plain, servername: /^[\d.]+$|:/.test(host) ? '' : host }) : plain;
  const connected = performance.now();

  const outcome = Promise.withResolvers<RawAnswer>();
  const fail = (reason: 'refused' | 'cut' | 'silent' | 'not-http' | 'tls' | 'other', message: string): void => {
    outcome.reject(new BackbenchError('API_NO_ANSWER', { url: prepared.url, reason, message }));
  };
  const request = (secure ? sendHttps : sendHttp)({
    host, method: prepared.method, path: `${url.pathname}${url.search}`, setHost: false, headers: headersToSend(headers, url, bytes),
    createConnection: () => socket,
  });
  let quiet: NodeJS.Timeout | undefined;
  const listen = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(() => { fail('silent', `${String(tools.quietMs / 1000)} s`); }, tools.quietMs);
  };
  const stop = (): void => { outcome.reject(new BackbenchError('CANCELLED', {})); };
  signal.addEventListener('abort', stop, { once: true });
  request.on('error', (error: Error & { code?: string }) => {
    if (error.code?.startsWith('HPE_') === true) fail('not-http', error.message);
    else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') fail('cut', error.message);
    else fail(secure && connected > 0 ? 'tls' : 'other', error.message);
  });
  request.on('response', (incoming) => {
    const answered = performance.now();
    readAnswer(incoming, { onChunk: (count) => { listen(); tools.onProgress?.({ status: incoming.statusCode ?? 0, bytes: count, total: lengthOf(incoming) }); } }).then(
      ({ body, count, cut }) => {
        outcome.resolve({
          status: incoming.statusCode ?? 0, statusText: incoming.statusMessage ?? '', headers: pairsOf(incoming.rawHeaders), body, bytes: count, cut,
          timing: { connectMs: connected - begun, waitMs: answered - connected, receiveMs: performance.now() - answered },
        });
      },
      (error: unknown) => { fail('cut', error instanceof Error ? error.message : String(error)); },
    );
  });
  listen();
  request.end(bytes ?? undefined);
  try {
    return await outcome.promise;
  } finally {
    clearTimeout(quiet);
    signal.removeEventListener('abort', stop);
    // After the outcome nobody listens: an error of the end is none.
    request.on('error', () => undefined);
    socket.on('error', () => undefined);
    request.destroy();
    socket.destroy();
    plain.destroy();
  }
}

/** The body as bytes, and the headers that go with it. */
async function written({ headers, body }: PreparedRequest, { readFile }: SendTools): Promise<{ headers: [string, string][]; bytes: Buffer | null }> {
  if (body.type === 'none') return { headers, bytes: null };
  if (body.type === 'text') return { headers, bytes: Buffer.from(body.text) };
  const boundary = `backbench-${randomBytes(12).toString('hex')}`;
  const pieces: Buffer[] = [];
  for (const part of body.parts) {
    const name = quotedName(part.name);
    if (part.file === undefined) {
      pieces.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${part.value}\r\n`));
      continue;
    }
    const file = quotedName(part.file.slice(part.file.lastIndexOf('/') + 1));
    pieces.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\nContent-Type: application/octet-stream\r\n\r\n`),
      Buffer.from(await readFile(part.file)), Buffer.from('\r\n'),
    );
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  const type: [string, string] = ['Content-Type', `multipart/form-data; boundary=${boundary}`];
  return { headers: [...headers.filter(([name]) => name.toLowerCase() !== 'content-type'), type], bytes: Buffer.concat(pieces) };
}

/** As browsers write them (WHATWG HTML, multipart/form-data). */
const quotedName = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

function headersToSend(headers: readonly [string, string][], url: URL, bytes: Buffer | null): Record<string, string | string[]> {
  const all: Record<string, string[]> = {};
  const add = (name: string, value: string): void => { (all[name] ??= []).push(value); };
  const has = (name: string): boolean => headers.some(([each]) => each.toLowerCase() === name);
  if (!has('host')) add('Host', url.host);
  for (const [name, value] of headers) add(name, value);
  if (bytes !== null && !has('content-length') && !has('transfer-encoding')) add('Content-Length', String(bytes.length));
  if (!has('connection')) add('Connection', 'close');
  return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values.length === 1 ? values[0] ?? '' : values]));
}

async function readAnswer(incoming: IncomingMessage, { onChunk }: { onChunk(bytes: number): void }): Promise<{ body: Buffer; count: number; cut: boolean }> {
  let count = 0;
  incoming.on('data', (chunk: Buffer) => {
    count += chunk.length;
    onChunk(count);
  });
  const source = unpacked(incoming);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source as AsyncIterable<Buffer>) {
    pieces.push(piece.subarray(0, MAX_ANSWER_BYTES - length));
    length += piece.length;
    if (length > MAX_ANSWER_BYTES) return { body: Buffer.concat(pieces), count, cut: true };
  }
  return { body: Buffer.concat(pieces), count, cut: false };
}

function unpacked(incoming: IncomingMessage): Readable {
  const unpack = unpacker(incoming.headers['content-encoding'] ?? '');
  if (unpack === null) return incoming;
  // Its error reaches whoever reads `unpack`.
  return pipeline(incoming, unpack, () => undefined);
}

function unpacker(encoding: string): ReturnType<typeof createGunzip> | null {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip': case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    default:
      return null;
  }
}

function lengthOf(incoming: IncomingMessage): number | null {
  const length = Number(incoming.headers['content-length'] ?? Number.NaN);
  return Number.isSafeInteger(length) ? length : null;
}

/** Node lists names and values by turns. */
function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}
