/** The checks of PostgreSQL and Redis against real servers: every way in which an answer or a service can fail. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CheckContext } from '../../src/core/checks/check-context.ts';
import { runChecks } from '../../src/core/checks/runner.ts';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/create-core.ts';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { checkSchema, type Check } from '../../src/shared/check-format/check.ts';
import type { CheckResult } from '../../src/shared/verdict.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEADLINE_MS = 120_000;
const never = new AbortController().signal;

let dataFolder: string;
let core: Core;
let session: LabSession;
let workspace: Workspace;
let warnings: string[];

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'bb-checks-'));
  core = await createCore({
    dataFolder, labsFolder: join(ROOT, 'tests/fixtures/labs'), resourcesFolder: join(ROOT, 'resources'), env: process.env,
    platform: process.platform, home: homedir(), servicesStay: false, onWarning: () => {},
  });
  session = core.sessions.of('tiny-stores');
  await session.start('native', AbortSignal.timeout(DEADLINE_MS));
  workspace = await session.workspace();
});
afterAll(async () => {
  await core.sessions.close(AbortSignal.timeout(DEADLINE_MS));
  await core.engines.native.sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(DEADLINE_MS));
  await core.close(AbortSignal.timeout(DEADLINE_MS));
  await rm(dataFolder, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(['shop', 'cache'].map((service) => session.driver(service).restore('pristine', null, never)));
  await workspace.restore('pristine', null);
});

const sql = (more: object): Check => checkSchema.parse({
  kind: 'sql', id: 'sql', title: 't', hints: ['a', 'b'], service: 'shop', compare: 'list', ...more,
});
const redis = (command: string[], expected: unknown): Check => checkSchema.parse({
  kind: 'redis', id: 'redis', title: 't', hints: ['a', 'b'], service: 'cache', command, expect: expected,
});

async function run(check: Check, more: Partial<CheckContext> = {}): Promise<CheckResult> {
  warnings = [];
  const environment = session.environment();
  const [result] = await runChecks([check], {
    environment, answers: new Map(), drivers: new Map(['shop', 'cache'].map((id) => [id, session.driver(id)])), specs: session.loaded.lab.services, app: null,
    workspace, secrets: [], signal: never, onWarning: (text) => { warnings.push(text); }, ...more,
  });
  return result!;
}

/** Runs the learner's query against a reference. */
async function answer(text: string | null, reference = 'SELECT id, price FROM products ORDER BY id', more: object = {}): Promise<CheckResult> {
  if (text !== null) await workspace.put('answer.sql', Buffer.from(text));
  return run(sql({ file: 'answer.sql', expect: { query: reference }, ...more }));
}

describe('a query of the learner', () => {
  it.each([
    'SELECT id, price FROM products ORDER BY id', 'select id, price from products order by id;', '-- mine\nSELECT id, price FROM products ORDER BY 1;  -- done\n/* ; */\n',
    'TABLE products_view', 'WITH p AS (SELECT * FROM products) SELECT id, price::float8 FROM p ORDER BY id;',
    'SELECT id::bigint, price * 1.000 FROM products ORDER BY id', 'VALUES (1, 360), (2, 120), (3, 240), (4, 180), (5, 300.0), (6, 300)',
  ])('passes: %s', async (text) => {
    await session.driver('shop').runScript('CREATE VIEW products_view AS SELECT id, price FROM products ORDER BY id;', never);
    expect(await answer(text)).toMatchObject({ verdict: 'passed', evidence: [] });
  });

  it.each<[string, string | null, object]>([
    ['that is missing', null, { reason: 'file-missing' }],
    ['that is empty', '', { reason: 'file-empty' }],
    ['that is a comment only', '-- SELECT 1;\n/* nothing */ ;', { reason: 'file-empty' }],
    ['that is two statements', 'SELECT 1; SELECT 2;', { reason: 'more-than-one-statement' }],
    ['that ends a transaction first', 'COMMIT; DELETE FROM products;', { reason: 'more-than-one-statement' }],
    ['that writes', "INSERT INTO products VALUES (9, 'x', 1) RETURNING id, price", { reason: 'not-read-only', evidence: [{ kind: 'message', source: 'PostgreSQL', text: expect.stringContaining('read-only') as string }] }],
    ['that writes inside', 'WITH gone AS (DELETE FROM products RETURNING *) SELECT id, price FROM gone', { reason: 'not-read-only' }],
    ['that drops', 'DROP TABLE products', { reason: 'not-read-only' }],
    ['that makes the transaction writable', 'SET TRANSACTION READ WRITE', { reason: 'no-result' }],
    ['that says nothing', 'SET search_path TO public', { reason: 'no-result' }],
    ['with a wrong name', 'SELECT id,\n  prize\nFROM products', { reason: 'query-failed', evidence: [{ text: expect.stringMatching(/^answer\.sql, line 2: column "prize" does not exist/) as string }] }],
    ['that is no SQL', 'SELEC id FROM products', { reason: 'query-failed', evidence: [{ text: expect.stringContaining('syntax error') as string }] }],
    ['with a command of psql', '\\d products', { reason: 'query-failed', evidence: [{ text: expect.stringContaining('psql') as string }] }],
    ['with rows too few', 'SELECT id, price FROM products WHERE id < 6 ORDER BY id', { reason: 'rows-differ', evidence: [{ kind: 'rows', missing: [5], extra: [], expectedTotal: 6, gotTotal: 5 }] }],
    ['in another order', 'SELECT id, price FROM products ORDER BY id DESC', { reason: 'row-order-differs', evidence: [{ orderOnly: true }] }],
    ['with another column', 'SELECT id, price, name FROM products ORDER BY id', { reason: 'columns-differ', evidence: [{ gotColumns: ['id', 'price', 'name'] }] }],
    ['with text for numbers', 'SELECT id, price::text FROM products ORDER BY id', { reason: 'columns-differ', evidence: [{ columns: ['id (integer)', 'price (numeric(10,2))'], gotColumns: ['id (integer)', 'price (text)'] }] }],
    ['that cuts its own connection', 'SELECT pg_terminate_backend(pg_backend_pid())', {}],
  ])('%s', async (_, text, expected) => {
    const result = await answer(text);
    // Whatever cuts the connection is looked at twice; then it is nobody's fault.
    expect(result).toMatchObject(text?.includes('terminate') === true ? { verdict: 'broken', reason: 'service-down' } : { verdict: 'not-yet', ...expected });
    expect((await session.driver('shop').query('SELECT count(*) FROM products', 1, never))).toMatchObject({ rows: [['6']] });
  });

  it('that takes too long is stopped', async () => {
    const began = performance.now();
    expect(await answer('SELECT pg_sleep(60)', undefined, { deadline: 1 })).toMatchObject({ verdict: 'not-yet', reason: 'query-timeout' });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('with ten million rows is read up to a limit', async () => {
    expect(await answer('SELECT a, b FROM generate_series(1, 10000) a, generate_series(1, 1000) b')).toMatchObject({ verdict: 'not-yet', reason: 'rows-differ', evidence: [{ gotTotal: 10_000 }, { text: 'There are more than 10000 rows; the rest was not read.' }] });
  });

  it('with names that count', async () => {
    expect(await answer('SELECT id, price AS "Price" FROM products ORDER BY id', undefined, { columnNames: true })).toMatchObject({ reason: 'columns-differ', evidence: [{ columns: ['id', 'price'], gotColumns: ['id', 'Price'] }] });
  });

  it('that is a foreseen mistake is told so', async () => {
    const mistakes = [
      { result: 'SELECT id, nonsense FROM products', say: 'broken' },
      { result: 'SELECT id, price FROM products ORDER BY price', say: 'sorted by price' },
      { got: 'prize', say: 'misspelt' }, { source: 'limit\\s+5', say: 'a limit' },
    ];
    expect(await answer('SELECT id, price + 0 FROM products ORDER BY price, id', undefined, { mistakes })).toMatchObject({ mistake: 'sorted by price' });
    expect(warnings.join()).toContain('nonsense');
    expect(await answer('SELECT prize', undefined, { mistakes })).toMatchObject({ mistake: 'misspelt' });
    expect(await answer('SELECT id, price FROM products ORDER BY id LIMIT 5', undefined, { mistakes })).toMatchObject({ mistake: 'a limit' });
    expect((await answer('SELECT 1, 2', undefined, { mistakes })).mistake).toBeUndefined();
  });

  it.each([['SELECT nonsense', 'nonsense'], ['DELETE FROM products', 'read-only'], ['SELECT 1; SELECT 2', 'more than one'], ['SELECT generate_series(1, 20000)', 'more than 10000']])(
    'is not blamed for a reference that fails: %s', async (reference, said) => {
      const result = await answer('SELECT 1', reference);
      expect(result).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
      expect(JSON.stringify(result.evidence)).toContain(said);
    });
});

describe('a question about the state', () => {
  const state = (query: string, rows: unknown[][], compare = 'scalar'): Check => sql({ query, expect: { rows }, compare });

  it('is answered by what the learner did', async () => {
    const check = state('SELECT count(*) FROM wishes', [[2]]);
    expect(await run(check)).toMatchObject({ verdict: 'not-yet', reason: 'query-failed', evidence: [{ text: 'relation "wishes" does not exist' }] });
    await session.driver('shop').runScript('CREATE TABLE wishes (id integer); INSERT INTO wishes VALUES (1);', never);
    expect(await run(check)).toMatchObject({ verdict: 'not-yet', reason: 'value-differs', evidence: [{ kind: 'value', path: 'count', expected: '2', got: '1' }] });
    await session.driver('shop').runScript('INSERT INTO wishes VALUES (2);', never);
    expect(await run(check)).toMatchObject({ verdict: 'passed' });
  });

  it('that nobody can read, or that writes, is the lab\'s fault', async () => {
    expect(await run(state('SELEC 1', [[1]]))).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
    expect(await run(state('DELETE FROM products RETURNING 1', [[1]]))).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
  });

  it('compares days, truth and nothing', async () => {
    expect(await run(state("SELECT date '2026-03-14', true, NULL::integer, 'x'", [['2026-03-14', true, null, 'x']], 'list'))).toMatchObject({ verdict: 'passed' });
    expect(await run(state("SELECT date '2026-03-14', false, NULL::integer, 'x'", [['2026-03-14', true, null, 'x']], 'list'))).toMatchObject({ verdict: 'not-yet', reason: 'rows-differ' });
  });
});

describe('a reply of Redis', () => {
  it.each<[string, string[], unknown, string]>([
    ['a text', ['GET', 'motto'], 'spice and tea', ''], ['nothing', ['GET', 'none'], null, ''], ['a number', ['STRLEN', 'motto'], 13, ''],
    ['a hash', ['HGETALL', 'cart'], { 'TEA-2004': '2', 'SPI-1001': { $matches: '^\\d+$' } }, 'HSET cart SPI-1001 1 TEA-2004 2'],
    ['a list', ['LRANGE', 'log', '0', '-1'], ['b', 'a'], 'LPUSH log a b'], ['a set', ['SMEMBERS', 'tags'], { $unordered: ['x', 'y'] }, 'SADD tags y x'],
    ['scores', ['ZRANGE', 'board', '0', '-1', 'WITHSCORES'], ['a', '1.5', 'b', '2'], 'ZADD board 2 b 1.5 a'], ['an expiry', ['TTL', 'code'], { $gt: 0, $lte: 60 }, 'SET code 1 EX 60'],
    ['no fields', ['HGETALL', 'none'], {}, ''], ['a type', ['TYPE', 'motto'], 'string', ''],
  ])('is matched: %s', async (_, command, expected, script) => {
    if (script !== '') await session.driver('cache').runScript(script, never);
    expect(await run(redis(command, expected))).toMatchObject({ verdict: 'passed' });
  });

  it('that differs shows the place, and the reply as redis-cli writes it', async () => {
    await session.driver('cache').runScript('HSET cart TEA-2004 3', never);
    expect(await run(redis(['HGETALL', 'cart'], { 'TEA-2004': '2' }))).toMatchObject({
      verdict: 'not-yet', reason: 'value-differs',
      evidence: [{ path: '$.TEA-2004', expected: '"2"', got: '"3"' }, { kind: 'message', source: 'HGETALL cart', text: '1) "TEA-2004"\n2) "3"' }],
    });
    expect(await run(redis(['GET', 'visits'], '42'))).toMatchObject({ verdict: 'not-yet', evidence: [{ path: '$', expected: '"42"', got: 'null' }] });
  });

  it('that tells of another type is the learner\'s; one about the command is the lab\'s', async () => {
    expect(await run(redis(['LRANGE', 'motto', '0', '-1'], []))).toMatchObject({ verdict: 'not-yet', reason: 'query-failed', evidence: [{ source: 'LRANGE motto 0 -1', text: expect.stringContaining('WRONGTYPE') as string }] });
    expect(await run(redis(['GET'], null))).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
  });
});

describe('an expression of MongoDB', () => {
  let docs: LabSession;
  let files: Workspace;
  let lack: string | null = null;
  beforeAll(async () => {
    const missing = await core.engines.native.missing({ services: ['mongo'], tools: [] }, never);
    lack = missing.length === 0 ? null : JSON.stringify(missing);
    if (lack !== null) return;
    docs = core.sessions.of('tiny-docs');
    await docs.start('native', AbortSignal.timeout(DEADLINE_MS));
    files = await docs.workspace();
  });
  afterEach(async () => { if (lack === null) await docs.driver('docs').restore('pristine', null, never); });

  const mongo = (more: object): Check => checkSchema.parse({ kind: 'mongo', id: 'mongo', title: 't', hints: ['a', 'b'], service: 'docs', ...more });
  const runDocs = (check: Check): Promise<CheckResult> => run(check, {
    environment: docs.environment(), drivers: new Map([['docs', docs.driver('docs')]]), specs: docs.loaded.lab.services, workspace: files,
  });
  const REFERENCE = 'db.products.find({ category: "tea" }, { _id: 0, sku: 1, price_paise: 1 }).sort({ sku: 1 })';

  it.for<[string, string | null, object]>([
    ['that is right', 'db.products.find({ category: { $eq: "tea" } }, { price_paise: 1, sku: 1, _id: 0 }).sort({ sku: 1 });', { verdict: 'passed' }],
    ['that is an aggregation', 'db.products.aggregate([{ $match: { category: "tea" } }, { $sort: { sku: 1 } }, { $project: { _id: 0, sku: 1, price_paise: 1 } }])', { verdict: 'passed' }],
    ['that uses a variable', 'const kind = "tea"; db.products.find({ category: kind }, { _id: 0, sku: 1, price_paise: 1 }).sort({ sku: 1 })', { verdict: 'passed' }],
    ['that is missing', null, { verdict: 'not-yet', reason: 'file-missing' }],
    ['that is a comment', '// db.products.find()', { verdict: 'not-yet', reason: 'file-empty' }],
    ['that can\'t be read', 'db.products.find({', { verdict: 'not-yet', reason: 'query-unreadable', evidence: [{ source: 'answer.js', text: expect.stringContaining('line 1') as string }] }],
    ['that is two', 'db.products.find(); db.products.countDocuments()', { verdict: 'not-yet', reason: 'more-than-one-statement' }],
    ['that writes', 'db.products.deleteMany({})', { verdict: 'not-yet', reason: 'not-read-only' }],
    ['that the server refuses', 'db.products.find({ price_paise: { $nonsense: 1 } })', { verdict: 'not-yet', reason: 'query-failed' }],
    ['in another order', 'db.products.find({ category: "tea" }, { _id: 0, sku: 1, price_paise: 1 }).sort({ sku: -1 })', { verdict: 'not-yet', reason: 'row-order-differs', evidence: [{ orderOnly: true }] }],
    ['with a document too much', 'db.products.find({}, { _id: 0, sku: 1, price_paise: 1 }).sort({ sku: 1 })', { verdict: 'not-yet', reason: 'rows-differ', evidence: [{ columns: ['document'], extra: [0], missing: [] }] }],
    ['of another shape', 'db.products.countDocuments()', { verdict: 'not-yet', reason: 'value-differs' }],
  ])('%s', async ([, text, expected], { skip }) => {
    skip(lack !== null, `this machine lacks ${lack ?? ''}`);
    await files.restore('pristine', null);
    if (text !== null) await files.put('answer.js', Buffer.from(text));
    expect(await runDocs(mongo({ file: 'answer.js', expect: { query: REFERENCE }, compare: 'list' }))).toMatchObject(expected);
  });

  it('or a question about the state is compared as a set, by value, by operators', async ({ skip }) => {
    skip(lack !== null, `this machine lacks ${lack ?? ''}`);
    const query = 'db.products.find({ category: "tea" }, { _id: 0, sku: 1 }).sort({ sku: -1 }).toArray()';
    expect(await runDocs(mongo({ query, expect: { query: 'db.products.find({ category: "tea" }, { _id: 0, sku: 1 })' }, compare: 'set' }))).toMatchObject({ verdict: 'passed' });
    expect(await runDocs(mongo({ query, expect: { value: [{ sku: 'TEA-2001' }, { sku: 'TEA-2002' }, { sku: 'TEA-2004' }] }, compare: 'set' }))).toMatchObject({ verdict: 'passed' });
    expect(await runDocs(mongo({ query, expect: { value: { $sorted: ['$.sku', 'desc'], $length: 3 } } }))).toMatchObject({ verdict: 'passed' });
    expect(await runDocs(mongo({ query, expect: { value: { $each: { sku: { $matches: '^SPI' } } } } }))).toMatchObject({ verdict: 'not-yet', reason: 'value-differs', evidence: [{ path: '$[0].sku', got: '"TEA-2004"' }] });
    expect(await runDocs(mongo({ query: 'db.products.findOne({ sku: "none" })', expect: { value: null } }))).toMatchObject({ verdict: 'passed' });
    expect(await runDocs(mongo({ query: 'db.products.countDocuments()', expect: { value: 4 } }))).toMatchObject({ verdict: 'passed' });
    expect(await runDocs(mongo({ query: 'db.products.drop()', expect: { value: 4 } }))).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
    expect(await runDocs(mongo({ query, expect: { query: 'db.products.find({' } }))).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
  });

  it('knows dates, decimals and long numbers by what they mean', async ({ skip }) => {
    skip(lack !== null, `this machine lacks ${lack ?? ''}`);
    await docs.driver('docs').runScript('db.things.insertOne({ _id: 1, at: ISODate("2026-03-14T00:00:00Z"), price: NumberDecimal("10.50"), big: NumberLong("7"), real: 2.0 })', never);
    expect(await runDocs(mongo({ query: 'db.things.findOne()', expect: { value: { _id: 1, at: { $date: '2026-03-14T05:30:00+05:30' }, price: { $numberDecimal: '10.5' }, big: 7, real: 2 } } }))).toMatchObject({ verdict: 'passed' });
  });
});

describe('a service that is killed', () => {
  const repair = (service: string): Promise<void> => session.environment().restart(service, { signal: AbortSignal.timeout(DEADLINE_MS) });
  const check = sql({ query: 'SELECT count(*), pg_sleep(1.5)::text FROM products', expect: { rows: [[6, '']] }, compare: 'list' });
  const ask = sql({ query: 'SELECT count(*) FROM products', expect: { rows: [[6]] }, compare: 'scalar' });

  /** The process number in PostgreSQL's own postmaster.pid. The folder is not searched: copies of databases come and go in it. */
  async function postmaster(): Promise<number> {
    const native = join(dataFolder, 'native');
    const places = (await readdir(native)).map((id) => join(native, id, 'shop', 'data', 'postmaster.pid'));
    const texts = await Promise.all(places.map((place) => readFile(place, 'utf8').catch(() => '')));
    const found = texts.find((text) => text !== '');
    if (found === undefined) throw new Error('no PostgreSQL runs');
    return Number(found.split('\n')[0]);
  }

  it('is repaired before the check, and the learner\'s answer counts', async () => {
    process.kill(await postmaster(), 'SIGKILL');
    expect(await run(ask, { repair })).toMatchObject({ verdict: 'passed' });
  });

  it('in the middle of a check is repaired, and the check tried again', async () => {
    const running = run(check, { repair });
    await wait(700);
    process.kill(await postmaster(), 'SIGKILL');
    expect(await running).toMatchObject({ verdict: 'passed' });
  });

  it('and can\'t be repaired is broken, with its log, and never "not yet"', async () => {
    process.kill(await postmaster(), 'SIGKILL');
    await wait(200);
    const result = await run(ask, { repair: () => Promise.reject(new Error('no memory left')) });
    expect(result).toMatchObject({ verdict: 'broken', reason: 'service-down', evidence: [{ kind: 'message', source: 'shop', text: 'no memory left' }, { kind: 'log', source: 'shop' }] });
    await repair('shop');
    expect(await run(ask)).toMatchObject({ verdict: 'passed' });
  });
});
