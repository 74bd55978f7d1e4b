/** Scenes with several sessions on MySQL, and each mistake with its verdict: the same on both engines. */
import { afterEach, describe, expect, it } from 'vitest';
import { withMysql } from '../../src/core/services/mysql/connection.ts';
import type { Endpoint } from '../../src/core/engines/engine.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import type { CheckResult } from '../../src/shared/verdict.ts';

export const SCRIPTS_SEED = `
CREATE TABLE products (id INT PRIMARY KEY, sku VARCHAR(10) NOT NULL UNIQUE, stock INT NOT NULL CHECK (stock >= 0));
CREATE TABLE items (order_id INT, product_id INT, FOREIGN KEY (product_id) REFERENCES products (id));
INSERT INTO products VALUES (1, 'TEA-2001', 40), (2, 'TEA-2002', 7), (3, 'TEA-2004', 0);
CREATE TABLE jobs (id INT PRIMARY KEY, taken_by VARCHAR(10));
INSERT INTO jobs VALUES (1, NULL), (2, NULL), (3, NULL);
CREATE VIEW waiting AS SELECT COUNT(*) AS n FROM jobs WHERE taken_by IS NULL;
DELIMITER //
CREATE PROCEDURE restock(IN p INT, IN n INT) BEGIN UPDATE products SET stock = stock + n WHERE id = p; END//
DELIMITER ;
`;
const DEADLINE_MS = 60_000;

export interface ScriptsWorld {
  driver: ServiceDriver;
  endpoint: Endpoint;
  files: Map<string, string>;
  warnings: string[];
  check(spec: object): Promise<CheckResult>;
}

/** @param world ready before the first test */
export function describeMysqlScripts(world: () => ScriptsWorld): void {
  const soon = (): AbortSignal => AbortSignal.timeout(DEADLINE_MS);
  const play = (steps: object[], more: object = {}): Promise<CheckResult> => world().check({ kind: 'sql-script', steps, ...more });
  const said = (result: CheckResult): string => JSON.stringify(result.evidence);
  const learner = (work: (run: (sql: string) => Promise<unknown>) => Promise<void>): Promise<void> =>
    withMysql(world().endpoint, soon(), (client) => work((sql) => client.rows(sql)));
  afterEach(async () => {
    world().files.clear();
    await world().driver.restore('pristine', null, soon());
    expect(world().warnings.splice(0)).toEqual([]);
  });

  describe('a probe of a constraint', () => {
    it.each<[string, string, number, string]>([
      ['unique', "INSERT INTO products VALUES (9, 'TEA-2001', 1)", 1062, '23000'], ['check', 'UPDATE products SET stock = -1', 4025, '23000'],
      ['foreign key', 'INSERT INTO items VALUES (1, 99)', 1452, '23000'], ['not null', 'INSERT INTO products VALUES (9, NULL, 1)', 1048, '23000'],
    ])('%s', async (_, sql, number, sqlstate) => {
      expect(await play([{ session: 'a', sql, expect: { error: { number } } }])).toMatchObject({ verdict: 'passed' });
      expect(await play([{ session: 'a', sql, expect: { error: { sqlstate } } }])).toMatchObject({ verdict: 'passed' });
      const result = await play([{ session: 'a', sql, expect: { error: { number: [1205, 1213] } } }]);
      expect(result).toMatchObject({ verdict: 'not-yet', reason: 'step-refused', evidence: [{ events: [{ outcome: 'refused', expected: 'that it is refused with 1205 or 1213' }] }] });
      expect(said(result)).toContain(`ERROR ${String(number)} (${sqlstate}): `);
    });

    it('that is let through is told, and changes nothing of the learner\'s', async () => {
      const result = await play([{ session: 'shop', sql: 'UPDATE products SET stock = stock + 1', expect: { error: { number: 4025 } } }]);
      expect(result).toMatchObject({ verdict: 'not-yet', reason: 'step-accepted', evidence: [{ events: [{ answer: 'Query OK, 3 rows affected\nRows matched: 3  Changed: 3  Warnings: 0', expected: 'that it is refused with 4025' }] }] });
      expect(await world().driver.query('SELECT SUM(stock) FROM products', 1, soon())).toMatchObject({ rows: [['47']] });
      expect(await play([{ session: 'a', sql: 'UPDATE products SET stock = 1', expect: { affected: 1 } }])).toMatchObject({ reason: 'value-differs' });
      expect(await play([{ session: 'a', sql: 'CALL restock(2, 3)' }, { session: 'a', sql: 'SELECT stock FROM products WHERE id = 2', expect: { rows: [[10]] } }, { session: 'a', sql: 'SELECT n FROM waiting', expect: { rows: [[3]] } }])).toMatchObject({ verdict: 'passed' });
    });
  });

  describe('two sessions', () => {
    const take = (begin: string, lock: string): string => `DELIMITER //
CREATE PROCEDURE take(IN p INT, IN n INT) BEGIN DECLARE s INT; ${begin} SELECT stock INTO s FROM products WHERE id = p ${lock}; UPDATE products SET stock = s - n WHERE id = p; COMMIT; END//
`;
    const SCENE = [
      { session: 'setup', file: 'take.sql' },
      { session: 'holder', sql: 'BEGIN; SELECT id FROM products WHERE id = 1 FOR UPDATE' },
      { session: 'a', sql: 'CALL take(1, 2)', expect: { waits: true } }, { session: 'b', sql: 'CALL take(1, 3)', expect: { waits: true } },
      { session: 'holder', sql: 'COMMIT' }, { session: 'a', continues: true }, { session: 'b', continues: true },
      { session: 'after', sql: 'SELECT stock FROM products WHERE id = 1', expect: { rows: [[35]] } },
    ];

    it('lose nothing with a lock', async () => {
      world().files.set('take.sql', take('START TRANSACTION;', 'FOR UPDATE'));
      const result = await play(SCENE);
      expect(result, said(result)).toMatchObject({ verdict: 'passed' });
    });

    it('lose an update without one, while the learner has a transaction open', async () => {
      world().files.set('take.sql', take('', ''));
      await learner(async (run) => {
        await run('BEGIN');
        await run('UPDATE products SET stock = 100 WHERE id = 1');
        const result = await play(SCENE, { mistakes: [{ got: 'after: .* → 3[78]', say: 'the last one won' }] });
        expect(result, said(result)).toMatchObject({ verdict: 'not-yet', reason: 'value-differs', mistake: 'the last one won' });
        const [script] = result.evidence;
        if (script?.kind !== 'script') throw new Error('no script');
        expect(script.events.map(({ session, outcome, answer }) => `${session} ${outcome} ${answer}`.trim()).slice(3, 5)).toEqual(['a waits for holder', expect.stringMatching(/^b waits for /)]);
        await run('COMMIT');
      });
      expect(await world().driver.query('SELECT stock FROM products WHERE id = 1', 1, soon())).toMatchObject({ rows: [['100']] });
    });

    it('that read and then write in a transaction: MariaDB refuses the second', async () => {
      world().files.set('take.sql', take('START TRANSACTION;', ''));
      const result = await play(SCENE);
      expect(result).toMatchObject({ verdict: 'not-yet', reason: expect.stringMatching('step-refused|value-differs') as unknown });
    });

    it('where one does not wait, or waits where it should not', async () => {
      const scene = [
        { session: 'a', sql: 'BEGIN' }, { session: 'a', file: 'job.sql', expect: { rows: [[1]] } }, { session: 'b', sql: 'BEGIN' }, { session: 'b', file: 'job.sql', expect: { rows: [[2]] } },
        { session: 'a', sql: 'ROLLBACK' }, { session: 'c', file: 'job.sql', expect: { rows: [[1]] } },
      ];
      const job = (lock: string): string => `SELECT id FROM jobs WHERE taken_by IS NULL ORDER BY id LIMIT 1 ${lock}`;
      world().files.set('job.sql', job('FOR UPDATE SKIP LOCKED'));
      expect(await play(scene)).toMatchObject({ verdict: 'passed' });
      world().files.set('job.sql', job('FOR UPDATE'));
      expect(await play(scene)).toMatchObject({ verdict: 'not-yet', reason: 'step-waits', evidence: [{ events: expect.arrayContaining([expect.objectContaining({ session: 'b', outcome: 'waits', answer: 'for a', expected: 'that it does not wait' })]) as unknown }] });
      world().files.set('job.sql', job('FOR UPDATE NOWAIT'));
      const refused = await play(scene);
      expect(refused).toMatchObject({ verdict: 'not-yet', reason: 'step-refused' });
      expect(said(refused)).toContain('job.sql, line 1: ERROR 1205');
      world().files.set('job.sql', job(''));
      expect(await play([scene[0]!, scene[1]!, scene[2]!, { session: 'b', file: 'job.sql', expect: { waits: true } }, { session: 'b', continues: true }]))
        .toMatchObject({ verdict: 'not-yet', reason: 'step-does-not-wait', evidence: [{ events: expect.arrayContaining([expect.objectContaining({ session: 'b', expected: 'that it waits for another session' })]) as unknown }] });
    });

    it('wait for a table that is being used, with a limit of their own', async () => {
      world().files.set('change.sql', 'SET SESSION lock_wait_timeout = 1;\nALTER TABLE products ADD COLUMN colour VARCHAR(20);');
      const scene = (last: object): object[] => [
        { session: 'report', sql: 'BEGIN; SELECT COUNT(*) FROM products' }, { session: 'migration', file: 'change.sql', expect: { waits: true } },
        { session: 'clock', sql: 'SELECT SLEEP(1.3)' }, last,
      ];
      const gaveUp = await play(scene({ session: 'migration', continues: true, expect: { error: { number: 1205 } } }));
      expect(gaveUp, said(gaveUp)).toMatchObject({ verdict: 'passed' });
      const told = await play(scene({ session: 'migration', continues: true }));
      expect(told).toMatchObject({ verdict: 'not-yet', reason: 'step-refused' });
      expect(said(told)).toContain('change.sql, line 2: ERROR 1205 (HY000): Lock wait timeout exceeded');
      world().files.set('change.sql', 'ALTER TABLE products ADD COLUMN colour VARCHAR(20)');
      expect(await play([...scene({ session: 'report', sql: 'COMMIT' }), { session: 'migration', continues: true }])).toMatchObject({ verdict: 'passed' });
    });

    it('that meet in a circle: the server ends one, and the other goes on', async () => {
      const move = (from: number, to: number): string => `BEGIN; UPDATE products SET stock = stock - 1 WHERE id = ${String(from)}; UPDATE products SET stock = stock + 1 WHERE id = ${String(to)}; COMMIT;`;
      world().files.set('one.sql', move(1, 2)).set('two.sql', move(2, 1));
      const together = [{ session: 'a', file: 'one.sql' }, { session: 'b', file: 'two.sql' }];
      const result = await play([{ together }]);
      expect(result).toMatchObject({ verdict: 'not-yet', reason: 'step-refused' });
      expect(said(result)).toContain('ERROR 1213 (40001): Deadlock found');
      const oneFails = await play([{ together, mayFail: { number: 1213, sessions: 1 } }, { session: 'after', sql: 'SELECT SUM(stock) FROM products', expect: { rows: [[47]] } }]);
      expect(oneFails, said(oneFails)).toMatchObject({ verdict: 'passed' });
      expect(await play([{ together, mayFail: { number: 1205, sessions: 1 } }])).toMatchObject({ reason: 'step-refused' });
      world().files.set('two.sql', 'BEGIN; UPDATE products SET stock = stock + 1 WHERE id = 1; UPDATE products SET stock = stock - 1 WHERE id = 2; COMMIT;');
      expect(await play([{ together }])).toMatchObject({ verdict: 'passed' });
    });
  });

  describe('a file of the learner', () => {
    it.each<[string, string | null, object]>([
      ['missing', null, { reason: 'file-missing' }], ['empty', '-- nothing', { reason: 'file-empty' }], ['with a command of mysql', 'SELECT 1 \\G', { reason: 'query-unreadable' }],
      ['with an error in line 2', 'SELECT 1;\nSELECT prize FROM products;', { reason: 'step-refused', evidence: [{ events: [{}, { answer: expect.stringMatching(/^f\.sql, line 2: ERROR 1054 \(42S22\): Unknown column 'prize'/) as unknown }] }] }],
      ['that gives no rows', 'BEGIN; COMMIT', { reason: 'no-result' }],
      ['that takes too long', 'SELECT SLEEP(30)', { reason: 'query-timeout' }],
      ['that reaches for the learner\'s own database', 'SELECT COUNT(*) FROM jobs; DELETE FROM lab.jobs', { reason: 'step-refused', evidence: [{ events: [{}, { answer: expect.stringContaining('ERROR 1142') as unknown }] }] }],
    ])('%s', async (_, text, expected) => {
      if (text !== null) world().files.set('f.sql', text);
      const result = await play([{ session: 'a', file: 'f.sql', expect: { rows: [[1]] } }], { deadline: 2 });
      expect(result, said(result)).toMatchObject({ verdict: 'not-yet', ...expected });
      expect(await world().driver.query('SELECT COUNT(*) FROM jobs', 1, soon())).toMatchObject({ rows: [['3']] });
    });

    it('gives rows that a reference on the same copy gives', async () => {
      world().files.set('f.sql', 'INSERT INTO jobs VALUES (77, NULL); SELECT id FROM jobs ORDER BY id DESC;');
      const step = (more: object): object[] => [{ session: 'a', file: 'f.sql', expect: { query: 'SELECT id FROM jobs ORDER BY id', ...more } }];
      expect(await play(step({ compare: 'set' }))).toMatchObject({ verdict: 'passed' });
      expect(await play(step({}))).toMatchObject({ reason: 'row-order-differs', evidence: [{ kind: 'script' }, { kind: 'rows' }] });
    });
  });

  it('an author\'s fault is the lab\'s, a locked table is told, and nothing is left behind', async () => {
    expect(await play([{ session: 'a', sql: 'SELEC 1' }])).toMatchObject({ verdict: 'broken', reason: 'lab-fault' });
    await learner(async (run) => {
      await run('LOCK TABLES products WRITE');
      expect(await play([{ session: 'a', sql: 'SELECT 1' }])).toMatchObject({ verdict: 'not-yet', reason: 'query-timeout' });
      await run('UNLOCK TABLES');
    });
    expect(await world().driver.query("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'lab_copy%'", 10, soon())).toMatchObject({ rows: [] });
  });
}
