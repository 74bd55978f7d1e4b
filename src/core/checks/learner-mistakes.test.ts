/** What learners get wrong in files and in programs that answer HTTP: each mistake with the verdict and the words that it must give. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSchema } from '../../shared/check-format/check.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { contextFor, fakeEnvironment, type FakeEnvironment } from './fake-environment.ts';
import { runChecks } from './runner.ts';

let base: string;
let workspace: Workspace;
let fake: FakeEnvironment;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-mistakes-'));
  workspace = await openWorkspace({ folder: join(base, 'workspace'), startFolder: join(base, 'none') });
  fake = fakeEnvironment(workspace.folder);
});
afterEach(async () => {
  expect(fake.running()).toBe(0);
  await workspace.dispose();
  await rm(base, { recursive: true, force: true });
});

async function run(spec: object): Promise<CheckResult> {
  const [result] = await runChecks([checkSchema.parse({ id: 'tested', title: 't', hints: ['a', 'b'], ...spec })], contextFor(fake.environment, { workspace }));
  return result!;
}

/** What is wrong, the learner's work, the reason (null: it passes), and what the evidence must say. */
type Row = [mistake: string, work: string | Uint8Array | null, reason: string | null, said: string];

function expectTold(result: CheckResult, reason: string | null, said: string): void {
  expect(result).toMatchObject(reason === null ? { verdict: 'passed' } : { verdict: 'not-yet', reason });
  expect(JSON.stringify(result.evidence)).toContain(said);
}

describe('file', () => {
  it.each<Row>([
    ['no file', null, 'file-missing', 'config.env'],
    ['an empty file', '', 'file-empty', ''],
    ['nothing but blanks and line ends', ' \r\n\n', 'file-empty', ''],
    ['another case of the name', 'port=8080\n', 'file-text-missing', ''],
    ['the line commented out', '# PORT=8080\n', 'file-text-missing', ''],
    ['blanks around the equal sign', 'PORT = 8080\n', 'file-text-missing', ''],
    ['a digit too many', 'PORT=80800\n', 'file-text-missing', ''],
    ['the secret left in', 'PORT=8080\nNAME=x\nPASSWORD=hunter2\n', 'file-text-forbidden', 'config.env, line 3'],
    ['UTF-16, as Windows saves "Unicode"', new Uint8Array([0xff, 0xfe, 0x50, 0, 0x4f, 0]), 'query-unreadable', 'not a text in UTF-8'],
    ['right, without a line end', 'PORT=8080', null, ''],
    ['right, with Windows line ends', 'NAME=x\r\nPORT=8080\r\n', null, ''],
    ['right, with a byte order mark', '\ufeffPORT=8080\n', null, ''],
  ])('%s', async (_, work, reason, said) => {
    if (work !== null) await writeFile(join(workspace.folder, 'config.env'), work);
    expectTold(await run({ kind: 'file', path: 'config.env', matches: '^PORT=8080\\s*$', excludes: '^PASSWORD=.' }), reason, said);
  });
});

describe('http', () => {
  const TEA = "{ id: 7, sku: 'TEA-2004', name: 'Sencha', price_paise: 34000, note: null }";
  const EXPECT = {
    status: 200, headers: { 'content-type': { $matches: '^application/json' } },
    json: { id: 7, sku: 'TEA-2004', name: { $type: 'string' }, price_paise: 34_000, note: null },
  };
  const send = (value: string, status = 200, type = 'application/json'): string =>
    `response.writeHead(${String(status)}, { 'content-type': '${type}' }).end(JSON.stringify(${value}));`;

  it.each<[mistake: string, handler: string, reason: string | null, said: string]>([
    ['status 201 for a read', send(TEA, 201), 'status-differs', '201'],
    ['status 500', "console.error('TypeError: x is undefined'); response.writeHead(500).end();", 'status-differs', 'TypeError: x is undefined'],
    ['not found', "response.writeHead(404).end('Not Found');", 'status-differs', 'Not Found'],
    ['JSON said to be text', send(TEA, 200, 'text/html'), 'header-differs', 'text/html'],
    ['no type at all', `response.end(JSON.stringify(${TEA}));`, 'header-differs', 'content-type'],
    ['a number as text', send(TEA.replace('34000', "'34000'")), 'body-differs', '$.price_paise'],
    ['the id as text', send(TEA.replace('7', "'7'")), 'body-differs', '$.id'],
    ['rupees for paise', send(TEA.replace('34000', '340')), 'body-differs', '340'],
    ['another case of a key', send(TEA.replace('price_paise', 'pricePaise')), 'body-differs', 'price_paise'],
    ['a key missing instead of null', send(TEA.replace(', note: null', '')), 'body-differs', 'note'],
    ['an empty text instead of null', send(TEA.replace('null', "''")), 'body-differs', '$.note'],
    ['a key too many', send(TEA.replace('{', '{ password: 1,')), 'body-differs', 'password'],
    ['a list around it', send(`[${TEA}]`), 'body-differs', ''],
    ['an envelope around it', send(`{ data: ${TEA} }`), 'body-differs', 'data'],
    ['JSON inside a text', send(`JSON.stringify(${TEA})`), 'body-differs', ''],
    ['not JSON', "response.writeHead(200, { 'content-type': 'application/json' }).end('{ id: 7 }');", 'body-not-json', ''],
    ['an empty body', "response.writeHead(200, { 'content-type': 'application/json' }).end();", 'body-not-json', ''],
    ['no answer', '', 'no-response', ''],
    ['it crashes at the request', "throw new Error('boom');", 'app-exited', 'boom'],
    ['right, with keys in another order and a charset', send(TEA.replace("id: 7, sku: 'TEA-2004'", "sku: 'TEA-2004', id: 7"), 200, 'application/json; charset=utf-8'), null, ''],
  ])('%s', async (mistake, handler, reason, said) => {
    await writeFile(join(workspace.folder, 'server.js'), `
      require('node:http').createServer((request, response) => { ${handler} }).listen(process.env.PORT, '127.0.0.1');`);
    const deadline = mistake === 'no answer' ? 1 : 15;
    expectTold(await run({ kind: 'http', deadline, requests: [{ name: 'One tea', path: '/teas/7', expect: EXPECT }] }), reason, said);
  });

  it.each<[mistake: string, program: string | null, reason: string, said: string]>([
    ['no program', null, 'app-exited', 'server.js'],
    ['a syntax error', 'const a = ;', 'app-exited', 'SyntaxError'],
    ['a port of its own', "require('node:http').createServer(() => {}).listen(0);", 'app-not-listening', 'PORT'],
    ['it ends at once', "console.log('done');", 'app-exited', 'done'],
  ])('%s', async (_, program, reason, said) => {
    if (program !== null) await writeFile(join(workspace.folder, 'server.js'), program);
    const check = checkSchema.parse({ id: 'tested', title: 't', hints: ['a', 'b'], kind: 'http', requests: [{ name: 'One tea', path: '/', expect: EXPECT }] });
    const context = contextFor(fake.environment, { workspace });
    const app = context.app === null ? null : { ...context.app, startTimeout: 2 };
    const [result] = await runChecks([check], { ...context, app });
    expectTold(result!, reason, said);
  });
});
