/** Checks of kind sql-plan on a real MariaDB: each mistake with its verdict, and what must never be held against a learner. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withMysql } from '../../src/core/services/mysql/connection.ts';
import { deadline } from './native-support.ts';
import { sqlChecksWorld, type SqlChecksWorld } from './sql-checks-world.ts';

const SEED = `
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status varchar(20) NOT NULL, placed_on date NOT NULL, note varchar(80) NOT NULL);
INSERT INTO orders SELECT seq, seq * 7919 % 4000, IF(seq % 200 = 0, 'pending', 'delivered'), '2025-01-01' + INTERVAL seq % 500 DAY, REPEAT('x', 60) FROM seq_1_to_40000;
CREATE TABLE customers (id int PRIMARY KEY, name varchar(40) NOT NULL);
INSERT INTO customers SELECT seq, CONCAT('c', seq) FROM seq_1_to_4000;
`;
const QUERY = 'SELECT id, placed_on FROM orders WHERE customer_id = 42 ORDER BY placed_on';
const EXPECT = {
  uses: [{ relation: 'orders', index: '\\(customer_id' }], avoids: [{ node: '^ALL', relation: 'orders' }], rowsRemovedAtMost: 0,
  fewerBuffersThan: { query: 'SELECT id, placed_on FROM orders WHERE customer_id + 0 = 42', times: 3 },
};

let world: SqlChecksWorld;
beforeAll(async () => { world = await sqlChecksWorld(SEED, 'mysql'); });
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
const INDEX = 'CREATE INDEX by_customer ON orders (customer_id)';

describe('a plan passes', () => {
  it.each([
    ['with a fresh index', INDEX, QUERY],
    ['with a wider one, the table under another name', 'CREATE UNIQUE INDEX page ON orders (customer_id, placed_on DESC, id)', QUERY.replace('FROM orders', 'FROM orders AS o')],
    ['when the word EXPLAIN was left in the file', INDEX, `EXPLAIN\n${QUERY};`],
    ['when ANALYZE FORMAT=JSON was', INDEX, `analyze format=json ${QUERY}`],
  ])('%s', async (_, sql, query) => {
    await prepare(sql);
    expect(await answer(query)).toMatchObject({ verdict: 'passed' });
  });

  it('that sorts nothing', async () => {
    const noSort = { uses: [{ relation: 'orders', index: '\\(customer_id, placed_on' }], avoids: [{ node: 'filesort' }] };
    await prepare(INDEX);
    expect(await answer(QUERY, noSort)).toMatchObject({ verdict: 'not-yet', reason: 'plan-differs' });
    await prepare('CREATE INDEX page ON orders (customer_id, placed_on)');
    expect(await answer(QUERY, noSort)).toMatchObject({ verdict: 'passed' });
  });

  it('for one row, by the primary key, and for the answer in the index alone', async () => {
    expect(await answer('SELECT note FROM orders WHERE id = 7', { uses: [{ node: '^const$', relation: 'orders', index: 'PRIMARY' }], avoids: [{ node: 'ALL' }] })).toMatchObject({ verdict: 'passed' });
    await prepare(INDEX);
    expect(await answer('SELECT customer_id FROM orders WHERE customer_id < 9', { uses: [{ node: 'range, using index' }] })).toMatchObject({ verdict: 'passed' });
  });

  it('on a join, a subquery and a sort, each node once', async () => {
    await prepare(INDEX);
    const query = "SELECT c.name, COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.id IN (SELECT customer_id FROM orders WHERE status = 'pending') GROUP BY c.name ORDER BY 2 DESC";
    expect(await answer(query, { uses: [{ relation: 'customers' }, { relation: 'orders' }, { node: 'filesort' }, { node: 'temporary table' }] })).toMatchObject({ verdict: 'passed' });
  });

  it('with a session of the learner open in a transaction', async () => {
    await prepare(INDEX);
    await withMysql(world.endpoint, deadline(), async (client) => {
      await client.rows('START TRANSACTION');
      await client.rows('UPDATE orders SET note = id WHERE id < 100');
      expect(await answer(QUERY)).toMatchObject({ verdict: 'passed' });
      expect(await client.rows('SELECT 1')).toEqual([['1']]);
    });
  });
});

describe('a learner\'s mistake', () => {
  it.each<[string, string, string, object, string]>([
    ['no index', '', QUERY, { reason: 'plan-differs' }, 'The plan was to have a node with a fitting index on orders. It has none.'],
    ['an index on another column', 'CREATE INDEX d ON orders (placed_on)', QUERY, { reason: 'plan-differs' }, 'Your way reads'],
    ['a composite index in the wrong order', 'CREATE INDEX d ON orders (placed_on, customer_id)', QUERY, { reason: 'plan-differs' }, 'fitting index'],
    ['a calculation around the column', INDEX, 'SELECT id, placed_on FROM orders WHERE customer_id * 1 = 42', { reason: 'plan-differs' }, 'not wanted here'],
    ['an index that was dropped again', `${INDEX}; DROP INDEX by_customer ON orders`, QUERY, { reason: 'plan-differs' }, 'not wanted here'],
    ['an index that the query is told to ignore', INDEX, QUERY.replace('FROM orders', 'FROM orders IGNORE INDEX (by_customer)'), { reason: 'plan-differs' }, 'not wanted here'],
    ['a query that asks for everything', INDEX, 'SELECT * FROM orders', { reason: 'plan-differs' }, 'not wanted here'],
    ['an empty file', '', '-- later', { reason: 'file-empty' }, ''],
    ['two statements', '', `${QUERY}; ${QUERY}`, { reason: 'more-than-one-statement' }, ''],
    ['a query that writes', '', 'DELETE FROM orders', { reason: 'not-read-only' }, ''],
    ['a wrong name', '', 'SELECT id,\n prize FROM orders', { reason: 'query-failed' }, "q.sql, line 2: 1054 (42S22): Unknown column 'prize'"],
    ['the index instead of the query', '', INDEX, { reason: 'not-read-only' }, 'CREATE is more than a question'],
    ['an EXPLAIN with a mistake behind it', '', 'EXPLAIN\nSELECT prize FROM orders', { reason: 'query-failed' }, 'q.sql, line 2'],
  ])('%s', async (_, sql, query, expected, said) => {
    if (sql !== '') await prepare(sql);
    const result = await answer(query);
    expect(result).toMatchObject({ verdict: 'not-yet', ...expected });
    expect(JSON.stringify(result.evidence)).toContain(said);
    expect(await world.driver.query('SELECT COUNT(*) FROM orders', 1, deadline())).toMatchObject({ rows: [['40000']] });
  });

  it('a filter that throws rows away is told at its node', async () => {
    await prepare('CREATE INDEX d ON orders (placed_on)');
    const result = await answer("SELECT id FROM orders WHERE placed_on = '2025-02-01' AND status = 'pending'", { rowsRemovedAtMost: 5 });
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'reads-too-much', evidence: [{ kind: 'message' }, { kind: 'plan' }] });
    expect(JSON.stringify(result.evidence[1])).toMatch(/"removed":80,.*throws 80 rows away/);
  });

  it('other rows are told before the plan is, and recognised by their query', async () => {
    await prepare(INDEX);
    const wanted = { ...EXPECT, sameRowsAs: 'SELECT id, placed_on FROM orders WHERE customer_id = 42' };
    expect(await answer(`EXPLAIN ${QUERY}`, wanted)).toMatchObject({ verdict: 'passed' });
    const mistakes = [{ result: 'SELECT id, placed_on FROM orders WHERE customer_id = 43', say: 'the neighbour' }];
    expect(await answer(QUERY.replace('42', '43'), wanted, { mistakes })).toMatchObject({ verdict: 'not-yet', reason: 'rows-differ', mistake: 'the neighbour' });
  });

  it('a table whose form is being changed is named as locked', async () => {
    await withMysql(world.endpoint, deadline(), async (client) => {
      await client.rows('LOCK TABLES orders WRITE');
      expect(await answer(QUERY)).toMatchObject({ verdict: 'not-yet', reason: 'query-timeout', evidence: [{ text: expect.stringContaining('transaction still open') as string }] });
    });
  });

  it('a question of the author about a table that is not there yet is not the lab\'s fault', async () => {
    expect(await world.check({ kind: 'sql-plan', query: 'SELECT 1 FROM archive', expect: { avoids: [{ node: 'ALL' }] } })).toMatchObject({ verdict: 'not-yet', reason: 'query-failed' });
  });
});
