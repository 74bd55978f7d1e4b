/** What programs log for a request: what passes, and what learners get wrong. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkSchema } from '../../shared/check-format/check.ts';
import type { HttpCheck } from '../../shared/check-format/http.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import { contextFor, fakeEnvironment, type FakeEnvironment } from './fake-environment.ts';
import { httpProblems } from './http-problems.ts';
import { runChecks } from './runner.ts';

let folder: string;
let fake: FakeEnvironment;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-printed-'));
  fake = fakeEnvironment(folder);
});
afterEach(async () => {
  expect(fake.running()).toBe(0);
  await rm(folder, { recursive: true, force: true });
});

const LINE = { request_id: '{{id}}', method: 'GET', path: '/teas', status: 200, ms: { $gte: 0 } };
const REQUESTS = [{
  name: 'Teas', path: '/teas', headers: { authorization: 'Bearer s3cret' }, expect: { status: 200 }, capture: { id: 'header:x-request-id' },
  prints: [{ $contains: LINE }], printsNot: 's3cret', within: 1,
}];

/** @param handler what the program does with a request; `line` is what it should log */
async function run(handler: string, requests: unknown[] = REQUESTS): Promise<CheckResult> {
  await writeFile(join(folder, 'server.js'), `
    const { createServer } = require('node:http');
    let n = 0;
    console.log('listening on', process.env.PORT);
    createServer((request, response) => {
      const id = 'r' + (n += 1);
      const line = { request_id: id, method: request.method, path: request.url, status: 200, ms: 3 };
      response.setHeader('x-request-id', id);
      ${handler}
      response.end('{}');
    }).listen(process.env.PORT, '127.0.0.1');`);
  const check = checkSchema.parse({ kind: 'http', id: 'log', title: 'It logs', hints: ['a', 'b'], requests }) as HttpCheck;
  expect(httpProblems(check, { app: {} } as unknown as Lab)).toEqual([]);
  const [result] = await runChecks([check], contextFor(fake.environment));
  return result!;
}

it.each([
  ['a line of JSON', 'console.log(JSON.stringify(line));'],
  ['after the answer', "response.on('finish', () => setTimeout(() => console.log(JSON.stringify(line)), 100));"],
  ['among other lines', "console.log('GET'); console.log(JSON.stringify({ ...line, more: 1 })); console.log('done');"],
])('passes with %s', async (_, handler) => {
  expect(await run(handler)).toMatchObject({ verdict: 'passed' });
});

it.each([
  ['no line at all', '', { got: 'no such line' }],
  ['a line on standard error', 'console.error(JSON.stringify(line));', { got: 'no such line' }],
  ['a text for people', 'console.log(line);', { got: 'no such line' }],
  ['the status as text', "console.log(JSON.stringify({ ...line, status: '200' }));", { got: 'no such line' }],
  ['one id for all requests', "console.log(JSON.stringify({ ...line, request_id: 'r0' }));", { got: 'no such line' }],
  ['half a line', 'process.stdout.write(JSON.stringify(line));', { got: 'no such line' }],
  ['the token in it', 'console.log(JSON.stringify({ ...line, headers: request.headers }));', { expected: 'no line that matches /s3cret/', got: expect.stringContaining('s3cret') as string }],
])('says what is wrong with %s', async (_, handler, shown) => {
  const result = await run(handler);
  expect(result).toMatchObject({ verdict: 'not-yet', reason: 'printed-differs' });
  expect(result.evidence[0]).toMatchObject({ kind: 'value', path: 'Teas: what the program prints', ...shown });
});

it('gives each matcher a line of its own, of this request alone', async () => {
  const two = [{ $contains: { status: 200 } }, { $contains: { path: '/teas' } }];
  const ask = (prints: unknown[]): unknown[] => [{ name: 'First', path: '/teas', expect: { status: 200 } }, { name: 'Second', path: '/teas', prints, within: 1 }];
  const once = 'console.log(JSON.stringify(line));';
  expect(await run(once, ask(two))).toMatchObject({ reason: 'printed-differs' });
  expect(await run(`${once} ${once}`, ask(two))).toMatchObject({ verdict: 'passed' });
  expect(await run(once, [{ name: 'Many', path: '/teas', times: 20, expect: { status: 200 }, prints: Array.from({ length: 20 }, (_, n) => ({ $contains: { request_id: `r${String(n + 1)}` } })) }])).toMatchObject({ verdict: 'passed' });
});

it('is refused where a name is not captured', () => {
  const check = checkSchema.parse({ kind: 'http', id: 'log', title: 'It logs', hints: ['a', 'b'], requests: [{ name: 'Teas', path: '/', prints: ['{{id}}'] }] }) as HttpCheck;
  expect(httpProblems(check, { app: {} } as unknown as Lab)).toMatchObject([{ path: ['requests', 0, 'prints'] }]);
});
