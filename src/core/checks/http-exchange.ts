/** One HTTP exchange with the learner's program, as data and as text. No redirect is followed, nothing is kept alive. */
import { request as send, STATUS_CODES, type IncomingHttpHeaders } from 'node:http';
import { cutText } from './rows-evidence.ts';

/** A response may be this large, in bytes; what comes after it is not read. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Characters of a request or a response that are shown. */
const MAX_SHOWN = 4_000;

export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  /** The values of the Set-Cookie headers, one each. */
  setCookies: string[];
  /** Text, with replacement characters where it is not UTF-8. */
  body: string;
  /** True when more came than is read. */
  cut: boolean;
}

/** What went wrong, in words. `cut`: the connection was refused or cut before a single byte came back. */
export interface NoResponse {
  failure: string;
  cut: boolean;
}

/**
 * @param target where the program listens
 * @returns the response, or why there is none: no answer in time, a connection that was cut, no HTTP
 * @throws the signal's reason; TypeError for a request that can't be sent at all (a fault of the lab)
 */
export async function exchange(
  target: { host: string; port: number }, { method, path, headers, body }: HttpRequest, timeoutMs: number, signal: AbortSignal,
): Promise<{ response: HttpResponse } | NoResponse> {
  signal.throwIfAborted();
  const outcome = Promise.withResolvers<{ response: HttpResponse } | NoResponse>();
  const length: Record<string, string> = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const request = send({ host: target.host, port: target.port, method, path, headers: { ...headers, ...length }, agent: false, signal });
  const timer = setTimeout(() => {
    outcome.resolve({ failure: `No answer within ${String(Number((timeoutMs / 1000).toFixed(1)))} s.`, cut: false });
    request.destroy();
  }, timeoutMs);
  request.on('response', (incoming) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (cut: boolean): void => {
      const text = Buffer.concat(chunks).toString('utf8');
      outcome.resolve({ response: { status: incoming.statusCode ?? 0, headers: flatHeaders(incoming.headers), setCookies: incoming.headers['set-cookie'] ?? [], body: text, cut } });
    };
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= MAX_BODY_BYTES) return;
      finish(true);
      request.destroy();
    });
    incoming.on('end', () => { finish(false); });
    incoming.on('error', (error) => { outcome.resolve({ failure: `The answer broke off: ${error.message}.`, cut: false }); });
  });
  request.on('error', (error: Error & { code?: string }) => {
    outcome.resolve({ failure: failureText(error), cut: error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET' });
  });
  request.end(body ?? undefined);
  try {
    const result = await outcome.promise;
    signal.throwIfAborted();
    return result;
  } finally {
    clearTimeout(timer);
    request.destroy();
  }
}

function failureText(error: Error & { code?: string }): string {
  if (error.code === 'ECONNREFUSED') return 'Nothing listens on the port any more.';
  if (error.code === 'ECONNRESET') return 'The connection was cut before an answer came.';
  if (error.code?.startsWith('HPE_') === true) return `What came is not HTTP: ${error.message}.`;
  return error.message;
}

/** Headers by name, several of one name joined. */
export function flatHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? '']));
}

export function requestText({ method, path, headers, body }: HttpRequest): string {
  return written(`${method} ${path}`, headers, body ?? '');
}

export function responseText({ status, headers, body, cut }: HttpResponse): string {
  return written(`${String(status)} ${STATUS_CODES[status] ?? ''}`.trim(), headers, cut ? `${body.slice(0, MAX_SHOWN)}… (more than ${String(MAX_BODY_BYTES)} bytes)` : body);
}

/** Headers that say nothing about the answer. */
const NOISE: ReadonlySet<string> = new Set(['connection', 'date', 'keep-alive']);

function written(first: string, headers: Record<string, string>, body: string): string {
  const lines = Object.entries(headers).filter(([name]) => !NOISE.has(name)).map(([name, value]) => `${name}: ${value}`);
  return cutText([first, ...lines, ...(body === '' ? [] : ['', pretty(body)])].join('\n'), MAX_SHOWN);
}

function pretty(body: string): string {
  if (!/^\s*[[{]/.test(body)) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
