/** MySQL on the native engine: what the session and the learner rely on, against the real server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import { findProgram, shellEnvironment } from '../../src/core/engines/native/shell-environment.ts';
import { withMysql } from '../../src/core/services/mysql/connection.ts';
import { asAdmin, freshName, TRASH } from '../../src/core/services/mysql/names.ts';
import { readOnlyQuery } from '../../src/core/services/mysql/read-only-query.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import type { QueryResult } from '../../src/shared/views.ts';
import { deadline, endpointOf, nativeWorld, newSessionId, until, type NativeWorld } from './native-support.ts';

/** Everything that a reset has to bring along: keys between tables, views on views, bodies with `;`, generated columns. */
const SEED = `
-- A shop.
CREATE TABLE categories (slug VARCHAR(20) PRIMARY KEY);
INSERT INTO categories VALUES ('tea'), ('items');
CREATE TABLE products (
  sku VARCHAR(20) PRIMARY KEY, name VARCHAR(100) NOT NULL, category VARCHAR(20) NOT NULL DEFAULT 'items',
  price DECIMAL(10,2), price_paise BIGINT UNSIGNED AS (price * 100) STORED, changes INT NOT NULL DEFAULT 0,
  CONSTRAINT known_category FOREIGN KEY (category) REFERENCES categories (slug), CHECK (price >= 0)
);
INSERT INTO products (sku, name, category, price) VALUES ('TEA-1', 'मसाला चाय', 'tea', 250.00), ('TEA-2', 'Darjeeling; first "flush"', 'tea', NULL);
INSERT INTO products (sku, name, price) SELECT CONCAT('ITEM-', seq), CONCAT('Item ', seq), seq FROM seq_1_to_500;
CREATE SEQUENCE numbers START WITH 100;
CREATE VIEW zz_priced AS SELECT sku, price FROM products WHERE price IS NOT NULL;
CREATE VIEW aa_cheap AS SELECT * FROM zz_priced WHERE price < 100;
DELIMITER //
CREATE TRIGGER counted BEFORE UPDATE ON products FOR EACH ROW
BEGIN
  SET NEW.changes = OLD.changes + 1;
END//
CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC
BEGIN
  DECLARE result INT;
  SET result = n * 2;
  RETURN result;
END//
DELIMITER ;
`;

/** A restore takes well under a second; this long means that it waits for what is held. */
const HELD_UP_MS = 10_000;

let world: NativeWorld;
let environment: Environment;
let driver: ServiceDriver;

const rows = (result: QueryResult): (string | null)[][] => {
  if (result.kind !== 'table') throw new Error(`no table: ${JSON.stringify(result)}`);
  return result.rows;
};
const value = async (sql: string): Promise<string | null | undefined> => rows(await driver.query(sql, 10, deadline()))[0]?.[0];
const count = (): Promise<string | null | undefined> => value('SELECT count(*) FROM products');

beforeAll(async () => {
  world = nativeWorld();
  const workspace = join(world.dataFolder, 'workspaces', 'one');
  mkdirSync(workspace, { recursive: true });
  ({ environment } = await world.engine.open({
    sessionId: newSessionId(), lab: 'shop', services: [{ id: 'db', kind: 'mysql', password: String.raw`it's \ secret` }], workspace, tools: [],
  }, { signal: deadline() }));
  driver = world.driverOf(environment, 'db');
});
afterAll(() => world.dispose());

describe('seed', () => {
  it('tells file, line and reason of a statement that fails, and can be done again', async () => {
    const files = [{ name: 'seed/01.sql', text: 'CREATE TABLE a (x INT);\n\nINSERT INTO a\n  VALUES (1),\n  (nope);' }];
    await expect(driver.seed(files, deadline())).rejects.toMatchObject({
      code: 'SERVICE_SEED_FAILED', details: { file: 'seed/01.sql', reason: expect.stringMatching(/^line 5: 1054 \(42S22\): Unknown column 'nope'/) as string },
    });
    expect(await driver.isSeeded(deadline())).toBe(false);
    await driver.seed([{ name: 'seed/01.sql', text: SEED }], deadline());
    expect(await driver.isSeeded(deadline())).toBe(true);
    expect(await count()).toBe('502');
    expect(world.warnings).toEqual([]);
  });

  it('leaves everything that it made in place: keys, views, triggers, routines, sequences, generated columns', async () => {
    await expect(driver.query("INSERT INTO products (sku, name, category) VALUES ('X', 'x', 'nope')", 1, deadline())).rejects.toMatchObject({
      details: { message: expect.stringContaining('known_category') as string },
    });
    expect(await value('SELECT count(*) FROM aa_cheap')).toBe('99');
    expect(await value('SELECT twice(21)')).toBe('42');
    expect(await value('SELECT NEXTVAL(numbers)')).toBe('100');
    await driver.runScript("UPDATE products SET price = 2.5 WHERE sku = 'TEA-2'", deadline());
    expect(rows(await driver.query("SELECT price_paise, changes FROM products WHERE sku = 'TEA-2'", 1, deadline()))).toEqual([['250', '1']]);
    await driver.restore('pristine', null, deadline());
    expect(rows(await driver.query("SELECT price_paise, changes FROM products WHERE sku = 'TEA-2'", 1, deadline()))).toEqual([[null, '0']]);
  });
});

describe('the query panel', () => {
  it('shows cells as mysql does, with type names', async () => {
    const result = await driver.query("SELECT sku, name, price, price IS NULL AS free, CAST(UNHEX('00ff') AS BINARY(2)) AS bytes FROM products WHERE sku LIKE 'TEA%' ORDER BY sku", 10, deadline());
    expect(result).toMatchObject({
      kind: 'table', cut: false,
      columns: [
        { name: 'sku', type: 'varchar(20)' }, { name: 'name', type: 'varchar(100)' }, { name: 'price', type: 'decimal(10,2)' },
        { name: 'free', type: 'int' }, { name: 'bytes', type: expect.stringMatching(/binary\(2\)$/) as string },
      ],
      rows: [['TEA-1', 'मसाला चाय', '250.00', '0', '0x00FF'], ['TEA-2', 'Darjeeling; first "flush"', null, '1', '0x00FF']],
    });
  });

  it('reads no more of a huge result than it shows', async () => {
    const result = await driver.query('SELECT seq FROM seq_1_to_2000000000', 3, deadline());
    expect(result).toMatchObject({ rows: [['1'], ['2'], ['3']], cut: true });
  });

  it('shows the result of the last of several statements, and what one without rows did', async () => {
    expect(rows(await driver.query('SELECT 1; SELECT twice(21)', 10, deadline()))).toEqual([['42']]);
    expect(await driver.query("UPDATE products SET name = 'Item 1' WHERE sku IN ('ITEM-1', 'ITEM-2')", 10, deadline()))
      .toMatchObject({ kind: 'done', text: expect.stringContaining('Rows matched: 2') as string });
    expect(await driver.query("SET SESSION sql_mode = ''; CREATE TEMPORARY TABLE t (n TINYINT); INSERT INTO t VALUES (300)", 10, deadline()))
      .toMatchObject({ text: expect.stringContaining("Warning 1264: Out of range value for column 'n'") as string });
  });

  it.each([
    ["SELECT '🍵';\nSELECT nam FROM products", 'nam'],
    ['SELECT sku FROM prodcts', 'prodcts'],
    ['SELECT sku\nFORM products\nWHERE 1', 'products'],
    ['SELECT sku FROM products WHERE', ''],
  ])('places an error in the whole text: %s', async (text, at) => {
    await expect(driver.query(text, 10, deadline())).rejects.toMatchObject({
      code: 'QUERY_FAILED', details: { position: (at === '' ? text.length : text.lastIndexOf(at)) + 1 },
    });
  });

  it('says that a transaction left open was rolled back', async () => {
    const result = await driver.query('START TRANSACTION; DELETE FROM products', 10, deadline());
    expect(result).toMatchObject({ kind: 'done', text: expect.stringContaining('rolled back') as string });
    expect(await count()).toBe('502');
  });

  it('stops the statement on the server when it is aborted', async () => {
    const abort = new AbortController();
    setTimeout(() => { abort.abort(new Error('stop')); }, 100);
    const began = performance.now();
    await expect(driver.query("SELECT SLEEP(60), 'sleeper'", 10, abort.signal)).rejects.toThrow('stop');
    expect(performance.now() - began).toBeLessThan(3_000);
    await until(() => value("SELECT count(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE '%SLEEP(60)%' AND ID <> CONNECTION_ID()"), () => true)
      .then((left) => { expect(left).toBe('0'); });
  });
});

describe('the read-only question of the checks', () => {
  const ask = (sql: string, timeoutMs = 5_000): ReturnType<typeof readOnlyQuery> =>
    readOnlyQuery(endpointOf(environment, 'db'), sql, { timeoutMs, maxRows: 2, signal: deadline() });

  it('answers', async () => {
    expect(await ask('SELECT sku FROM products ORDER BY sku')).toMatchObject({ ok: true, columns: [{ name: 'sku', type: 'varchar(20)' }], cut: true });
    expect(await ask('SHOW TABLES')).toMatchObject({ ok: true, cut: true });
    expect(await ask('EXPLAIN SELECT * FROM products')).toMatchObject({ ok: true });
  });

  it.each([
    ['DELETE FROM products', 'not-read-only'],
    ['DROP TABLE products', 'not-read-only'],
    ['TRUNCATE products', 'not-read-only'],
    ['INSERT INTO products (sku, name) VALUES (1, 1)', 'not-read-only'],
    ['CALL anything()', 'not-read-only'],
    ['BEGIN NOT ATOMIC COMMIT; DELETE FROM products; END', 'more-than-one-statement'],
    ["EXECUTE IMMEDIATE 'DELETE FROM products'", 'not-read-only'],
    ['SELECT 1; DELETE FROM products', 'more-than-one-statement'],
    ['', 'empty'],
    ['-- nothing', 'empty'],
    ['# nothing', 'empty'],
    ['SELECT nope', 'query-failed'],
    ['SELEC 1', 'query-failed'],
    ['SELECT 1\\G', 'query-failed'],
    ['SELECT SLEEP(20)', 'query-timeout'],
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
    await driver.runScript('DELETE FROM products; CREATE TABLE mine (x INT) ENGINE = MyISAM; DROP FUNCTION twice; CREATE VIEW broken AS SELECT x FROM mine', deadline());
    const connected = withMysql(endpointOf(environment, 'db'), deadline(), async (client) => {
      await client.rows('START TRANSACTION');
      await client.rows('INSERT INTO products (sku, name) VALUES (1, 1)');
      await client.rows('SELECT SLEEP(30)');
    });
    const cut = expect(connected).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
    await new Promise((done) => setTimeout(done, 100));
    await driver.restore('pristine', 'c1', deadline());
    await cut;
    expect(await count()).toBe('502');
    expect(await value('SELECT twice(21)')).toBe('42');
    await expect(driver.query('SELECT * FROM mine', 1, deadline())).rejects.toMatchObject({ code: 'QUERY_FAILED' });

    await driver.restore('c1', null, deadline());
    expect(await count()).toBe('0');
    expect(rows(await driver.query('SELECT count(*) FROM broken', 1, deadline()))).toEqual([['0']]);
    await driver.discard('c1', deadline());
    await expect(driver.restore('c1', null, deadline())).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    await driver.restore('pristine', null, deadline());
  });

  it('has copies ready while one that nobody needs cannot be dropped yet', async () => {
    const held = freshName(TRASH);
    await withMysql(asAdmin(endpointOf(environment, 'db')), deadline(), async (client) => {
      await client.rows(`CREATE DATABASE ${held}`);
      await client.rows(`CREATE TABLE ${held}.one AS SELECT 1 AS n`);
      await client.rows('START TRANSACTION');
      await client.rows(`SELECT * FROM ${held}.one`);
      for (let n = 0; n < 4; n += 1) {
        await driver.runScript('DELETE FROM products', deadline());
        await driver.restore('pristine', null, AbortSignal.timeout(HELD_UP_MS));
        expect(await count()).toBe('502');
      }
      const warm = (): Promise<number> => client.rows("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE '\\_bb\\_warm\\_pristine%'").then((found) => found.length);
      while (await warm() < 2) await new Promise((done) => setTimeout(done, 20));
      expect((await client.rows(`SELECT * FROM ${held}.one`)).length).toBe(1);
      await client.rows('COMMIT');
    });
    await withMysql(asAdmin(endpointOf(environment, 'db')), deadline(), async (client) => {
      while ((await client.rows(`SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '${held}'`)).length > 0) await new Promise((done) => setTimeout(done, 20));
    });
  });

  it('works ten times in a row, faster than copies can be made', async () => {
    for (let n = 0; n < 10; n += 1) {
      await driver.runScript('DELETE FROM products', deadline());
      await driver.restore('pristine', null, deadline());
      expect(await count()).toBe('502');
    }
  });

  it('goes on after a crash in mid-restore: a move planned and half done, the door closed; or the database gone', async () => {
    const asRoot = <T>(work: (sql: (text: string) => Promise<(string | null)[][]>) => Promise<T>): Promise<T> =>
      withMysql(asAdmin(endpointOf(environment, 'db')), deadline(), (client) => work((text) => client.rows(text)));
    const other = world.driverOf(environment, 'db');
    await asRoot(async (sql) => {
      await sql("INSERT INTO _bb_journal.moves (source, target, definitions) VALUES ('lab', '_bb_keep_aside', '{\"characterSet\":\"utf8mb4\",\"collation\":\"\",\"definitions\":[]}'), ('_bb_keep_aside', 'lab', '{\"characterSet\":\"utf8mb4\",\"collation\":\"\",\"definitions\":[]}')");
      await sql('SET foreign_key_checks = 0');
      await sql('DROP TRIGGER lab.counted');
      await sql('DROP DATABASE IF EXISTS _bb_keep_aside');
      await sql('CREATE DATABASE _bb_keep_aside');
      await sql('RENAME TABLE lab.products TO _bb_keep_aside.products');
      await sql("ALTER USER 'learner'@'%' ACCOUNT LOCK");
    });
    await expect(other.query('SELECT 1', 1, deadline())).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
    expect(await other.isSeeded(deadline())).toBe(true);
    expect(await count()).toBe('502');
    await asRoot((sql) => sql('DROP DATABASE lab'));
    expect(await driver.isSeeded(deadline())).toBe(true);
    expect(await count()).toBe('502');
  });

  it('keeps states under names, says which one holds what did not change, and tells their sizes', async () => {
    await driver.runScript("DELETE FROM products WHERE sku = 'ITEM-7'", deadline());
    expect(await driver.capture('step-1', deadline())).toBe('step-1');
    expect(await driver.capture('step-2', deadline())).toBe('step-1');
    await driver.runScript("UPDATE products SET name = 'Other' WHERE sku = 'ITEM-8'", deadline());
    driver.prepare(['step-1']);
    expect(await driver.capture('step-2', deadline())).toBe('step-2');
    await driver.runScript('CREATE VIEW more AS SELECT 1 AS one', deadline());
    expect(await driver.capture('step-3', deadline())).toBe('step-3');
    await driver.restore('step-1', null, deadline());
    expect(await value("SELECT name FROM products WHERE sku = 'ITEM-8'")).toBe('Item 8');
    expect(await driver.capture('step-4', deadline())).toBe('step-1');
    await driver.restore('step-3', null, deadline());
    expect(await value('SELECT one FROM more')).toBe('1');
    expect(await value("SELECT name FROM products WHERE sku = 'ITEM-8'")).toBe('Other');
    const listed = await driver.list(deadline());
    expect(listed.map(({ name }) => name).sort()).toEqual(['pristine', 'step-1', 'step-2', 'step-3']);
    expect(listed.every(({ bytes }) => bytes > 10_000)).toBe(true);
    for (const name of ['step-1', 'step-2', 'step-3']) await driver.discard(name, deadline());
    await driver.restore('pristine', null, deadline());
    expect(await driver.capture('same', deadline())).toBe('pristine');
  });

  it('gives checks a copy of the first data that they may write to', async () => {
    await driver.runScript("DELETE FROM products WHERE sku = 'TEA-1'", deadline());
    const copy = await driver.pristineCopy(deadline());
    const there = { ...endpointOf(environment, 'db'), database: copy.database };
    const reply = await withMysql(there, deadline(), async (client) => {
      await client.rows("INSERT INTO products (sku, name) VALUES ('NEW', 'New')");
      return client.rows('SELECT count(*) FROM products');
    });
    expect(reply).toEqual([['503']]);
    await copy.dispose();
    await expect(withMysql(there, deadline(), (client) => client.rows('SELECT 1'))).rejects.toThrow('Unknown database');
    expect(await count()).toBe('501');
    await driver.restore('pristine', null, deadline());
  });
});

describe('the learner\'s user', () => {
  it.each([
    'SELECT * FROM mysql.global_priv', 'DROP DATABASE _bb_pristine', 'SELECT * FROM _bb_pristine.products', "CREATE USER other IDENTIFIED BY 'x'",
    "ALTER USER root IDENTIFIED BY 'mine'", "SELECT 1 INTO OUTFILE '/tmp/one'", 'CREATE DATABASE other', 'SET GLOBAL max_connections = 1',
  ])('may not %s', async (sql) => {
    await expect(driver.query(sql, 1, deadline())).rejects.toMatchObject({ code: 'QUERY_FAILED', details: { message: expect.stringMatching(/denied/) as string } });
  });

  it('is let in with the right password only, and so is root', async () => {
    const endpoint = endpointOf(environment, 'db');
    const connect = (change: Partial<typeof endpoint>): Promise<unknown> => withMysql({ ...endpoint, ...change }, deadline(), (client) => client.rows('SELECT 1'));
    for (const change of [{ password: 'wrong' }, { password: '' }, { user: 'root' }, { user: 'root', password: '' }, { user: '', password: '' }, { user: 'mariadb.sys', password: '' }]) {
      await expect(connect(change)).rejects.toThrow(/Access denied/);
    }
    await expect(connect({ database: '_bb_pristine' })).rejects.toThrow(/Access denied/);
  });

  it('is who mysql in the lab\'s terminal is', async () => {
    const env = shellEnvironment({ dataFolder: world.dataFolder, resourcesFolder: '/none', env: process.env }, environment.shellVariables());
    const client = spawn(findProgram('mysql', env) ?? 'mysql', ['--batch', '-e', "SELECT CURRENT_USER(), DATABASE(), @@collation_connection = @@collation_server, 'चाय'"], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    client.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
    expect(await once(client, 'close')).toEqual([0, null]);
    expect(out.split('\n')[1]).toBe('learner@%\tlab\t1\tचाय');
  });
});

it('keeps its data over a restart and over a kill', async () => {
  await driver.runScript("INSERT INTO products (sku, name) VALUES ('KEPT', 'kept')", deadline());
  await environment.restart('db', { signal: deadline() });
  expect(await count()).toBe('503');
  await driver.runScript("INSERT INTO products (sku, name) VALUES ('KEPT-2', 'kept')", deadline());
  const pid = await value('SELECT @@pid_file').then(async (file) => Number((await import('node:fs')).readFileSync(file ?? '', 'utf8')));
  process.kill(pid, 'SIGKILL');
  await until(() => environment.services()[0]?.state, (state) => state === 'failed');
  await environment.restart('db', { signal: deadline() });
  expect(await driver.isSeeded(deadline())).toBe(true);
  expect(await count()).toBe('504');
});

it('lets go without hanging while copies are being made', async () => {
  const other = world.driverOf(environment, 'db');
  await other.restore('pristine', null, deadline());
  const began = performance.now();
  await other.dispose();
  expect(performance.now() - began).toBeLessThan(3_000);
});
