import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSchema } from '../../shared/check-format/check.ts';
import type { HttpCheck } from '../../shared/check-format/http.ts';
import type { CheckResult, Evidence } from '../../shared/verdict.ts';
import type { ServiceDriver } from '../services/service.ts';
import type { CheckContext } from './check-context.ts';
import { contextFor, fakeEnvironment, type FakeEnvironment } from './fake-environment.ts';
import { runChecks } from './runner.ts';

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

const check = (requests: unknown[], more: object = {}): HttpCheck =>
  checkSchema.parse({ kind: 'http', id: 'api', title: 'The API answers', hints: ['a', 'b'], requests, ...more }) as HttpCheck;

async function run(server: string, checked: HttpCheck, more: Partial<CheckContext> = {}): Promise<CheckResult> {
  await writeFile(join(folder, 'server.js'), server);
  const [result] = await runChecks([checked], contextFor(fake.environment, more));
  return result!;
}

/** A server that answers every request by the given expression of `request`, `url` and `body`. */
const answering = (handler: string, before = ''): string => `
  const { createServer } = require('node:http'); const { existsSync, readFileSync, writeFileSync } = require('node:fs');
  ${before}
  createServer(async (request, response) => {
    let body = ''; for await (const chunk of request) body += chunk;
    const url = request.url; const json = (status, value, headers) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    ${handler}
  }).listen(process.env.PORT, '127.0.0.1');`;

const kinds = (evidence: Evidence[]): string[] => evidence.map((each) => each.kind);
const get = (expect: object, path = '/'): unknown => ({ name: 'Ask', path, expect });

describe('a flow that is answered as expected', () => {
  it('passes, with captured values in path, body, headers and expectations', async () => {
    const result = await run(answering(`
      if (request.method === 'POST') return json(201, { id: 7, sku: 'a b/c', echo: JSON.parse(body), token: request.headers.authorization }, { location: '/items/7' });
      json(200, { id: 7, path: url, type: request.headers['content-type'] ?? null });
    `), check([
      { name: 'Create', method: 'POST', path: '/items', headers: { Authorization: 'Bearer x' }, json: { n: 1 },
        expect: { status: [200, 201], headers: { location: { $matches: '^/items/\\d+$' } }, json: { id: { $type: 'integer' }, sku: 'a b/c', echo: { n: 1 }, token: 'Bearer x' } },
        capture: { id: '$.id', sku: '$.sku', place: 'header:location' } },
      { name: 'Read', path: '/items/{{id}}/{{sku}}', expect: { status: 200, json: { id: '{{id}}', path: '/items/7/a%20b%2Fc', type: null } } },
      { name: 'Send it back', method: 'POST', path: '/items', json: { id: '{{id}}', text: 'no. {{id}} at {{place}}' },
        expect: { json: { $contains: { echo: { id: 7, text: 'no. 7 at /items/7' } } } } },
      { name: 'Raw', method: 'PUT', path: '/', headers: { 'content-type': 'text/plain' }, body: 'id={{id}}', expect: { body: '"type":"text/plain"' } },
      { name: 'Head', method: 'HEAD', path: '/', expect: { status: 200 } },
    ]));
    expect(result).toEqual({ checkId: 'api', verdict: 'passed', evidence: [], ms: expect.any(Number) as number });
    expect(fake.starts.length).toBe(1);
  });

  it('restarts the program where it is asked to', async () => {
    const steps = [
      { name: 'Write', method: 'POST', path: '/', expect: { status: 200 } },
      { name: 'Read after a restart', path: '/', restart: true, expect: { json: { n: 1 } } },
    ];
    const inFile = answering(`if (request.method === 'POST') writeFileSync('state', '1'); json(200, { n: existsSync('state') ? 1 : 0 });`);
    expect((await run(inFile, check(steps))).verdict).toBe('passed');
    expect(fake.starts.length).toBe(2);
    const inMemory = answering(`if (request.method === 'POST') n += 1; json(200, { n });`, 'let n = 0;');
    expect(await run(inMemory, check(steps))).toMatchObject({ verdict: 'not-yet', reason: 'body-differs', evidence: [{ kind: 'value', path: '$.n', expected: '1', got: '0' }, { kind: 'http', name: 'Write' }, { kind: 'http', name: 'Read after a restart' }] });
  });

  it('does not follow redirects', async () => {
    expect((await run(answering(`response.writeHead(302, { location: '/elsewhere' }).end();`), check([get({ status: 302, headers: { location: '/elsewhere' } })]))).verdict).toBe('passed');
  });
});

describe('an answer that differs', () => {
  it('in its status shows both and the exchange', async () => {
    const result = await run(answering(`json(200, { a: 1 });`), check([{ name: 'Create', method: 'POST', path: '/x', json: { b: 2 }, expect: { status: 201 } }]));
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'status-differs' });
    expect(result.evidence[0]).toEqual({ kind: 'value', path: 'status', expected: '201', got: '200' });
    expect(result.evidence[1]).toEqual({
      kind: 'http', name: 'Create',
      request: 'POST /x\ncontent-type: application/json\n\n{\n  "b": 2\n}',
      response: '200 OK\ncontent-type: application/json\ntransfer-encoding: chunked\n\n{\n  "a": 1\n}',
    });
  });

  it('in a header', async () => {
    expect(await run(answering(`json(200, 1);`), check([get({ headers: { location: { $any: true } } })])))
      .toMatchObject({ reason: 'header-differs', evidence: [{ path: 'location', expected: 'any value', got: 'no such header' }, { kind: 'http' }] });
  });

  it('in its body names the path', async () => {
    expect(await run(answering(`json(200, { items: [{ price: 1 }, { price: '2' }] });`), check([get({ json: { items: { $each: { price: { $type: 'number' } } } } })])))
      .toMatchObject({ reason: 'body-differs', evidence: [{ path: '$.items[1].price', expected: 'a number', got: '"2"' }, { kind: 'http' }] });
    expect(await run(answering(`response.end('hello');`), check([get({ body: '^bye' })]))).toMatchObject({ reason: 'body-differs', evidence: [{ got: 'hello' }, {}] });
  });

  it('in that it is no JSON, or nothing', async () => {
    expect(await run(answering(`response.end('<html>');`), check([get({ json: { a: 1 } })]))).toMatchObject({ reason: 'body-not-json', evidence: [{ expected: '{"a": 1}', got: '<html>' }, {}] });
    expect(await run(answering(`response.end();`), check([get({ json: { a: 1 } })]))).toMatchObject({ reason: 'body-not-json', evidence: [{ got: 'an empty body' }, {}] });
  });

  it('in a value that a later request needs', async () => {
    const flow = [{ name: 'Create', path: '/', expect: {}, capture: { id: '$.id' } }, { name: 'Read', path: '/{{id}}', expect: { status: 200 } }];
    expect(await run(answering(`json(200, { ID: 1 });`), check(flow))).toMatchObject({ reason: 'body-differs', evidence: [{ path: '$.id', got: 'nothing' }, { name: 'Create' }] });
  });

  it('recognises mistakes in the body, the status line and the log', async () => {
    const server = answering(`console.error('relation "notes" does not exist'); json(500, [1]);`);
    const withMistake = (got: string): HttpCheck => check([get({ status: 200 })], { mistakes: [{ got: 'never', say: 'no' }, { got, say: 'Yes.' }] });
    for (const got of ['^\\s*\\[', '500 internal server error', 'relation .notes. does not exist']) expect((await run(server, withMistake(got))).mistake).toBe('Yes.');
    const result = await run(server, check([get({ status: 200 })]));
    expect(kinds(result.evidence)).toEqual(['value', 'http', 'log']);
    expect(result.mistake).toBeUndefined();
  });

  it('recognises a mistake in a line that is printed shortly after the answer', async () => {
    const server = answering(`json(500, [1]); setTimeout(() => console.error('the pool is closed'), 15);`);
    expect((await run(server, check([get({ status: 200 })], { mistakes: [{ got: 'pool is closed', say: 'Yes.' }] }))).mistake).toBe('Yes.');
  });

  it('is read up to a limit', async () => {
    const result = await run(answering(`response.writeHead(200); const more = () => { while (response.write('x'.repeat(65536))); }; response.on('drain', more); more();`), check([get({ json: {} })]));
    expect(result).toMatchObject({ reason: 'body-not-json' });
    expect(JSON.stringify(result).length).toBeLessThan(10_000);
  });
});

describe('a program that does not answer', () => {
  it('because it ends at once: its exit code and its last lines', async () => {
    const result = await run(`console.log('starting'); throw new Error('no such module');`, check([get({ status: 200 })]));
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'app-exited', evidence: [{ kind: 'message', source: 'node server.js', text: 'It ended with exit code 1.' }, { kind: 'log' }] });
    expect(JSON.stringify(result.evidence[1])).toContain('no such module');
  });

  it('because it listens elsewhere: the port that it must use', async () => {
    const result = await run(`require('node:http').createServer().listen(0, '127.0.0.1'); console.log('listening');`, check([get({ status: 200 })]), { app: { command: ['node', 'server.js'], startTimeout: 1, beside: {} } });
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'app-not-listening' });
    expect((result.evidence[0] as { text: string }).text).toMatch(/did not listen on port \d+ within 1 second\. The port it must use is in the variable PORT\./);
    expect(result.evidence[1]).toMatchObject({ kind: 'log', lines: ['listening'] });
  });

  it('because a request kills it', async () => {
    const result = await run(answering(`if (url === '/die') setTimeout(() => { throw new Error('unhandled'); }); else json(200, {});`), check([get({ status: 200 }, '/live'), get({ status: 200 }, '/die')]));
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'app-exited' });
    expect(kinds(result.evidence)).toEqual(['http', 'http', 'message', 'log']);
    expect(JSON.stringify(result.evidence)).toContain('unhandled');
  });

  it('because it never sends a response: within the deadline', async () => {
    const began = performance.now();
    const result = await run(answering(`if (url === '/hang') return; json(200, {});`), check([get({ status: 200 }, '/hang')], { deadline: 1 }));
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'no-response', evidence: [{ kind: 'http', response: 'No answer within 1 s.' }] });
    expect(performance.now() - began).toBeLessThan(4000);
  });

  it('because what it speaks is not HTTP', async () => {
    const result = await run(`require('node:net').createServer((socket) => socket.end('hello\\r\\n\\r\\n')).listen(process.env.PORT, '127.0.0.1');`, check([get({ status: 200 })]));
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'no-response' });
    expect((result.evidence[0] as { response: string }).response).toContain('not HTTP');
  });

  it('because it can\'t be started at all is no fault of the learner', async () => {
    const environment = { ...fake.environment, startProcess: () => Promise.reject(new Error('the engine is gone')) };
    const [result] = await runChecks([check([get({ status: 200 })])], contextFor(environment));
    expect(result).toMatchObject({ verdict: 'broken', reason: 'lab-fault', evidence: [{ text: 'the engine is gone' }] });
  });
});

describe('a relay between the check and the program', () => {
  /** Takes connections at once, as Docker's proxy does, and cuts them while nobody listens behind it. */
  async function relayed(cut: 'reset' | 'close', delayMs: number): Promise<CheckContext['environment']> {
    const start = fake.environment.startProcess.bind(fake.environment);
    return {
      ...fake.environment,
      async startProcess(request, options) {
        const inner = await start(request, options);
        const relay = createServer({ allowHalfOpen: true }, (from) => {
          setTimeout(() => {
            const to = connect({ host: inner.host, port: inner.port, allowHalfOpen: true });
            from.on('error', () => to.destroy());
            to.on('error', () => { if (cut === 'reset') from.resetAndDestroy(); else from.end(); });
            from.pipe(to).pipe(from);
          }, delayMs);
        }).listen(0, '127.0.0.1');
        await once(relay, 'listening');
        return {
          ...inner, host: '127.0.0.1', port: (relay.address() as AddressInfo).port,
          dispose: async () => { await inner.dispose(); relay.close(); },
        };
      },
    };
  }
  const slow = `setTimeout(() => { ${answering(`n += 1; json(200, { n });`, 'let n = 0;')} }, 1200);`;

  it.each<['reset' | 'close', number]>([['reset', 0], ['reset', 200], ['close', 0], ['close', 200]])(
    'that takes connections early (%s after %i ms) is not taken for the program', { timeout: 30_000 }, async (cut, delayMs) => {
      const environment = await relayed(cut, delayMs);
      // The program has seen one request, and no probe.
      expect(await run(slow, check([{ name: 'First', method: 'POST', path: '/', expect: { status: 200, json: { n: 1 } } }]), { environment })).toMatchObject({ verdict: 'passed' });
    });
});

describe('the data', () => {
  const seen: string[] = [];
  const driver = { ping: () => Promise.resolve(), pristineCopy: () => { seen.push('copied'); return Promise.resolve({ database: 'copy_1', dispose: () => { seen.push('removed'); return Promise.resolve(); } }); } } as unknown as ServiceDriver;
  const more: Partial<CheckContext> = { specs: [{ id: 'shop', kind: 'postgres', seed: [], generate: [], faults: [] }], drivers: new Map([['shop', driver]]) };

  it('is a fresh copy for each check, the same across a restart, removed afterwards', async () => {
    seen.length = 0;
    const flow = check([get({ json: { database: 'copy_1' } }), { ...(get({ json: { database: 'copy_1' } }) as object), restart: true }]);
    const server = answering(`json(200, { database: process.env.DATABASE });`);
    expect((await run(server, flow, more)).verdict).toBe('passed');
    expect(seen).toEqual(['copied', 'removed']);
    expect(fake.starts.map((start) => start.databases)).toEqual([new Map([['shop', 'copy_1']]), new Map([['shop', 'copy_1']])]);
    await run(`process.exit(3);`, flow, more);
    expect(seen).toEqual(['copied', 'removed', 'copied', 'removed']);
  });

  it('of every service is copied, and what was copied is removed when one can\'t be', async () => {
    seen.length = 0;
    const broken = { ...driver, pristineCopy: () => Promise.reject(new Error('no room')) } as unknown as ServiceDriver;
    const specs: CheckContext['specs'] = [{ id: 'shop', kind: 'postgres', seed: [], generate: [], faults: [] }, { id: 'cache', kind: 'redis', seed: [], generate: [], faults: [] }];
    const server = answering(`json(200, { database: process.env.DATABASE });`);
    expect(await run(server, check([get({ json: { database: 'copy_1 copy_1' } })]), { specs, drivers: new Map([['shop', driver], ['cache', driver]]) })).toMatchObject({ verdict: 'passed' });
    expect(seen).toEqual(['copied', 'copied', 'removed', 'removed']);
    seen.length = 0;
    expect(await run(server, check([get({ status: 200 })]), { specs, drivers: new Map([['shop', driver], ['cache', broken]]) })).toMatchObject({ verdict: 'broken' });
    expect(seen).toEqual(expect.arrayContaining(['copied', 'removed']) as string[]);
  });
});

describe('giving up', () => {
  it('ends the program and says CANCELLED', async () => {
    const controller = new AbortController();
    await writeFile(join(folder, 'server.js'), answering(`setTimeout(() => json(200, {}), 60_000);`));
    const running = runChecks([check([get({ status: 200 })])], contextFor(fake.environment, { signal: controller.signal }));
    setTimeout(() => { controller.abort(); }, 500);
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('passwords', () => {
  it('never appear in the evidence', async () => {
    const secret = 'p/w+0123456789abcdef';
    const result = await run(answering(`console.log('connecting to postgres://u:${encodeURIComponent(secret)}@h/d'); json(500, { password: '${secret}' });`), check([get({ status: 200 })]), { secrets: [secret, ''] });
    expect(JSON.stringify(result)).not.toContain('0123456789abcdef');
    expect(JSON.stringify(result)).toContain('postgres://u:••••••@h/d');
  });
});
