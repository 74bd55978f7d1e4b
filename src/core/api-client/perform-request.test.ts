import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { newApiRequest } from '../../shared/api-client/new-request.ts';
import type { ApiRequest } from '../../shared/api-client/request-format.ts';
import { openSocket } from '../engines/open-socket.ts';
import { performRequest } from './perform-request.ts';
import { isLoopback } from './reach.ts';
import { MAX_ANSWER_BYTES } from './send-request.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => { server.close(resolve); })));
});

async function serve(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString('latin1'); });
    request.on('end', () => { answer(request, body, response); });
  });
  return listening(server);
}

async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function send(url: string, more: Partial<ApiRequest> = {}, options: { signal?: AbortSignal; quietMs?: number; values?: Record<string, string>; onProgress?: (p: { bytes: number }) => void } = {}) {
  return performRequest(newApiRequest('x', { url, ...more }), new Map(Object.entries(options.values ?? {})), {
    connect: (host, port, signal) => openSocket({ host, port }, signal), signal: options.signal ?? new AbortController().signal, quietMs: options.quietMs ?? 5_000,
    readFile: (path) => Promise.resolve(Buffer.from(`bytes of ${path}`)), readText: () => Promise.reject(new Error('no file')),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
}

describe('performRequest', () => {
  it('sends what is written and shows what came back', async () => {
    const seen: string[] = [];
    const base = await serve((request, body, response) => {
      seen.push(request.method ?? '', request.url ?? '', request.headers['content-type'] ?? '', request.headers['x-note'] as string, body);
      response.writeHead(201, { 'content-type': 'application/json', 'X-Id': '7' }).end('{"id":7,"sku":"TEA-2004"}');
    });
    const response = await send(`${base}/products`, {
      method: 'POST', headers: [{ name: 'X-Note', value: 'yes', off: false }], body: { type: 'json', text: '{"name":"{{name}}"}' },
      capture: [{ name: 'id', value: '$.id', off: false }, { name: 'from', value: 'header x-id', off: false }, { name: 'none', value: '$.nothing', off: false }],
      tests: [{ of: 'status', is: 'equals', value: '201', off: false }, { of: '$.sku', is: 'matches', value: '^SPI', off: false }],
    }, { values: { name: 'Assam' } });
    expect(seen).toEqual(['POST', '/products', 'application/json', 'yes', '{"name":"Assam"}']);
    expect(response).toMatchObject({
      status: 201, statusText: 'Created', body: { kind: 'text', text: '{"id":7,"sku":"TEA-2004"}' }, bytes: 25, cut: false,
      captured: { id: '7', from: '7' }, notCaptured: [{ name: 'none', place: '$.nothing' }],
    });
    expect(response.headers).toContainEqual(['X-Id', '7']);
    expect(response.tests.map(({ passed, got }) => [passed, got])).toEqual([[true, '201'], [false, 'TEA-2004']]);
  });

  it('sends multipart bodies that a parser of forms reads', async () => {
    const base = await serve((request, body, response) => {
      void new Response(body, { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData().then(async (form) => {
        const file = form.get('photo') as File;
        response.end(JSON.stringify({ note: form.get('note'), name: file.name, text: await file.text() }));
      });
    });
    const { body } = await send(base, { method: 'POST', body: { type: 'multipart', parts: [{ name: 'note', value: 'a "b"', off: false }, { name: 'photo', value: '', file: 'in/tea.png', off: false }] } });
    expect(body).toMatchObject({ text: '{"note":"a \\"b\\"","name":"tea.png","text":"bytes of in/tea.png"}' });
  });

  it('unpacks answers, shows bytes that are no text, and cuts what is too long', async () => {
    const base = await serve((request, _body, response) => {
      if (request.url === '/packed') return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('tea '.repeat(1000)));
      if (request.url === '/bomb') return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(MAX_ANSWER_BYTES * 4)));
      if (request.url === '/image') return response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([0x89, 0x50, 0xff, 0x00]));
      return response.end(Buffer.alloc(MAX_ANSWER_BYTES + 1000, 0x61));
    });
    expect((await send(`${base}/packed`)).body).toEqual({ kind: 'text', text: 'tea '.repeat(1000) });
    expect(await send(`${base}/bomb`)).toMatchObject({ cut: true });
    expect((await send(`${base}/image`)).body).toEqual({ kind: 'binary', hex: expect.stringContaining('89 50 ff 00') as unknown });
    const progress: number[] = [];
    const long = await send(`${base}/long`, {}, { onProgress: ({ bytes }) => { progress.push(bytes); } });
    expect(long.cut).toBe(true);
    expect(long.body.kind === 'text' ? long.body.text.length : 0).toBe(MAX_ANSWER_BYTES);
    expect(progress.length).toBeGreaterThan(1);
  });

  it('tells why there is no answer', async () => {
    const silent = await serve(() => { /* says nothing */ });
    await expect(send(silent, {}, { quietMs: 50 })).rejects.toMatchObject({ code: 'API_NO_ANSWER', details: { reason: 'silent' } });
    const cut = await serve((_request, _body, response) => { response.socket?.destroy(); });
    await expect(send(cut)).rejects.toMatchObject({ code: 'API_NO_ANSWER', details: { reason: 'cut' } });
    const half = await serve((_request, _body, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => { response.socket?.destroy(); });
    });
    await expect(send(half)).rejects.toMatchObject({ code: 'API_NO_ANSWER', details: { reason: 'cut' } });
    const redis = await listening(createTcpServer((socket) => { socket.on('error', () => undefined).resume(); socket.end('-ERR wrong\r\n'); }));
    await expect(send(redis)).rejects.toMatchObject({ code: 'API_NO_ANSWER', details: { reason: 'not-http' } });
    await expect(send('http://127.0.0.1/{{nobody}}')).rejects.toMatchObject({ code: 'API_VALUES_MISSING', details: { names: ['nobody'] } });
  });

  it('is cancelled at any moment, and the connection goes', async () => {
    const gone = Promise.withResolvers<void>();
    const stop = new AbortController();
    const base = await serve((_request, _body, response) => {
      response.on('close', gone.resolve);
      response.write('first', () => { stop.abort(); });
    });
    await expect(send(base, {}, { signal: stop.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    await gone.promise;
  });
});

it('knows the names of this machine', () => {
  expect(['localhost', 'LOCALHOST', 'api.localhost', '127.0.0.1', '127.9.9.9', '::1'].filter((each) => !isLoopback(each))).toEqual([]);
  expect(['example.com', 'localhost.example.com', '127.0.0.1.nip.io', '10.0.0.1', '169.254.169.254', '::2', '[::1]x'].filter(isLoopback)).toEqual([]);
});
