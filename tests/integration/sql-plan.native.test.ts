/** Checks of kind sql-plan on a real server: each mistake with its verdict, and what must never be held against a learner. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withPostgres } from '../../src/core/services/postgres/connection.ts';
import { deadline } from './native-support.ts';
import { sqlChecksWorld, type SqlChecksWorld } from './sql-checks-world.ts';

const SEED = `
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL, status text NOT NULL, placed_on date NOT NULL, note text NOT NULL);
INSERT INTO orders SELECT n, n * 7919 % 4000, CASE WHEN n % 200 = 0 THEN 'pending' ELSE 'delivered' END,
  date '2025-01-01' + n % 500, repeat('x', 60) FROM generate_series(1, 40000) AS n;
`;
const QUERY = "SELECT id, placed_on FROM orders WHERE customer_id = 42 ORDER BY placed_on";
const EXPECT = {
  uses: [{ relation: 'orders', index: '\\(customer_id' }], avoids: [{ node: 'Seq Scan' }], rowsRemovedAtMost: 0,
  fewerBuffersThan: { withoutIndexes: true, times: 20 },
};

let world: SqlChecksWorld;
beforeAll(async () => { world = await sqlChecksWorld(SEED); });
afterAll(() => world.dispose());
afterEach(async () => {
  world.files.clear();
  await world.driver.restore('pristine', null, deadline());
});

const answer = (text: string, expected: object = EXPECT, more: object = {}): ReturnType<SqlChecksWorld['check']> => {
  world.files.set('q.sql', text);
  return world.check({ kind: 'sql-plan', file: 'q.sql', expect: expected, ...more });
};
const prepare = (sql: string): Promise<void> => world.driver.runScript(sql, deadline());

describe('a plan passes', () => {
  it.each([
    ['with a fresh index', 'CREATE INDEX ON orders (customer_id)', QUERY],
    ['with a wider one', 'CREATE INDEX ON orders (customer_id, placed_on) INCLUDE (id)', QUERY],
    ['when the word EXPLAIN was left in the file', 'CREATE INDEX ON orders (customer_id)', `EXPLAIN (ANALYZE, BUFFERS)\n${QUERY};`],
    ['when scans were switched off for the database', 'CREATE INDEX ON orders (customer_id); ALTER DATABASE lab SET enable_indexscan = off; ALTER DATABASE lab SET enable_bitmapscan = off', QUERY],
  ])('%s', async (_, sql, query) => {
    await prepare(sql);
    expect(await answer(query)).toMatchObject({ verdict: 'passed' });
  });

  it('on data that no statistics know of yet', async () => {
    // The planner believes in an empty table until somebody tells it otherwise.
    await prepare(`CREATE TABLE events (id integer, kind text) WITH (autovacuum_enabled = false); ANALYZE events;
      CREATE INDEX ON events (kind); INSERT INTO events SELECT n, md5(n::text) FROM generate_series(1, 50000) AS n;`);
    expect(await answer("SELECT id FROM events WHERE kind = 'none'", { ...EXPECT, uses: [{ relation: 'events', node: 'Index' }] })).toMatchObject({ verdict: 'passed' });
  });

  it('when an index-only scan had to look at changed rows', async () => {
    await prepare("CREATE INDEX ON orders (customer_id) INCLUDE (placed_on, id); UPDATE orders SET note = repeat('y', 60);");
    expect(await answer('SELECT placed_on FROM orders WHERE customer_id BETWEEN 40 AND 80', {
      uses: [{ node: 'Index Only Scan' }], avoids: [{ node: 'Seq Scan' }, { node: 'Bitmap' }], fewerBuffersThan: { withoutIndexes: true, times: 50 },
    })).toMatchObject({ verdict: 'passed' });
  });

  it('with a session of the learner open in a transaction', async () => {
    await prepare('CREATE INDEX ON orders (customer_id)');
    await withPostgres(world.endpoint, deadline(), async (client) => {
      await client.query('BEGIN; UPDATE orders SET note = note WHERE id < 100');
      expect(await answer(QUERY)).toMatchObject({ verdict: 'passed' });
      expect((await client.query('SELECT 1 AS still')).rows).toEqual([{ still: '1' }]);
    });
  });
});

describe('a learner\'s mistake', () => {
  it.each<[string, string, string, object, string]>([
    ['no index', '', QUERY, { reason: 'plan-differs' }, 'The plan was to have a node with a fitting index on orders. It has none.'],
    ['an index on another column', 'CREATE INDEX ON orders (placed_on)', QUERY, { reason: 'plan-differs' }, 'Your way reads'],
    ['a composite index in the wrong order', 'CREATE INDEX ON orders (placed_on, customer_id)', QUERY, { reason: 'plan-differs' }, 'fitting index'],
    ['a function around the column', 'CREATE INDEX ON orders (customer_id)', 'SELECT id FROM orders WHERE abs(customer_id) = 42', { reason: 'plan-differs' }, 'Seq Scan'],
    ['an index made in a transaction that was never committed', 'BEGIN; CREATE INDEX ON orders (customer_id); ROLLBACK', QUERY, { reason: 'plan-differs' }, 'Seq Scan'],
    ['a query that asks for everything', 'CREATE INDEX ON orders (customer_id)', 'SELECT * FROM orders', { reason: 'plan-differs' }, 'not wanted here'],
    ['an empty file', '', '-- later', { reason: 'file-empty' }, ''],
    ['two statements', '', `${QUERY}; ${QUERY}`, { reason: 'more-than-one-statement' }, ''],
    ['a query that writes', '', 'DELETE FROM orders', { reason: 'not-read-only' }, ''],
    ['a wrong name', '', 'SELECT id,\n prize FROM orders', { reason: 'query-failed' }, 'q.sql, line 2: column \\"prize\\" does not exist'],
    ['the index instead of the query', '', 'CREATE INDEX ON orders (customer_id)', { reason: 'query-failed' }, 'syntax error'],
    ['an EXPLAIN with a mistake behind it', '', 'EXPLAIN ANALYZE\nSELECT prize FROM orders', { reason: 'query-failed' }, 'q.sql, line 2'],
  ])('%s', async (_, sql, query, expected, said) => {
    if (sql !== '') await prepare(sql);
    const result = await answer(query);
    expect(result).toMatchObject({ verdict: 'not-yet', ...expected });
    expect(JSON.stringify(result.evidence)).toContain(said);
    expect(await world.driver.query('SELECT count(*) FROM orders', 1, deadline())).toMatchObject({ rows: [['40000']] });
  });

  it('a filter that throws rows away is told at its node', async () => {
    await prepare('CREATE INDEX ON orders (placed_on)');
    const result = await answer("SELECT id FROM orders WHERE placed_on = '2025-02-01' AND status = 'pending'", { rowsRemovedAtMost: 5 });
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'reads-too-much', evidence: [{ kind: 'message' }, { kind: 'plan' }] });
    expect(JSON.stringify(result.evidence[1])).toMatch(/"removed":80,.*throws 80 rows away/);
  });

  it('a ratio of pages that is not reached is told with both numbers', async () => {
    const result = await answer('SELECT count(*) FROM orders', { fewerBuffersThan: { query: 'SELECT id FROM orders WHERE id = 1', times: 1 } });
    expect(result).toMatchObject({ reason: 'reads-too-much', evidence: [{ text: expect.stringMatching(/Your way reads \d+ pages/) as string }, { kind: 'plan', against: { wantedTimes: 1 } }] });
  });

  it('other rows are told before the plan is, and recognised by their query', async () => {
    await prepare('CREATE INDEX ON orders (customer_id)');
    const wanted = { ...EXPECT, sameRowsAs: 'SELECT id, placed_on FROM orders WHERE customer_id = 42' };
    expect(await answer(`EXPLAIN ANALYZE ${QUERY}`, wanted)).toMatchObject({ verdict: 'passed' });
    const mistakes = [{ result: 'SELECT id, placed_on FROM orders WHERE customer_id = 44', say: 'no' }, { result: 'SELECT id, placed_on FROM orders WHERE customer_id = 43', say: 'the neighbour' }];
    expect(await answer(QUERY.replace('42', '43'), wanted, { mistakes })).toMatchObject({ verdict: 'not-yet', reason: 'rows-differ', evidence: [{ kind: 'rows' }], mistake: 'the neighbour' });
  });

  it('is recognised by the text of the plan', async () => {
    const mistakes = [{ got: 'Seq Scan on orders .*Filter: \\(abs', say: 'a function hides the column' }];
    expect(await answer('SELECT id FROM orders WHERE abs(customer_id) = 42', EXPECT, { mistakes })).toMatchObject({ mistake: 'a function hides the column' });
  });

  it('a lock that another session keeps is named', async () => {
    await withPostgres(world.endpoint, deadline(), async (client) => {
      await client.query('BEGIN; LOCK TABLE orders');
      const result = await answer(QUERY);
      expect(result).toMatchObject({ verdict: 'not-yet', reason: 'query-timeout', evidence: [{ text: expect.stringContaining('transaction still open') as string }] });
    });
  });

  it('a query that takes too long is stopped', async () => {
    expect(await answer('SELECT pg_sleep(60)', EXPECT, { deadline: 1 })).toMatchObject({ verdict: 'not-yet', reason: 'query-timeout' });
  });
});

it('an author\'s fault is the lab\'s', async () => {
  expect(await world.check({ kind: 'sql-plan', query: 'SELEC', expect: EXPECT })).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
  expect(await answer(QUERY, { fewerBuffersThan: { query: 'SELECT nonsense', times: 2 } })).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
});
