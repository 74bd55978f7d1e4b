/** PostgreSQL on the native engine: what the session and the learner rely on, against the real server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import { withPostgres } from '../../src/core/services/postgres/connection.ts';
import { readOnlyQuery } from '../../src/core/services/postgres/read-only-query.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import type { QueryResult } from '../../src/shared/views.ts';
import { deadline, endpointOf, nativeWorld, newSessionId, type NativeWorld } from './native-support.ts';

const SEED = `
-- A shop.
CREATE TABLE products (sku text PRIMARY KEY, name text NOT NULL, price numeric(10,2) CHECK (price >= 0));
COPY products (sku, name, price) FROM stdin;
TEA-1\tमसाला चाय\t250.00
TEA-2\tDarjeeling; first flush\t\\N
\\.
CREATE FUNCTION twice(n int) RETURNS int BEGIN ATOMIC SELECT n * 2; END;
INSERT INTO products SELECT 'ITEM-' || n, 'Item ' || n, n FROM generate_series(1, 500) n;
`;

let world: NativeWorld;
let environment: Environment;
let driver: ServiceDriver;

const rows = (result: QueryResult): (string | null)[][] => {
  if (result.kind !== 'table') throw new Error(`no table: ${JSON.stringify(result)}`);
  return result.rows;
};
const count = async (): Promise<string | null | undefined> => rows(await driver.query('SELECT count(*) FROM products', 10, deadline()))[0]?.[0];

beforeAll(async () => {
  world = nativeWorld();
  const workspace = join(world.dataFolder, 'workspaces', 'one');
  mkdirSync(workspace, { recursive: true });
  ({ environment } = await world.engine.open({
    sessionId: newSessionId(), lab: 'shop', services: [{ id: 'db', kind: 'postgres', password: "it's secret" }], workspace, tools: [],
  }, { signal: deadline() }));
  driver = world.driverOf(environment, 'db');
});
afterAll(() => world.dispose());

describe('seed', () => {
  it('tells file, line and reason of a statement that fails, and can be done again', async () => {
    const files = [{ name: 'seed/01.sql', text: 'CREATE TABLE a (x int);\n\nINSERT INTO a\n  VALUES (1),\n  (nope);' }];
    await expect(driver.seed(files, deadline())).rejects.toMatchObject({
      code: 'SERVICE_SEED_FAILED', details: { file: 'seed/01.sql', reason: expect.stringMatching(/^line 5: column "nope" does not exist/) as string },
    });
    expect(await driver.isSeeded(deadline())).toBe(false);
    await driver.seed([{ name: 'seed/01.sql', text: SEED }], deadline());
    expect(await driver.isSeeded(deadline())).toBe(true);
    expect(await count()).toBe('502');
  });
});

describe('the query panel', () => {
  it('shows cells as psql does, with type names', async () => {
    const result = await driver.query("SELECT sku, name, price, price IS NULL AS free FROM products WHERE sku LIKE 'TEA%' ORDER BY sku", 10, deadline());
    expect(result).toMatchObject({
      kind: 'table', cut: false,
      columns: [{ name: 'sku', type: 'text' }, { name: 'name', type: 'text' }, { name: 'price', type: 'numeric(10,2)' }, { name: 'free', type: 'boolean' }],
      rows: [['TEA-1', 'मसाला चाय', '250.00', 'f'], ['TEA-2', 'Darjeeling; first flush', null, 't']],
    });
  });

  it('reads no more of a huge result than it shows', async () => {
    const result = await driver.query('SELECT generate_series(1, 2000000000)', 3, deadline());
    expect(result).toMatchObject({ rows: [['1'], ['2'], ['3']], cut: true });
  });

  it('shows the result of the last of several statements, and the tag of one without rows', async () => {
    expect(rows(await driver.query('SELECT 1; SELECT twice(21)', 10, deadline()))).toEqual([['42']]);
    expect(await driver.query("UPDATE products SET price = 1 WHERE sku = 'ITEM-1'", 10, deadline())).toMatchObject({ kind: 'done', text: 'UPDATE 1' });
  });

  it('places an error in the whole text and passes on the hint', async () => {
    const text = "SELECT '🍵';\nSELECT nam FROM products";
    await expect(driver.query(text, 10, deadline())).rejects.toMatchObject({
      code: 'QUERY_FAILED', details: { message: 'column "nam" does not exist', position: text.indexOf('nam') + 1, hint: expect.stringContaining('products.name') as string },
    });
  });

  it('says that a transaction left open was rolled back', async () => {
    const result = await driver.query('BEGIN; DELETE FROM products', 10, deadline());
    expect(result).toMatchObject({ kind: 'done', text: expect.stringContaining('rolled back') as string });
    expect(await count()).toBe('502');
  });

  it('stops the statement on the server when it is aborted', async () => {
    const abort = new AbortController();
    setTimeout(() => { abort.abort(new Error('stop')); }, 100);
    const began = performance.now();
    await expect(driver.query("SELECT pg_sleep(60), 'sleeper'", 10, abort.signal)).rejects.toThrow('stop');
    expect(performance.now() - began).toBeLessThan(3_000);
    const left = await driver.query("SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%sleep(60)%' AND pid <> pg_backend_pid()", 10, deadline());
    expect(rows(left)).toEqual([]);
  });
});

describe('the read-only question of the checks', () => {
  const ask = (sql: string, timeoutMs = 5_000): ReturnType<typeof readOnlyQuery> =>
    readOnlyQuery(endpointOf(environment, 'db'), sql, { timeoutMs, maxRows: 2, signal: deadline() });

  it('answers', async () => {
    expect(await ask('SELECT sku FROM products ORDER BY sku')).toMatchObject({ ok: true, columns: [{ name: 'sku', type: 'text' }], cut: true });
  });

  it.each([
    ['DELETE FROM products', 'not-read-only'],
    ['SELECT 1; DELETE FROM products', 'more-than-one-statement'],
    ['', 'empty'],
    ['-- nothing', 'empty'],
    ['SELECT nope', 'query-failed'],
    ['SELECT pg_sleep(20)', 'query-timeout'],
    ["DO $$ BEGIN COMMIT; DELETE FROM products; END $$", 'query-failed'],
    ["SELECT set_config('transaction_read_only', 'off', false)", 'query-failed'],
  ])('%s: %s', async (sql, reason) => {
    expect(await ask(sql, 300)).toMatchObject({ ok: false, reason });
    expect(await count()).toBe('502');
  });

  it('throws when the server is not there: that is never the learner\'s fault', async () => {
    const nowhere = { ...endpointOf(environment, 'db'), port: 1 };
    await expect(readOnlyQuery(nowhere, 'SELECT 1', { timeoutMs: 1000, maxRows: 1, signal: deadline() })).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
  });
});

describe('snapshots', () => {
  it('brings the first data back while the learner is connected and in a transaction, and keeps what was there', async () => {
    await driver.runScript('DELETE FROM products; CREATE TABLE mine (x int)', deadline());
    const connected = withPostgres(endpointOf(environment, 'db'), deadline(), async (client) => {
      await client.query('BEGIN; LOCK TABLE products');
      await client.query('SELECT pg_sleep(30)');
    });
    const cut = expect(connected).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
    await new Promise((done) => setTimeout(done, 100));
    await driver.restore('pristine', 'c1', deadline());
    await cut;
    expect(await count()).toBe('502');
    await expect(driver.query('SELECT * FROM mine', 1, deadline())).rejects.toMatchObject({ code: 'QUERY_FAILED' });

    await driver.restore('c1', null, deadline());
    expect(await count()).toBe('0');
    expect(rows(await driver.query('SELECT count(*) FROM mine', 1, deadline()))).toEqual([['0']]);
    await driver.discard('c1', deadline());
    await expect(driver.restore('c1', null, deadline())).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    await driver.restore('pristine', null, deadline());
  });

  it('works ten times in a row, faster than copies can be made', async () => {
    for (let n = 0; n < 10; n += 1) {
      await driver.runScript('DELETE FROM products', deadline());
      await driver.restore('pristine', null, deadline());
      expect(await count()).toBe('502');
    }
  });

  it('goes on after a crash in mid-reset: the database closed, or gone', async () => {
    const admin = await import('../../src/core/services/postgres/names.ts');
    await withPostgres(admin.asAdmin(endpointOf(environment, 'db')), deadline(), (client) => client.query('ALTER DATABASE lab ALLOW_CONNECTIONS false'));
    await expect(driver.query('SELECT 1', 1, deadline())).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
    expect(await driver.isSeeded(deadline())).toBe(true);
    expect(await count()).toBe('502');
    await withPostgres(admin.asAdmin(endpointOf(environment, 'db')), deadline(), (client) => client.query('DROP DATABASE lab WITH (FORCE)'));
    expect(await driver.isSeeded(deadline())).toBe(true);
    expect(await count()).toBe('502');
  });

  it('gives checks a copy of the first data that they may write to', async () => {
    await driver.runScript("DELETE FROM products WHERE sku = 'TEA-1'", deadline());
    const copy = await driver.pristineCopy(deadline());
    const there = { ...endpointOf(environment, 'db'), database: copy.database };
    const reply = await withPostgres(there, deadline(), async (client) => {
      await client.query("INSERT INTO products VALUES ('NEW', 'New', 1)");
      return client.query('SELECT count(*)::int AS n FROM products');
    });
    expect(reply.rows).toEqual([{ n: '503' }]);
    await copy.dispose();
    await expect(withPostgres(there, deadline(), (client) => client.query('SELECT 1'))).rejects.toThrow('does not exist');
    expect(await count()).toBe('501');
    await driver.restore('pristine', null, deadline());
  });
});

describe('the learner\'s role', () => {
  it.each([
    'SELECT rolpassword FROM pg_authid', 'DROP DATABASE _bb_pristine', 'CREATE ROLE other', "ALTER ROLE postgres PASSWORD 'mine'",
    "COPY products TO '/tmp/products'", "COPY products FROM PROGRAM 'id'",
  ])('may not %s', async (sql) => {
    await expect(driver.query(sql, 1, deadline())).rejects.toMatchObject({ code: 'QUERY_FAILED', details: { message: expect.stringMatching(/permission denied|must be owner/) as string } });
  });

  it('is not let into the copies, and nobody is with a wrong password', async () => {
    const endpoint = endpointOf(environment, 'db');
    const connect = (change: Partial<typeof endpoint>): Promise<unknown> => withPostgres({ ...endpoint, ...change }, deadline(), (client) => client.query('SELECT 1'));
    await expect(connect({ database: '_bb_pristine' })).rejects.toThrow('not currently accepting connections');
    await expect(connect({ password: 'wrong' })).rejects.toThrow('password authentication failed');
    await expect(connect({ user: 'postgres', database: 'postgres' })).rejects.toThrow('password authentication failed');
  });
});

it('lets go without hanging while copies are being made', async () => {
  const other = world.driverOf(environment, 'db');
  await other.restore('pristine', null, deadline());
  const began = performance.now();
  await other.dispose();
  expect(performance.now() - began).toBeLessThan(3_000);
});
