/** The data panel's half in the core on real servers: a million rows, cancel, sessions that last, locks, schemas. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataDesk } from '../../src/core/data/data-desk.ts';
import type { Environment } from '../../src/core/engines/engine.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import { DEFAULT, type Row, type RowChange, type RunEnd, type RunView, type SqlSessionName } from '../../src/shared/data-views.ts';
import type { BackbenchError } from '../../src/shared/errors.ts';
import type { ServiceKind } from '../../src/shared/lab-format.ts';
import { deadline, endpointOf, nativeWorld, newSessionId, until, type NativeWorld } from './native-support.ts';

const SEED: Readonly<Record<string, string>> = {
  postgres: `CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, total numeric(10,2));
CREATE INDEX orders_customer ON orders (customer_id);
CREATE VIEW big AS SELECT * FROM orders WHERE total > 100;`,
  mysql: `CREATE TABLE customers (id int PRIMARY KEY, name varchar(40) NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, total decimal(10,2), FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE VIEW big AS SELECT * FROM orders WHERE total > 100;`,
  redis: `SET views:tea 12
SET views:chai 7 EX 1000
HSET card:1 name "Masala Chai" price 250
RPUSH queue a b c
ZADD board 3 ann 9 ben
SADD tags x
XADD log 1-1 who ann`,
  mongo: `db.orders.insertMany([{ _id: 1, status: 'paid', total: 5 }, { _id: 2, status: 'paid', total: 7 }, { _id: 3, status: 'open', total: 'many' }]);`,
};
const ROWS = "INSERT INTO customers VALUES (1, 'Asha'), (2, NULLIF('Ben', '')); INSERT INTO orders VALUES (10, 1, 250.00), (11, 2, 9.50), (12, 2, NULL);";
const MILLION: Readonly<Record<string, string>> = {
  postgres: "SELECT n, 'row ' || n AS text FROM generate_series(1, 1000000) AS n",
  mysql: "SELECT seq + 0 AS n, CONCAT('row ', seq) AS text FROM seq_1_to_1000000",
};

let world: NativeWorld;
let environment: Environment;
let desk: DataDesk;
let folder: string;
let redis: ServiceDriver;

beforeAll(async () => {
  world = nativeWorld();
  const workspace = join(world.dataFolder, 'workspaces', 'one');
  mkdirSync(workspace, { recursive: true });
  ({ environment } = await world.engine.open({
    sessionId: newSessionId(), lab: 'shop', services: [{ id: 'postgres', kind: 'postgres', password: 'one' }, { id: 'mysql', kind: 'mysql', password: 'two' }, { id: 'redis', kind: 'redis', password: 'three' }, { id: 'mongo', kind: 'mongo', password: 'four' }], workspace, tools: [],
  }, { signal: deadline() }));
  const drivers = new Map<string, ServiceDriver>();
  for (const id of ['postgres', 'mysql', 'redis', 'mongo']) {
    const driver = world.driverOf(environment, id);
    drivers.set(id, driver);
    const script = SEED[id] ?? '';
    await driver.seed([{ name: id === 'redis' ? 'seed.redis' : id === 'mongo' ? 'seed.mongo.js' : 'seed.sql', text: id === 'redis' || id === 'mongo' ? script : `${script}\n${ROWS}` }], deadline());
  }
  redis = drivers.get('redis')!;
  folder = join(world.dataFolder, 'results');
  desk = new DataDesk({ folder, driver: ({ service }) => drivers.get(service)!, endpoint: ({ service }) => ({ kind: service as ServiceKind, endpoint: endpointOf(environment, service) }) });
}, 90_000);
afterAll(async () => {
  await desk.close();
  expect(readdirSync(world.dataFolder)).not.toContain('results');
  await world.dispose();
});

interface Watched {
  view(): RunView | null;
  end: Promise<RunView & { ended: RunEnd }>;
}

/** Runs SQL and follows it to its end. */
function start(service: string, session: SqlSessionName, text: string, signal = deadline()): Watched {
  let last: RunView | null = null;
  const follow = async (): Promise<RunView & { ended: RunEnd }> => {
    for await (const view of desk.run({ lab: 'shop', service }, session, text, signal)) last = view;
    if (last?.ended == null) throw new Error('it did not end');
    return { ...last, ended: last.ended };
  };
  const end = follow();
  end.catch(() => undefined);
  return { view: () => last, end };
}
const run = (service: string, session: SqlSessionName, text: string): Watched['end'] => start(service, session, text).end;

describe.each(['postgres', 'mysql'])('on %s', (service) => {
  const place = { lab: 'shop', service };

  it('tells tables, keys and indexes', async () => {
    const { tables, cut } = await desk.schema(place, deadline());
    expect(cut).toBe(false);
    expect(tables.map(({ name, kind }) => `${kind} ${name}`).toSorted()).toEqual(['table customers', 'table orders', 'view big']);
    const orders = tables.find(({ name }) => name === 'orders');
    expect(orders?.columns).toMatchObject([
      { name: 'id', primary: true, nullable: false, references: null },
      { name: 'customer_id', primary: false, nullable: false, references: 'customers.id' },
      { name: 'total', nullable: true, type: service === 'postgres' ? 'numeric(10,2)' : 'decimal(10,2)' },
    ]);
    expect(orders?.indexes.length).toBe(2);
  });

  it('keeps a million rows on the disk, pages and sorts them', { timeout: 60_000 }, async () => {
    const before = process.memoryUsage().heapUsed;
    const { run: id, rows, ended, columns } = await run(service, 'own', MILLION[service] ?? '');
    expect(rows).toBe(1_000_000);
    expect(ended).toMatchObject({ how: 'complete', transaction: 'none', editable: null });
    expect(columns?.map(({ name }) => name)).toEqual(['n', 'text']);
    expect(await desk.rows(id, 999_998, 10)).toEqual([['999999', 'row 999999'], ['1000000', 'row 1000000']]);
    await desk.sort(id, 0, true, deadline());
    expect(await desk.rows(id, 0, 1)).toEqual([['1000000', 'row 1000000']]);
    await desk.sort(id, 1, false, deadline());
    expect((await desk.rows(id, 0, 3)).map((row) => row[1])).toEqual(['row 1', 'row 10', 'row 100']);
    await desk.sort(id, null, false, deadline());
    expect(await desk.rows(id, 0, 1)).toEqual([['1', 'row 1']]);
    globalThis.gc?.();
    // Far below the 100 MB and more that the rows would take.
    expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(150);
    await run(service, 'own', 'SELECT 1');
    expect(readdirSync(folder).length).toBeLessThan(3);
    expect(await desk.rows(id, 0, 1)).toEqual([]);
  });

  it('cancels at once and keeps what had come', async () => {
    const watched = start(service, 'own', MILLION[service] ?? '');
    await until(() => watched.view()?.rows ?? 0, (rows) => rows > 0);
    const asked = performance.now();
    desk.cancel(watched.view()?.run ?? '');
    const { ended, rows, run: id } = await watched.end;
    expect(performance.now() - asked).toBeLessThan(2_500);
    expect(ended.how).toBe('cancelled');
    expect(rows).toBeGreaterThan(0);
    expect((await desk.rows(id, 0, 1))[0]?.[0]).toBe('1');
  });

  it('tells an error with its place, and what can be edited', async () => {
    expect((await run(service, 'own', 'SELECT nope FROM orders')).ended).toMatchObject({ how: 'failed', error: { code: 'QUERY_FAILED', details: { position: 8 } } });
    const edited = await run(service, 'own', 'SELECT o.id, total, 1 + 1 AS two FROM orders AS o ORDER BY id');
    expect(edited.ended.editable).toMatchObject({ table: 'orders', key: ['id'] });
    expect(edited.columns?.map(({ from }) => from)).toEqual(['id', 'total', null]);
    expect((await run(service, 'own', 'SELECT total FROM orders')).ended.editable).toBeNull();
    expect((await run(service, 'own', 'SELECT o.id, name FROM orders o JOIN customers c ON c.id = customer_id')).ended.editable).toBeNull();
  });

  it('shows a plan with real numbers, changes nothing, and says why there is none', async () => {
    const { nodes, pages } = await desk.explain(place, 'SELECT * FROM orders WHERE customer_id = 2', deadline());
    expect(nodes.at(-1)?.target).toContain('orders');
    expect(nodes[0]?.rows).toBe(2);
    expect(pages).toBeGreaterThan(0);
    await expect(desk.explain(place, 'SELECT nope FROM orders', deadline())).rejects.toMatchObject({ code: 'QUERY_FAILED' });
    await expect(desk.explain(place, 'DELETE FROM orders', deadline())).rejects.toMatchObject({ code: 'QUERY_FAILED' });
  });

  it('exports a result that is kept where the learner chose', async () => {
    const { run: id } = await run(service, 'own', 'SELECT id, name FROM customers ORDER BY id');
    const path = join(world.dataFolder, `${service}.csv`);
    await desk.export(id, 'csv', path, deadline());
    expect(readFileSync(path, 'utf8')).toBe('id,name\r\n1,Asha\r\n2,Ben\r\n');
    await expect(desk.export('another', 'csv', path, deadline())).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  });

  it('writes changed cells, all or none', async () => {
    const { run: id } = await run(service, 'own', 'SELECT id, name FROM customers ORDER BY id');
    const set = (row: number, column: number, value: string): RowChange => ({ kind: 'update', row, cells: [{ column, value }] });
    const changes = [set(0, 1, "A'sha"), set(1, 1, 'Bo')];
    expect(await desk.editSql(id, changes, deadline())).toEqual({ statements: ["UPDATE customers SET name = 'A''sha' WHERE id = 1", "UPDATE customers SET name = 'Bo' WHERE id = 2"], noUndo: null });
    const back = await desk.applyEdits(id, changes, deadline());
    const names = async (): Promise<unknown> => desk.rows((await run(service, 'a', 'SELECT name FROM customers ORDER BY id')).run, 0, 9);
    expect(await names()).toEqual([["A'sha"], ['Bo']]);
    expect(back).toEqual(["UPDATE customers SET name = 'Ben' WHERE id = 2", "UPDATE customers SET name = 'Asha' WHERE id = 1"]);
    await desk.undoEdits(place, back ?? [], deadline());
    expect(await names()).toEqual([['Asha'], ['Ben']]);
    await expect(desk.applyEdits(id, [set(0, 1, 'first'), set(1, 0, '3'), set(1, 1, 'x')], deadline())).rejects.toMatchObject({ code: 'WRITE_REFUSED', details: { reason: 'referred-to' } });
    expect(await names()).toEqual([['Asha'], ['Ben']]);
    await run(service, 'a', "INSERT INTO customers VALUES (5, 'gone')");
    const { run: later } = await run(service, 'own', 'SELECT id, name FROM customers WHERE id = 5');
    await run(service, 'a', 'DELETE FROM customers WHERE id = 5');
    await expect(desk.applyEdits(later, [set(0, 1, 'x')], deadline())).rejects.toMatchObject({ code: 'ROW_GONE' });
  });

  it('adds and deletes rows, and takes it back; says why a row is refused, and why nothing can be changed', async () => {
    await run(service, 'a', service === 'postgres'
      ? "CREATE TABLE notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text varchar(9) NOT NULL, at date DEFAULT DATE '2026-03-01', twice int GENERATED ALWAYS AS (length(text) * 2) STORED, n int CHECK (n > 0))"
      : "CREATE TABLE notes (id int AUTO_INCREMENT PRIMARY KEY, text varchar(9) NOT NULL, at date DEFAULT '2026-03-01', twice int AS (length(text) * 2) STORED, n int CHECK (n > 0))");
    await run(service, 'a', "INSERT INTO notes (text, n) VALUES ('one', 1), ('it''s \\ 2', NULL)");
    const all = async (): Promise<Row[]> => desk.rows((await run(service, 'a', 'SELECT * FROM notes ORDER BY id')).run, 0, 9);
    const before = await all();
    const { run: id } = await run(service, 'own', 'SELECT * FROM notes ORDER BY id');
    const add = (text: string | null, n: string | null = null): RowChange => ({ kind: 'insert', cells: [{ column: 0, value: DEFAULT }, { column: 1, value: text }, { column: 4, value: n }] });
    const back = await desk.applyEdits(id, [{ kind: 'delete', row: 1 }, add('new', '7')], deadline());
    expect(await all()).toEqual([['1', 'one', '2026-03-01', '6', '1'], ['3', 'new', '2026-03-01', '6', '7']]);
    expect(back?.[0]).toBe('DELETE FROM notes WHERE id = 3');
    await desk.undoEdits(place, back ?? [], deadline());
    expect(await all()).toEqual(before);
    await expect(desk.undoEdits(place, back ?? [], deadline())).rejects.toMatchObject({ code: 'ROW_GONE' });
    const reason = async (change: RowChange): Promise<unknown> => desk.applyEdits(id, [{ kind: 'delete', row: 0 }, change], deadline()).then(() => null, (error: unknown) => (error as BackbenchError<'WRITE_REFUSED'>).details.reason);
    expect(await reason(add(null))).toBe('not-null');
    expect(await reason(add('far too long'))).toBe('too-long');
    expect(await reason(add('x', '0'))).toBe('check');
    expect(await reason(add('x', 'many'))).toBe('type');
    expect(await reason({ kind: 'insert', cells: [{ column: 1, value: 'x' }, { column: 3, value: '4' }] })).toBe('computed');
    expect(await all()).toEqual(before);
    const { run: orders } = await run(service, 'own', 'SELECT id, customer_id FROM orders ORDER BY id');
    await expect(desk.applyEdits(orders, [{ kind: 'update', row: 0, cells: [{ column: 1, value: '99' }] }], deadline())).rejects.toMatchObject({ details: { reason: 'refers-to-nothing' } });
    await expect(desk.applyEdits(orders, [{ kind: 'insert', cells: [{ column: 0, value: '10' }, { column: 1, value: '1' }] }], deadline())).rejects.toMatchObject({ details: { reason: 'unique' } });
    await run(service, 'a', 'CREATE TABLE parts (note int REFERENCES notes (id) ON DELETE CASCADE)');
    if (service === 'mysql') await run(service, 'a', 'ALTER TABLE parts ADD FOREIGN KEY (note) REFERENCES notes (id) ON DELETE CASCADE');
    const { run: again } = await run(service, 'own', 'SELECT * FROM notes ORDER BY id');
    expect(await desk.editSql(again, [{ kind: 'delete', row: 0 }], deadline())).toEqual({ statements: ['DELETE FROM notes WHERE id = 1'], noUndo: 'other-rows' });
    const why = async (text: string): Promise<unknown> => (await run(service, 'own', text)).ended.readOnly;
    expect([await why('SELECT * FROM parts'), await why('SELECT text FROM notes'), await why('SELECT 1'), await why('SELECT n.id, p.note FROM notes n JOIN parts p ON p.note = n.id')]).toEqual(['no-key', 'key-not-shown', 'no-table', 'several-tables']);
    await run(service, 'a', 'DROP TABLE parts');
    await run(service, 'a', 'DROP TABLE notes');
  });

  it('keeps two sessions with their transactions, and tells who waits for whom', async () => {
    expect((await run(service, 'a', 'START TRANSACTION')).ended.transaction).toBe('open');
    await run(service, 'a', 'UPDATE orders SET total = 1 WHERE id = 10');
    expect((await run(service, 'b', 'SELECT total FROM orders WHERE id = 10')).ended.transaction).toBe('none');
    const waiting = start(service, 'b', 'UPDATE orders SET total = total + 1 WHERE id = 10');
    await until(() => waiting.view()?.waitsFor, (by) => by === 'a');
    expect((await run(service, 'a', 'COMMIT')).ended.transaction).toBe('none');
    expect((await waiting.end).ended.how).toBe('complete');
    const { run: id } = await run(service, 'a', 'SELECT total FROM orders WHERE id = 10');
    expect(await desk.rows(id, 0, 1)).toEqual([['2.00']]);
  });

  it('a cancelled statement leaves its session alive', async () => {
    await run(service, 'a', 'START TRANSACTION; UPDATE orders SET total = 7 WHERE id = 11');
    const slow = start(service, 'a', service === 'postgres' ? 'SELECT pg_sleep(30)' : 'SELECT SLEEP(30)');
    const view = await until(() => slow.view(), (found) => found !== null);
    desk.cancel(view?.run ?? '');
    const { ended } = await slow.end;
    expect(ended).toMatchObject(service === 'postgres' ? { how: 'cancelled', transaction: 'failed' } : { transaction: 'open' });
    expect((await run(service, 'a', 'ROLLBACK')).ended.transaction).toBe('none');
    await desk.endSession(place, 'a');
    await desk.endSession(place, 'b');
  });
});

it('says that a transaction left open in a run of its own is gone', async () => {
  const { ended } = await run('postgres', 'own', 'BEGIN; DELETE FROM orders');
  expect(ended).toMatchObject({ transaction: 'none', text: expect.stringContaining('rolled back') as string });
});

describe('on redis', () => {
  const place = { lab: 'shop', service: 'redis' };

  it('finds keys by what they begin with, and shows what lies under them', async () => {
    const keys = desk.keys(place);
    const { keys: found, cut } = await keys.keys('views:', deadline());
    expect(cut).toBe(false);
    expect(found).toMatchObject([{ key: 'views:chai', type: 'string', ttlMs: expect.any(Number) as number }, { key: 'views:tea', ttlMs: null }]);
    expect((await keys.keys('', deadline())).keys.length).toBe(7);
    expect((await keys.keys('*', deadline())).keys).toEqual([]);
    const value = async (key: string): Promise<unknown> => (await keys.value(key, deadline()))?.rows;
    expect(await value('views:tea')).toEqual([['12']]);
    expect(await value('card:1')).toEqual([['name', 'Masala Chai'], ['price', '250']]);
    expect(await value('queue')).toEqual([['0', 'a'], ['1', 'b'], ['2', 'c']]);
    expect(await value('board')).toEqual([['ann', '3'], ['ben', '9']]);
    expect(await value('tags')).toEqual([['x']]);
    expect(await value('log')).toEqual([['1-1', 'who: ann']]);
    expect(await keys.value('nothing', deadline())).toBeNull();
  });

  it('tells the commands that come, and ends when nobody listens', async () => {
    const stop = new AbortController();
    const heard: string[] = [];
    let bundles = 0;
    for await (const { commands } of desk.keys(place).commands(stop.signal)) {
      heard.push(...commands.map(({ text }) => text));
      if (bundles === 0) void redis.query('SET views:tea 13', 10, deadline());
      bundles += 1;
      if (heard.some((text) => text.includes('views:tea'))) break;
    }
    expect(heard.at(-1)).toContain('"SET" "views:tea" "13"');
    stop.abort();
  });
});

describe('on mongo', () => {
  const place = { lab: 'shop', service: 'mongo' };

  it('tells collections with their fields, and a pipeline stage by stage', async () => {
    const documents = desk.documents(place);
    expect(await documents.collections(deadline())).toMatchObject([{
      name: 'orders', documents: 3, fields: [{ name: '_id' }, { name: 'status', types: ['string'] }, { name: 'total', types: ['number', 'string'] }],
    }]);
    const stages = await documents.stages("db.orders.aggregate([{ $match: { status: 'paid' } }, { $group: { _id: '$status', sum: { $sum: '$total' } } }])", deadline());
    expect(stages.map(({ stage, documents: shown }) => [stage, shown.length])).toEqual([['$match', 2], ['$group', 1]]);
    expect(stages[1]?.documents[0]).toContain('sum: 12');
    await expect(documents.stages('db.orders.find()', deadline())).rejects.toMatchObject({ code: 'QUERY_UNREADABLE' });
    await expect(documents.stages("db.orders.aggregate([{ $out: 'x' }])", deadline())).rejects.toMatchObject({ code: 'QUERY_FAILED' });
  });
});
