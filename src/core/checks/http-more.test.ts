/** Http checks beyond single requests: browsers with cookies, many at once, streams, schemas and OpenAPI. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSchema } from '../../shared/check-format/check.ts';
import type { HttpCheck } from '../../shared/check-format/http.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import { contextFor, fakeEnvironment, type FakeEnvironment } from './fake-environment.ts';
import { httpProblems } from './http-problems.ts';
import { runChecks } from './runner.ts';

const WS = createRequire(import.meta.url).resolve('ws');
let folder: string;
let fake: FakeEnvironment;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-http-'));
  fake = fakeEnvironment(folder);
});
afterEach(async () => {
  expect(fake.running()).toBe(0);
  await rm(folder, { recursive: true, force: true });
});

const parsed = (requests: unknown[], more: object = {}): HttpCheck =>
  checkSchema.parse({ kind: 'http', id: 'api', title: 'The API answers', hints: ['a', 'b'], requests, ...more }) as HttpCheck;

async function run(server: string, requests: unknown[], more: object = {}, files: Record<string, string> = {}): Promise<CheckResult> {
  await writeFile(join(folder, 'server.js'), server);
  const check = parsed(requests, more);
  expect(httpProblems(check, { app: {} } as unknown as Lab)).toEqual([]);
  const [result] = await runChecks([check], contextFor(fake.environment, {
    workspace: { read: (path) => Promise.resolve({ path, text: files[path] ?? '', hash: '' }) },
  }));
  return result!;
}

const serving = (handler: string, before = ''): string => `
  const { createServer } = require('node:http'); ${before}
  const server = createServer((request, response) => {
    const json = (status, value, headers) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    ${handler}
  }).listen(process.env.PORT, '127.0.0.1');`;

describe('browsers', () => {
  const server = serving(`
    const sid = /sid=(\\w+)/.exec(request.headers.cookie ?? '')?.[1];
    if (request.url.startsWith('/login/')) return json(200, {}, { 'set-cookie': ['sid=' + request.url.slice(7) + '; HttpOnly; SameSite=Lax; Path=/; Max-Age=3600', 'theme=dark'] });
    if (request.url === '/logout') return json(200, {}, { 'set-cookie': 'sid=; Max-Age=0; Path=/' });
    json(sid ? 200 : 401, { sid: sid ?? null });`);

  it('keep cookies apart, send them back, and forget them when they are told to', async () => {
    expect(await run(server, [
      { name: 'a', path: '/login/anna', browser: 'anna', expect: { status: 200, cookies: { sid: { $contains: { value: 'anna', httpOnly: true, sameSite: 'lax', maxAge: 3600 } }, theme: { $any: true } } } },
      { name: 'b', path: '/login/bea', browser: 'bea', expect: { status: 200 } },
      { name: 'a is a', path: '/me', browser: 'anna', expect: { json: { sid: 'anna' } } },
      { name: 'b is b', path: '/me', browser: 'bea', expect: { json: { sid: 'bea' } } },
      { name: 'nobody', path: '/me', expect: { status: 401 } },
      { name: 'out', path: '/logout', browser: 'anna', expect: { status: 200 } },
      { name: 'a is out', path: '/me', browser: 'anna', expect: { status: 401 } },
    ])).toMatchObject({ verdict: 'passed' });
  });

  it('tell which flag a cookie lacks', async () => {
    expect(await run(server, [{ name: 'a', path: '/login/anna', expect: { cookies: { sid: { $contains: { secure: true } } } } }]))
      .toMatchObject({ verdict: 'not-yet', reason: 'header-differs', evidence: [{ path: 'set-cookie sid.secure', expected: 'true', got: 'false' }, {}] });
    expect(await run(server, [{ name: 'a', path: '/me', expect: { cookies: { sid: { $any: true } } } }]))
      .toMatchObject({ reason: 'header-differs', evidence: [{ path: 'set-cookie sid', got: 'nothing' }, {}] });
  });
});

describe('many at once', () => {
  const buy = { name: 'Buy', method: 'POST', path: '/buy/{{n}}', times: 20, expect: { status: [201, 409], statuses: { 201: 5, 409: 15 } } };
  const handler = (wait: string): string => serving(`(async () => { const left = stock; ${wait} if (left > 0) { stock = left - 1; seen.add(request.url); return json(201, {}); } json(409, {}); })();`, 'let stock = 5; const seen = new Set();');

  it('are counted by status', async () => {
    expect(await run(handler(''), [buy])).toMatchObject({ verdict: 'passed' });
  });

  it('show a race', async () => {
    expect(await run(handler('await new Promise((go) => setTimeout(go, 20));'), [buy]))
      .toMatchObject({ verdict: 'not-yet', reason: 'status-differs', evidence: [{ path: expect.stringContaining('20 requests at once') as string }, {}, {}] });
  });
});

describe('server-sent events', () => {
  const server = (more: string): string => serving(`
    if (request.url === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\\n\\nid: ' + (Number(request.headers['last-event-id'] ?? 0) + 1) + '\\nevent: welcome\\ndata: {"n":1}\\n\\n');
      clients.add(response); response.on('close', () => clients.delete(response)); return;
    }
    ${more} json(202, {});`, 'const clients = new Set();');
  const listen = [
    { name: 'Listen', path: '/events', headers: { 'Last-Event-ID': '6' }, open: 'sse', as: 'kitchen', expect: { status: 200, headers: { 'content-type': { $matches: 'text/event-stream' } } } },
    { name: 'Welcome', on: 'kitchen', receives: [{ event: 'welcome', id: '7', data: { n: 1 } }] },
    { name: 'Order', method: 'POST', path: '/orders', expect: { status: 202 } },
    { name: 'Hears it', on: 'kitchen', within: 1, receives: [{ event: 'message', id: { $any: true }, data: 'tea' }] },
  ];

  it('arrive while other requests are made', async () => {
    expect(await run(server(`for (const each of clients) each.write('data: tea\\n\\n');`), [...listen, { name: 'Leave', on: 'kitchen', close: true }])).toMatchObject({ verdict: 'passed' });
  });

  it('that do not come, or are others', async () => {
    expect(await run(server(''), listen)).toMatchObject({ verdict: 'not-yet', reason: 'stream-differs', evidence: [{ path: 'Hears it: message 1', got: 'nothing within 1 s' }, {}, {}] });
    expect(await run(server(`for (const each of clients) each.write('data: coffee\\n\\n');`), listen)).toMatchObject({ evidence: [{ path: 'Hears it: message 1.data', expected: '"tea"', got: '"coffee"' }, {}, {}] });
  });

  it('that are no stream at all', async () => {
    expect(await run(serving(`response.writeHead(404).end();`), listen)).toMatchObject({ reason: 'status-differs' });
    expect(await run(serving(''), listen, { deadline: 1 })).toMatchObject({ reason: 'no-response' });
  });

  it('whose end is noticed', async () => {
    const ending = serving(`response.writeHead(200, { 'content-type': 'text/event-stream' }); response.end('data: 1\\n\\n');`);
    const open = { name: 'Listen', path: '/', open: 'sse', as: 's', expect: { status: 200 } };
    expect(await run(ending, [open, { name: 'One', on: 's', receives: [{ event: 'message', id: null, data: 1 }], closes: 1000 }])).toMatchObject({ verdict: 'passed' });
    expect(await run(server(''), [{ ...open, path: '/events' }, { name: 'Ends', on: 's', within: 1, closes: 1000 }])).toMatchObject({ reason: 'stream-differs', evidence: [{ got: 'still open' }, {}] });
  });
});

describe('WebSockets', () => {
  const server = serving('json(404, {});', `const { WebSocketServer } = require(${JSON.stringify(WS)});`) + `
    const all = new WebSocketServer({ server, verifyClient: ({ req }) => req.headers.authorization !== undefined });
    all.on('connection', (socket) => socket.on('message', (data) => { if (String(data) === 'bye') return socket.close(4001); for (const each of all.clients) each.send(JSON.stringify({ said: String(data) })); }));`;
  const open = (as: string): object => ({ name: `Open ${as}`, path: '/chat', headers: { authorization: 'x' }, open: 'websocket', as, expect: { status: 101 } });

  it('send, receive and close', async () => {
    expect(await run(server, [
      open('a'), open('b'), { name: 'Say', on: 'a', body: 'hello', receives: [{ said: 'hello' }] }, { name: 'Hear', on: 'b', receives: [{ said: 'hello' }] },
      { name: 'Bye', on: 'b', body: 'bye', closes: 4001 }, { name: 'Leave', on: 'a', close: true },
    ])).toMatchObject({ verdict: 'passed' });
  });

  it('that are refused or closed', async () => {
    expect(await run(server, [{ ...open('a'), headers: {} }])).toMatchObject({ verdict: 'not-yet', reason: 'status-differs', evidence: [{ expected: '101', got: '401' }, {}] });
    expect(await run(server, [open('a'), { name: 'Bye', on: 'a', body: 'bye', closes: 4001 }, { name: 'Say', on: 'a', body: 'x', receives: [{}] }]))
      .toMatchObject({ reason: 'stream-differs', evidence: [{ got: 'it is closed' }, {}] });
  });
});

describe('schemas', () => {
  const schema = { type: 'object', required: ['items'], additionalProperties: false, properties: { items: { type: 'array', items: { type: 'object', properties: { price: { type: 'integer' } } } } } };

  it('name the place that differs', async () => {
    expect(await run(serving('json(200, { items: [{ price: 1 }] });'), [{ name: 'Ask', path: '/', expect: { schema } }])).toMatchObject({ verdict: 'passed' });
    expect(await run(serving(`json(200, { items: [{ price: 1 }, { price: '2' }] });`), [{ name: 'Ask', path: '/', expect: { schema } }]))
      .toMatchObject({ reason: 'body-differs', evidence: [{ path: '$.items[1].price', expected: 'must be integer', got: '"2"' }, {}] });
    expect(await run(serving(`json(200, { items: [], more: 1 });`), [{ name: 'Ask', path: '/', expect: { schema } }])).toMatchObject({ evidence: [{ expected: expect.stringContaining('"more"') as string }, {}] });
  });
});

describe('the learner\'s own OpenAPI document', () => {
  const document = (version: string): string => `
openapi: ${version}
info: { title: Shop, version: '1' }
servers: [{ url: http://localhost:3000/v1 }]
paths:
  /products/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: One, content: { application/json: { schema: { $ref: '#/components/schemas/Product' } } } }
        4XX: { $ref: '#/components/responses/Problem' }
components:
  schemas: { Product: { type: object, required: [sku], properties: { sku: { type: string } } } }
  responses: { Problem: { description: Wrong, content: { application/problem+json: { schema: { type: object, required: [title] } } } } }
`;
  const ask = { name: 'Ask', path: '/v1/products/7?x=1' };
  const withDocument = (handler: string, text: string, requests: unknown[] = [ask]): Promise<CheckResult> => run(serving(handler), requests, { openapi: 'openapi.yaml' }, { 'openapi.yaml': text });

  it.each(['3.0.3', '3.1.0'])('%s is what every answer is measured by', async (version) => {
    const text = document(version);
    expect(await withDocument(`json(200, { sku: 'TEA-2001' });`, text)).toMatchObject({ verdict: 'passed' });
    expect(await withDocument(`json(404, { title: 'x' }, { 'content-type': 'application/problem+json; charset=utf-8' });`, text)).toMatchObject({ verdict: 'passed' });
    expect(await withDocument(`json(200, { sku: 7 });`, text)).toMatchObject({ verdict: 'not-yet', reason: 'openapi-differs', evidence: [{ path: '$.sku', expected: 'must be string', got: '7' }, {}] });
    expect(await withDocument(`json(404, {}, { 'content-type': 'application/problem+json' });`, text)).toMatchObject({ reason: 'openapi-differs', evidence: [{ expected: expect.stringContaining('title') as string }, {}] });
    expect(await withDocument(`json(404, { title: 'x' });`, text)).toMatchObject({ reason: 'openapi-differs', evidence: [{ path: 'content-type', got: 'application/json' }, {}] });
    expect(await withDocument(`json(500, {});`, text)).toMatchObject({ reason: 'openapi-differs', evidence: [{ path: 'status', got: '500' }, {}] });
    expect(await withDocument(`json(200, []);`, text, [{ name: 'Other', path: '/v1/orders', expect: { status: 200 } }])).toMatchObject({ evidence: [{ path: 'path', got: '/v1/orders' }, {}] });
    expect(await withDocument(`json(200, {});`, text, [{ ...ask, method: 'DELETE' }])).toMatchObject({ evidence: [{ path: 'method' }, {}] });
  });

  it.each([
    ['nothing', '', 'file-empty'], ['no document', 'openapi: 3.1.0\n', 'openapi-invalid'], ['another version', 'swagger: "2.0"\n', 'openapi-invalid'], ['no YAML', 'openapi: [', 'openapi-invalid'],
  ])('with %s in it is not valid', async (_, text, reason) => {
    expect(await withDocument(`json(200, {});`, text)).toMatchObject({ verdict: 'not-yet', reason });
  });
});

it.each<[object[], RegExp]>([
  [[{ name: 'x' }], /"path" is missing/],
  [[{ name: 'x', on: 's', receives: [1] }], /No earlier request opens/],
  [[{ name: 'x', path: '/', open: 'sse' }], /belong together/],
  [[{ name: 'x', path: '/', open: 'sse', as: 's', method: 'POST', expect: { status: 200 } }], /one GET/],
  [[{ name: 'x', path: '/', open: 'sse', as: 's', expect: { status: 200 } }, { name: 'y', on: 's' }], /Nothing is done/],
  [[{ name: 'x', path: '/', receives: [1], expect: { status: 200 } }], /Say in "on"/],
  [[{ name: 'x', path: '/', expect: { statuses: { 200: 1 } } }], /Give "times"/],
  [[{ name: 'x', path: '/{{n}}', expect: { status: 200 } }], /no earlier request captures/],
  [[{ name: 'x', path: '/', expect: { schema: { type: 'obect' } } }], /not a JSON Schema/],
  [[{ name: 'x', path: '/' }], /expects nothing/],
])('refuses %o', (requests, problem) => {
  expect(httpProblems(parsed(requests), { app: {} } as unknown as Lab).map((each) => each.message).join('\n')).toMatch(problem);
});
