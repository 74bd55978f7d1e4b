/** Checks of kind sql-script on a real server: scenes with several sessions, each mistake with its verdict. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withPostgres } from '../../src/core/services/postgres/connection.ts';
import type { CheckResult } from '../../src/shared/verdict.ts';
import { deadline } from './native-support.ts';
import { sqlChecksWorld, type SqlChecksWorld } from './sql-checks-world.ts';

const SEED = `
CREATE TABLE products (id integer PRIMARY KEY, sku text NOT NULL UNIQUE, stock integer NOT NULL CHECK (stock >= 0));
CREATE TABLE items (order_id integer, product_id integer REFERENCES products (id));
INSERT INTO products VALUES (1, 'TEA-2001', 40), (2, 'TEA-2002', 7), (3, 'TEA-2004', 0);
CREATE TABLE jobs (id integer PRIMARY KEY, taken_by text);
INSERT INTO jobs SELECT n, NULL FROM generate_series(1, 5) AS n;
`;

let world: SqlChecksWorld;
beforeAll(async () => { world = await sqlChecksWorld(SEED); });
afterAll(() => world.dispose());
afterEach(async () => {
  world.files.clear();
  await world.driver.restore('pristine', null, deadline());
  expect(world.warnings.splice(0)).toEqual([]);
});
const play = (steps: object[], more: object = {}): Promise<CheckResult> => world.check({ kind: 'sql-script', steps, ...more });
const said = (result: CheckResult): string => JSON.stringify(result.evidence);

describe('a probe of a constraint', () => {
  it.each<[string, string, string]>([
    ['unique', "INSERT INTO products VALUES (9, 'TEA-2001', 1)", '23505'], ['check', 'UPDATE products SET stock = -1', '23514'],
    ['foreign key', 'INSERT INTO items VALUES (1, 99)', '23503'], ['not null', 'INSERT INTO products VALUES (9, NULL, 1)', '23502'],
  ])('%s', async (_, sql, sqlstate) => {
    expect(await play([{ session: 'a', sql, expect: { error: { sqlstate } } }])).toMatchObject({ verdict: 'passed' });
    const result = await play([{ session: 'a', sql: 'SELECT 1' }, { session: 'a', sql, expect: { error: { sqlstate: '22000' } } }]);
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'step-refused', evidence: [{ events: [{ outcome: 'done', expected: null }, { outcome: 'refused', expected: 'that it is refused with 22000' }] }] });
    expect(said(result)).toContain(sqlstate);
  });

  it('that is let through is told, and changes nothing of the learner\'s', async () => {
    await world.driver.runScript('ALTER TABLE products DROP CONSTRAINT products_stock_check', deadline());
    const result = await play([{ session: 'shop', sql: 'UPDATE products SET stock = -1', expect: { error: { sqlstate: ['23514'] } } }]);
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'step-accepted', evidence: [{ events: [{ answer: 'UPDATE 3', expected: 'that it is refused with 23514' }] }] });
    expect(await world.driver.query('SELECT sum(stock) FROM products', 1, deadline())).toMatchObject({ rows: [['47']] });
  });

  it('that must be let through', async () => {
    expect(await play([{ session: 'a', sql: "INSERT INTO products VALUES (4, 'NEW-1', 0)", expect: { affected: 1 } }])).toMatchObject({ verdict: 'passed' });
    expect(await play([{ session: 'a', sql: "INSERT INTO products VALUES (1, 'NEW-1', 0)" }])).toMatchObject({ reason: 'step-refused' });
    expect(await play([{ session: 'a', sql: 'UPDATE products SET stock = 1', expect: { affected: 1 } }])).toMatchObject({ reason: 'value-differs' });
  });
});

describe('two sessions', () => {
  const LOST_UPDATE = (read: string, write: string): string =>
    `CREATE FUNCTION take(p integer, n integer) RETURNS void LANGUAGE plpgsql AS $$ DECLARE s integer; BEGIN ${read} ${write} END $$`;
  const NAIVE = LOST_UPDATE('SELECT stock INTO s FROM products WHERE id = p;', 'UPDATE products SET stock = s - n WHERE id = p;');
  const LOCKING = LOST_UPDATE('SELECT stock INTO s FROM products WHERE id = p FOR UPDATE;', 'UPDATE products SET stock = s - n WHERE id = p;');
  const ATOMIC = LOST_UPDATE('', 'UPDATE products SET stock = stock - n WHERE id = p;');
  const SCENE = [
    { session: 'setup', file: 'take.sql' },
    { session: 'holder', sql: 'BEGIN; SELECT FROM products WHERE id = 1 FOR UPDATE' },
    { session: 'a', sql: 'SELECT take(1, 2)', expect: { waits: true } }, { session: 'b', sql: 'SELECT take(1, 3)', expect: { waits: true } },
    { session: 'holder', sql: 'COMMIT' }, { session: 'a', continues: true }, { session: 'b', continues: true },
    { session: 'after', sql: 'SELECT stock FROM products WHERE id = 1', expect: { rows: [[35]] } },
  ];

  it.each([['a lock', LOCKING], ['one statement', ATOMIC]])('lose nothing with %s', async (_, text) => {
    world.files.set('take.sql', text);
    expect(await play(SCENE)).toMatchObject({ verdict: 'passed' });
  });

  it('lose an update, while the learner has a transaction open', async () => {
    world.files.set('take.sql', NAIVE);
    await withPostgres(world.endpoint, deadline(), async (learner) => {
      await learner.query('BEGIN; UPDATE products SET stock = 100 WHERE id = 1');
      const result = await play(SCENE, { mistakes: [{ got: 'after: .* → 37', say: 'the last one won' }] });
      expect(result).toMatchObject({ verdict: 'not-yet', reason: 'value-differs', mistake: 'the last one won' });
      const [script] = result.evidence;
      expect(script).toMatchObject({ kind: 'script', sessions: ['setup', 'holder', 'a', 'b', 'after'] });
      if (script?.kind === 'script') expect(script.events.map(({ session, outcome, answer }) => `${session} ${outcome} ${answer}`.trim())).toEqual([
        'setup done CREATE FUNCTION', 'holder done BEGIN', 'holder done SELECT 1', 'a waits for holder', 'b waits for a', 'holder done COMMIT', 'a goes-on', 'b goes-on', 'after done 37',
      ]);
      await learner.query('COMMIT');
    });
    expect(await world.driver.query('SELECT stock FROM products WHERE id = 1', 1, deadline())).toMatchObject({ rows: [['100']] });
  });

  it('where one does not wait, or waits where it should not', async () => {
    world.files.set('take.sql', LOST_UPDATE('SELECT stock INTO s FROM products WHERE id = p FOR UPDATE SKIP LOCKED;', 'IF FOUND THEN UPDATE products SET stock = s - n WHERE id = p; END IF;'));
    expect(await play(SCENE)).toMatchObject({ verdict: 'not-yet', reason: 'step-does-not-wait', evidence: [{ events: expect.arrayContaining([expect.objectContaining({ session: 'a', expected: 'that it waits for another session' })]) as unknown }] });
    const take = [
      { session: 'a', sql: 'BEGIN' }, { session: 'a', file: 'job.sql', expect: { rows: [[1]] } }, { session: 'b', sql: 'BEGIN' }, { session: 'b', file: 'job.sql', expect: { rows: [[2]] } },
      { session: 'a', sql: 'ROLLBACK' }, { session: 'c', file: 'job.sql', expect: { rows: [[1]] } },
    ];
    const job = (lock: string): string => `UPDATE jobs SET taken_by = 'me' WHERE id = (SELECT id FROM jobs WHERE taken_by IS NULL ORDER BY id LIMIT 1 ${lock}) RETURNING id`;
    world.files.set('job.sql', job('FOR UPDATE SKIP LOCKED'));
    expect(await play(take)).toMatchObject({ verdict: 'passed' });
    world.files.set('job.sql', job('FOR UPDATE'));
    expect(await play(take)).toMatchObject({ verdict: 'not-yet', reason: 'step-waits', evidence: [{ events: expect.arrayContaining([expect.objectContaining({ session: 'b', outcome: 'waits', answer: 'for a', expected: 'that it does not wait' })]) as unknown }] });
    world.files.set('job.sql', job('FOR UPDATE NOWAIT'));
    expect(await play(take)).toMatchObject({ verdict: 'not-yet', reason: 'step-refused' });
  });

  const move = (from: number, to: number): string => `BEGIN; UPDATE products SET stock = stock - 1 WHERE id = ${String(from)}; UPDATE products SET stock = stock + 1 WHERE id = ${String(to)}; COMMIT;`;

  it('that meet in a circle: the server ends one, and the other goes on', async () => {
    world.files.set('one.sql', move(1, 2)).set('two.sql', move(2, 1));
    const together = [{ session: 'a', file: 'one.sql' }, { session: 'b', file: 'two.sql' }];
    const result = await play([{ together }]);
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'step-refused' });
    expect(said(result)).toContain('40P01');
    const oneFails = await play([{ together, mayFail: { sqlstate: '40P01', sessions: 1 } }, { session: 'after', sql: 'SELECT sum(stock) FROM products', expect: { rows: [[47]] } }]);
    expect(oneFails, said(oneFails)).toMatchObject({ verdict: 'passed' });
    world.files.set('two.sql', 'BEGIN; UPDATE products SET stock = stock + 1 WHERE id = 1; UPDATE products SET stock = stock - 1 WHERE id = 2; COMMIT;');
    expect(await play([{ together }])).toMatchObject({ verdict: 'passed' });
  });

  it('in a circle made step by step', async () => {
    // The server chooses who is ended, so either of the last two steps is the one that is refused.
    const result = await play([
      { session: 'a', sql: 'BEGIN; UPDATE products SET stock = 1 WHERE id = 1' }, { session: 'b', sql: 'BEGIN; UPDATE products SET stock = 1 WHERE id = 2' },
      { session: 'a', sql: 'UPDATE products SET stock = 1 WHERE id = 2', expect: { waits: true } },
      { session: 'b', sql: 'UPDATE products SET stock = 1 WHERE id = 1' }, { session: 'a', continues: true },
    ]);
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'step-refused' });
    expect(said(result)).toContain('deadlock detected');
  });

  it('with write skew: isolation that refuses one is as good as a lock', async () => {
    const leave = (level: string, id: number): string => `BEGIN ISOLATION LEVEL ${level}; SELECT count(*) FROM jobs WHERE taken_by IS NULL; UPDATE jobs SET taken_by = 'x' WHERE id = ${String(id)} AND (SELECT count(*) FROM jobs WHERE taken_by IS NULL) > 1; COMMIT;`;
    await world.driver.runScript('DELETE FROM jobs WHERE id > 2', deadline());
    const scene = [{ together: [{ session: 'a', file: 'a.sql' }, { session: 'b', file: 'b.sql' }], mayFail: { sqlstate: ['40001', '40P01'], sessions: 1 } },
      { session: 'after', sql: 'SELECT count(*) FROM jobs WHERE taken_by IS NULL', expect: { rows: [[1]] } }];
    for (const [level, verdict] of [['REPEATABLE READ', 'not-yet'], ['SERIALIZABLE', 'passed']] as const) {
      world.files.set('a.sql', leave(level, 1)).set('b.sql', leave(level, 2));
      expect(await play(scene)).toMatchObject({ verdict });
    }
  });
});

describe('a file of the learner', () => {
  it.each<[string, string | null, object]>([
    ['missing', null, { reason: 'file-missing' }], ['empty', '-- nothing', { reason: 'file-empty' }], ['with a command of psql', '\\d', { reason: 'query-unreadable' }],
    ['with an error in line 2', 'SELECT 1;\nSELECT prize FROM products;', { reason: 'step-refused', evidence: [{ events: [{}, { answer: 'f.sql, line 2: ERROR 42703: column "prize" does not exist' }] }] }],
    ['that gives no rows', 'BEGIN; COMMIT', { reason: 'no-result' }],
    ['that takes too long', 'SELECT pg_sleep(30)', { reason: 'query-timeout' }],
    ['that cuts its own connection', 'SELECT pg_terminate_backend(pg_backend_pid())', {}],
  ])('%s', async (name, text, expected) => {
    if (text !== null) world.files.set('f.sql', text);
    const result = await play([{ session: 'a', file: 'f.sql', expect: { rows: [[1]] } }], { deadline: 2 });
    expect(result).toMatchObject(name.includes('cuts') ? { verdict: 'broken', reason: 'service-down' } : { verdict: 'not-yet', ...expected });
  });

  it('gives rows that a reference on the same copy gives', async () => {
    world.files.set('f.sql', 'INSERT INTO jobs VALUES (77); SELECT id FROM jobs ORDER BY id DESC;');
    const step = (more: object): object[] => [{ session: 'a', file: 'f.sql', expect: { query: 'SELECT id FROM jobs', ...more } }];
    expect(await play(step({ compare: 'set' }))).toMatchObject({ verdict: 'passed' });
    expect(await play(step({}))).toMatchObject({ reason: 'row-order-differs', evidence: [{ kind: 'script' }, { kind: 'rows' }] });
  });
});

it('an author\'s fault is the lab\'s, and a locked table is told', async () => {
  expect(await play([{ session: 'a', sql: 'SELEC 1' }])).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
  await withPostgres(world.endpoint, deadline(), async (learner) => {
    await learner.query('BEGIN; LOCK TABLE products');
    expect(await play([{ session: 'a', sql: 'SELECT 1' }])).toMatchObject({ verdict: 'not-yet', reason: 'query-timeout' });
  });
});
