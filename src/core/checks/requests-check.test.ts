import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { requestsCheckSchema } from '../../shared/check-format/requests.ts';
import { contextFor, fakeEnvironment } from './fake-environment.ts';
import { checkRequests } from './requests-check.ts';
import { requestsProblems } from './requests-problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'backbench-requests-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const SHOP = `
import { createServer } from 'node:http';
createServer((request, response) => {
  const items = process.env.FAULT === 'too-many' ? [1, 2, 3] : [1, 2];
  response.setHeader('content-type', 'application/json');
  if (request.method === 'POST') return response.writeHead(process.env.FAULT === 'wrong-status' ? 200 : 201).end('{"id":7}');
  if (request.url === '/products/7') return response.end('{"id":7,"sku":"TEA-2004"}');
  response.end(JSON.stringify({ items }));
}).listen(process.env.PORT, '127.0.0.1');
`;

const GOOD = `requests:
  - { name: List, url: "http://localhost:3000/products", tests: [{ of: $.items, is: count, value: "2" }] }
  - { name: Create, method: POST, url: "{{baseUrl}}/products", capture: [{ name: id, value: $.id }], tests: [{ of: status, is: equals, value: "201" }] }
  - { name: One, url: "{{baseUrl}}/products/{{id}}", tests: [{ of: $.sku, is: equals, value: TEA-2004 }] }
`;

async function run(text: string, more: Record<string, unknown> = {}) {
  const check = requestsCheckSchema.parse({
    kind: 'requests', id: 'x', title: 'x', hints: ['a', 'b'], run: ['node', '{{files}}/shop.mjs'], files: [{ path: 'shop.mjs', from: 'checks/shop.mjs' }],
    sends: [{ method: 'POST', path: '^/products$' }], faults: { 'too-many': 'One item too many.', 'wrong-status': '200 for 201.' }, ...more,
  });
  const { environment, running } = fakeEnvironment(folder);
  const outcome = await checkRequests(check, {
    context: contextFor(environment, {
      commands: { programs: {}, labFile: () => Promise.resolve(Buffer.from(SHOP)), builds: new Map() },
      workspace: { read: (path) => Promise.resolve({ path, text, hash: '' }) },
    }),
    endpoint: () => { throw new Error('no service'); }, signal: new AbortController().signal, deadlineMs: 15_000,
  });
  expect(running()).toBe(0);
  return outcome;
}

describe('a check of saved requests', () => {
  it('passes when the tests hold on the right program and notice every fault', async () => {
    expect(await run(GOOD)).toMatchObject({ verdict: 'passed' });
  });

  it('names the fault that gets through', async () => {
    expect(await run(GOOD.replace(/, tests: \[\{ of: \$\.items[^\]]*\]/, ''))).toMatchObject({ reason: 'fault-not-caught', got: 'too-many: NOT CAUGHT' });
  });

  it('refuses tests that fail where nothing is wrong, and says what came', async () => {
    expect(await run(GOOD.replace('"2"', '"3"'))).toMatchObject({ reason: 'requests-fail', got: 'right: List: $.items has 3 items: got [1,2]' });
    expect(await run(GOOD.replace('$.id }', '$.nothing }'))).toMatchObject({ reason: 'requests-fail', got: expect.stringContaining('variable id') as string });
    expect(await run(GOOD.replace('{{id}}', '{{other}}'))).toMatchObject({ reason: 'requests-fail', got: expect.stringContaining('other has no value') as string });
    expect(await run(GOOD.replace('localhost:3000', 'example.com'))).toMatchObject({ reason: 'requests-fail', got: expect.stringContaining('does not connect') as string });
  });

  it('asks for the requests that the task names, with a test', async () => {
    expect(await run(GOOD, { sends: [{ method: 'DELETE', path: '^/products/' }] })).toMatchObject({ reason: 'requests-missing', got: 'missing: DELETE ^/products/' });
    expect(await run('requests: []\n')).toMatchObject({ reason: 'requests-missing' });
    expect(await run('requests: [')).toMatchObject({ reason: 'query-unreadable' });
  });
});

it('a check without anything to find out is refused', () => {
  const check = requestsCheckSchema.parse({ kind: 'requests', id: 'x', title: 'x', hints: ['a', 'b'], run: ['node', '{{files}}/a'], sends: [{ path: '(' }] });
  expect(requestsProblems(check).map(({ path }) => path.join('.'))).toEqual(['sends.0.path', 'run']);
  expect(requestsProblems({ ...check, sends: [] })[0]?.message).toContain('without a single test');
});
