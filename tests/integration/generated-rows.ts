/** Generated rows in real services: the same data on both engines, told progress, and an exact error. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { createRowSets } from '../../src/core/generate/row-set.ts';
import type { SeedPart, ServiceDriver } from '../../src/core/services/service.ts';
import { rowSetSchema } from '../../src/shared/generate-format.ts';

const ACT_MS = 60_000;
const deadline = (): AbortSignal => AbortSignal.timeout(ACT_MS);

const TABLES = `
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, email text UNIQUE, country text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, status text NOT NULL, ordered_at timestamptz NOT NULL,
  country text, note text, total numeric(10,2) NOT NULL);
`;

/** What a shop of this many orders is described by. */
function shop(orders: number): SeedPart[] {
  return parts([
    { into: 'customers', rows: Math.ceil(orders / 10), columns: { id: { kind: 'sequence' }, name: { kind: 'name' }, email: { kind: 'email', of: 'name' }, country: { kind: 'country' } } },
    {
      into: 'orders', rows: orders, columns: {
        id: { kind: 'sequence', from: 10_001 }, customer_id: { kind: 'reference', to: 'customers.id', exponent: 0.7, nullShare: 0.05 },
        status: { kind: 'pick', values: ['delivered', 'shipped', 'paid'], weights: [80, 15, 5] },
        ordered_at: { kind: 'timestamp', from: '2025-01-01', to: '2026-07-01', order: 'ascending', rhythm: 'daily' },
        country: { kind: 'lookup', by: 'customer_id', column: 'country' },
        note: { kind: 'pick', values: ['tab\there', 'line\nbreak', 'back\\slash', null], weights: [1, 1, 1, 97] },
        total: { kind: 'decimal', min: 10, max: 9000 },
      },
    },
  ]).parts;
}

function parts(specs: Record<string, unknown>[]): { parts: SeedPart[]; done: number[] } {
  const done: number[] = [];
  return { done, parts: createRowSets(specs.map((spec) => rowSetSchema.parse(spec))).map((rows) => ({ name: rows.into, rows, onRows: (count) => { done.push(count); } })) };
}

/** @returns milliseconds */
export async function fillPostgres(driver: ServiceDriver, orders: number): Promise<number> {
  const began = performance.now();
  await driver.seed([{ name: 'tables.sql', text: TABLES }, ...shop(orders)], deadline());
  return performance.now() - began;
}

/** The data of ten thousand orders, whatever engine runs the server. */
const ORDERS_MD5 = '465f9e14b74c954fd781b5e621dd491f';

export async function provePostgres(driver: ServiceDriver): Promise<void> {
  await fillPostgres(driver, 10_000);
  const cell = async (sql: string): Promise<string | null | undefined> => {
    const result = await driver.query(sql, 10, deadline());
    return result.kind === 'table' ? result.rows[0]?.[0] : undefined;
  };
  expect(await cell('SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id AND c.country = o.country')).toBe(await cell('SELECT count(customer_id) FROM orders'));
  expect(await cell("SELECT string_agg(DISTINCT note, '|' ORDER BY note) FROM orders")).toBe('back\\slash|line\nbreak|tab\there');
  expect(await cell("SELECT md5(string_agg(o::text, E'\\n' ORDER BY id)) FROM orders o")).toBe(ORDERS_MD5);
  const bad = parts([{ into: 'customers', rows: 3, columns: { id: { kind: 'pick', values: [1] }, name: { kind: 'name' }, country: { kind: 'country' } } }]);
  await expect(driver.seed([{ name: 'tables.sql', text: TABLES }, ...bad.parts], deadline())).rejects.toMatchObject({
    code: 'SERVICE_SEED_FAILED', details: { file: 'generate: customers', reason: expect.stringContaining('duplicate key value') as string },
  });
  expect(await driver.isSeeded(deadline())).toBe(false);
}

const MYSQL_TABLES = TABLES.replaceAll(/text/g, 'varchar(100)').replace('timestamptz', 'datetime').replace('REFERENCES customers,', 'REFERENCES customers (id),');
/** The same orders in MySQL, which writes instants without a zone. */
const MYSQL_ORDERS_MD5 = '31d98ac8b935dc35fb42cac31c7f4f6c';

export async function proveMysql(driver: ServiceDriver): Promise<void> {
  await driver.seed([{ name: 'tables.sql', text: MYSQL_TABLES }, ...shop(10_000)], deadline());
  const cell = async (sql: string): Promise<string | null | undefined> => {
    const result = await driver.query(`SET SESSION group_concat_max_len = 100000000; ${sql}`, 10, deadline());
    return result.kind === 'table' ? result.rows[0]?.[0] : undefined;
  };
  expect(await cell('SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id AND c.country = o.country')).toBe(await cell('SELECT count(customer_id) FROM orders'));
  expect(await cell("SELECT GROUP_CONCAT(DISTINCT note ORDER BY note SEPARATOR '|') FROM orders")).toBe('back\\slash|line\nbreak|tab\there');
  expect(await cell("SELECT MD5(GROUP_CONCAT(CONCAT_WS(',', id, customer_id, status, ordered_at, country, note, total) ORDER BY id SEPARATOR '\n')) FROM orders")).toBe(MYSQL_ORDERS_MD5);
  const bad = parts([{ into: 'customers', rows: 3, columns: { id: { kind: 'pick', values: [1] }, name: { kind: 'name' }, country: { kind: 'country' } } }]);
  await expect(driver.seed([{ name: 'tables.sql', text: MYSQL_TABLES }, ...bad.parts], deadline())).rejects.toMatchObject({
    code: 'SERVICE_SEED_FAILED', details: { file: 'generate: customers', reason: expect.stringContaining('Duplicate entry') as string },
  });
  expect(await driver.isSeeded(deadline())).toBe(false);
}

export async function proveRedis(driver: ServiceDriver): Promise<void> {
  const { parts: sets, done } = parts([
    { into: 'product:{id}', as: 'hash', rows: 5000, columns: { id: { kind: 'sequence' }, price_paise: { kind: 'integer', min: 1000, max: 90_000 }, origin: { kind: 'country', nullShare: 0.3 } } },
    { into: 'bestsellers', as: 'zset', rows: 1000, columns: { member: { kind: 'sequence' }, score: { kind: 'skewed', median: 20, p99: 800 } } },
    { into: 'visits:{page}', as: 'list', rows: 1000, columns: { page: { kind: 'zipf', size: 5 }, value: { kind: 'ip' } } },
    { into: 'events', as: 'stream', rows: 100, columns: { sku: { kind: 'template', texts: ['TEA-{number}'] }, number: { kind: 'integer', min: 2001, max: 2009 } } },
    { into: 'on-sale', as: 'set', rows: 50, columns: { value: { kind: 'sequence' } } },
    { into: 'stock:{id}', as: 'string', rows: 50, columns: { id: { kind: 'sequence' }, value: { kind: 'integer', min: 0, max: 9 } } },
  ]);
  await driver.seed(sets, deadline());
  expect(done.at(-1)).toBe(50);
  const text = async (command: string): Promise<string> => {
    const result = await driver.query(command, 10_000, deadline());
    return result.kind === 'text' ? result.text : '';
  };
  expect(await text('DBSIZE')).toBe('(integer) 5058');
  expect(await text('ZCARD bestsellers')).toBe('(integer) 1000');
  expect(await text('XLEN events')).toBe('(integer) 100');
  expect(await text('SCARD on-sale')).toBe('(integer) 50');
  expect(digest(await text('HGETALL product:7') + await text('LRANGE visits:1 0 20') + await text('XRANGE events - + COUNT 5') + await text('GET stock:3'))).toBe(REDIS_DIGEST);
}
const REDIS_DIGEST = 'e0468b9cd3eba11e';

export async function proveMongo(driver: ServiceDriver): Promise<void> {
  const { parts: sets, done } = parts([{
    into: 'customers', rows: 5000, columns: {
      _id: { kind: 'sequence' }, name: { kind: 'name' }, 'address.country': { kind: 'country' }, 'address.city': { kind: 'city', of: 'address.country' },
      phone: { kind: 'phone', nullShare: 0.5 }, signed_up_at: { kind: 'timestamp', from: '2024-01-01', to: '2026-07-01' },
    },
  }]);
  await driver.seed(sets, deadline());
  expect(done).toEqual([2000, 4000, 5000]);
  const text = async (expression: string): Promise<string> => {
    const result = await driver.query(expression, 100, deadline());
    return result.kind === 'text' ? result.text : '';
  };
  expect(await text('db.customers.countDocuments({})')).toBe('5000');
  expect(Number(await text("db.customers.countDocuments({ 'address.country': 'IN' })"))).toBeGreaterThan(2300);
  expect(Number(await text('db.customers.countDocuments({ phone: { $exists: false } })'))).toBeGreaterThan(2300);
  expect(Number(await text("db.customers.countDocuments({ signed_up_at: { $gte: new Date('2025-01-01') } })"))).toBeGreaterThan(2500);
  expect(digest(await text('db.customers.find({ _id: { $lte: 20 } }).sort({ _id: 1 })'))).toBe(MONGO_DIGEST);
}
const MONGO_DIGEST = '7b179968b52a7524';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
