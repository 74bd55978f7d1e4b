/** What learners get wrong on PostgreSQL, Redis and MongoDB: each mistake with the verdict and the words that it must give. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/shared/verdict.ts';
import { deadline, nativeWorld } from './native-support.ts';
import { sqlChecksWorld, type SqlChecksWorld } from './sql-checks-world.ts';

/** What is wrong, what the learner did, the reason, and what the evidence must say. */
type Row = [mistake: string, work: string, reason: string | null, said: string];

function expectTold(result: CheckResult, reason: string | null, said: string): void {
  expect(result).toMatchObject(reason === null ? { verdict: 'passed' } : { verdict: 'not-yet', reason });
  expect(JSON.stringify(result.evidence)).toContain(said);
}

describe('sql, on PostgreSQL', () => {
  let world: SqlChecksWorld;
  beforeAll(async () => {
    world = await sqlChecksWorld(`
      CREATE TABLE products (id int PRIMARY KEY, name text, origin text, price numeric(10,2), stock int, added date);
      INSERT INTO products VALUES (1, 'Sencha', 'JP', 340, 5, '2026-03-01'), (2, 'Assam', 'IN', 210.50, 0, '2026-03-02'), (3, 'House blend', NULL, 180, 9, '2026-03-03'),
        (4, 'Gift box', '', 400, NULL, '2026-03-04'), (5, 'Darjeeling', 'IN', 400, 3, '2026-03-04');`);
  });
  afterAll(() => world.dispose());
  const answer = (text: string, query: string, more: object = {}): Promise<CheckResult> => {
    world.files.set('q.sql', text);
    return world.check({ kind: 'sql', file: 'q.sql', expect: { query }, compare: 'set', ...more });
  };

  const NOT_INDIA = "SELECT name FROM products WHERE origin IS DISTINCT FROM 'IN'";
  it.each<Row>([
    ['= NULL', 'SELECT name FROM products WHERE origin = NULL', 'rows-differ', '"gotTotal":0'],
    ['<> loses the rows without a value', "SELECT name FROM products WHERE origin <> 'IN'", 'rows-differ', 'House blend'],
    ["an empty text for no value", "SELECT name FROM products WHERE origin <> 'IN' OR origin = ''", 'rows-differ', 'House blend'],
    ['another case in a text', "SELECT name FROM products WHERE origin IS DISTINCT FROM 'in'", 'rows-differ', 'Assam'],
    ['a row twice', `${NOT_INDIA} UNION ALL SELECT 'Sencha'`, 'rows-differ', 'Sencha'],
    ['another column', NOT_INDIA.replace('name', 'id'), 'columns-differ', 'id (integer)'],
    ['one column too many', NOT_INDIA.replace('name', '*'), 'columns-differ', 'origin'],
    ['texts in double quotes', 'SELECT name FROM products WHERE origin <> "IN"', 'query-failed', 'column \\"IN\\" does not exist'],
    ['two equal signs', "SELECT name FROM products WHERE origin == 'IN'", 'query-failed', 'operator does not exist'],
    ['a comma too many', 'SELECT name, FROM products', 'query-failed', 'q.sql, line 1: syntax error'],
    ['quotes from a word processor', 'SELECT name FROM products WHERE origin IS DISTINCT FROM \u2018IN\u2019', 'query-failed', 'q.sql, line 1'],
    ['a missing FROM', 'SELECT name', 'query-failed', 'column \\"name\\" does not exist'],
    ['an aggregate beside a column', 'SELECT name, count(*) FROM products', 'query-failed', 'GROUP BY'],
    ['HAVING without need', 'SELECT name FROM products HAVING price > 100', 'query-failed', 'GROUP BY'],
    ['right, with Windows line ends, a comment, a semicolon and a byte order mark', `\ufeff-- all but India\r\n${NOT_INDIA}\r\n;\r\n`, null, ''],
    ['right, another order and spelling', "select NAME from products where not (origin is not null and origin = 'IN') order by id desc", null, ''],
  ])('%s', async (_, text, reason, said) => { expectTold(await answer(text, NOT_INDIA), reason, said); });

  it.each<Row>([
    ['no ORDER BY', 'SELECT name FROM products WHERE id <> 3', 'row-order-differs', ''],
    ['the wrong way round', 'SELECT name FROM products WHERE id <> 3 ORDER BY price', 'row-order-differs', ''],
    ['a tie that the task decides', 'SELECT name FROM products WHERE id <> 3 ORDER BY price DESC, name', 'row-order-differs', ''],
    ['LIMIT forgotten', 'SELECT name FROM products ORDER BY price DESC, id', 'rows-differ', 'House blend'],
  ])('a list: %s', async (_, text, reason, said) => {
    expectTold(await answer(text, 'SELECT name FROM products WHERE id <> 3 ORDER BY price DESC, name DESC', { compare: 'list' }), reason, said);
  });

  it.each<Row>([
    ['counting a column leaves NULL out', 'SELECT count(stock) FROM products', 'value-differs', '4'],
    ['a sum for a count', 'SELECT sum(id) FROM products', 'value-differs', '15'],
    ['no row', 'SELECT 5 WHERE false', 'rows-differ', '"gotTotal":0'],
    ['NULL for the number', 'SELECT NULL::int', 'value-differs', 'NULL'],
    ['the number as text', "SELECT '5'", 'columns-differ', 'text'],
    ['five, as another type of number', 'SELECT 5.00', null, ''],
  ])('one value: %s', async (_, text, reason, said) => { expectTold(await answer(text, 'SELECT count(*) FROM products', { compare: 'scalar' }), reason, said); });
});

describe('redis', () => {
  let world: SqlChecksWorld;
  beforeAll(async () => { world = await sqlChecksWorld('SET motto "spice and tea"', 'redis'); });
  afterAll(() => world.dispose());
  afterEach(() => world.driver.restore('pristine', null, deadline()));

  it.each<[...Row, string[], unknown]>([
    ['nothing done', 'GET motto', 'value-differs', '"got":"null"', ['GET', 'visits'], '3'],
    ['one too few', 'INCR visits\nINCR visits', 'value-differs', '"got":"\\"2\\""', ['GET', 'visits'], '3'],
    ['another case of the key', 'SET Visits 3', 'value-differs', '"got":"null"', ['GET', 'visits'], '3'],
    ['a colon too few in the key', 'SET visitstoday 3', 'value-differs', 'null', ['GET', 'visits:today'], '3'],
    ['a hash where a text belongs', 'HSET visits count 3', 'query-failed', 'WRONGTYPE', ['GET', 'visits'], '3'],
    ['a list where a sorted set belongs', 'RPUSH board ana 3', 'query-failed', 'WRONGTYPE', ['ZSCORE', 'board', 'ana'], '3'],
    ['no expiry', 'SET code 4711', 'value-differs', '-1', ['TTL', 'code'], { $gt: 0, $lte: 60 }],
    ['the expiry lost by a second SET', 'SET code 1 EX 60\nSET code 4711', 'value-differs', '-1', ['TTL', 'code'], { $gt: 0, $lte: 60 }],
    ['milliseconds for seconds', 'SET code 4711 PX 60', 'value-differs', '', ['TTL', 'code'], { $gt: 0, $lte: 60 }],
    ['seconds for milliseconds', 'SET code 4711 EX 60000', 'value-differs', '', ['TTL', 'code'], { $gt: 0, $lte: 60 }],
    ['the expiry kept by KEEPTTL', 'SET code 1 EX 60\nSET code 4711 KEEPTTL', null, '', ['TTL', 'code'], { $gt: 0, $lte: 60 }],
    ['the wrong end of a list', 'RPUSH log a b', 'value-differs', '', ['LRANGE', 'log', '0', '-1'], ['b', 'a']],
    ['a list for a set: it holds one twice', 'SADD tags x\nSADD tags y z', 'value-differs', 'z', ['SMEMBERS', 'tags'], { $unordered: ['x', 'y'] }],
    ['member and score turned round', 'ZADD board 3 ana', 'value-differs', '', ['ZRANGE', 'board', '0', '-1', 'WITHSCORES'], ['ana', '30']],
    ['the field in the wrong case', 'HSET cart tea-2004 2', 'value-differs', 'TEA-2004', ['HGETALL', 'cart'], { 'TEA-2004': '2' }],
    ['a field too many', 'HSET cart TEA-2004 2 note x', 'value-differs', 'note', ['HGETALL', 'cart'], { 'TEA-2004': '2' }],
    ['quotes that became part of the text', "SET name '\"Ana\"'", 'value-differs', 'Ana', ['GET', 'name'], 'Ana'],
    ['a blank at the end', 'SET name "Ana "', 'value-differs', 'Ana ', ['GET', 'name'], 'Ana'],
    ['a database of another number', 'SELECT 1\nSET name Ana', 'value-differs', 'null', ['GET', 'name'], 'Ana'],
    ['fields in another order', 'HSET cart b 2 a 1', null, '', ['HGETALL', 'cart'], { a: '1', b: '2' }],
  ])('%s', async (_, work, reason, said, command, expected) => {
    await world.driver.runScript(work, deadline());
    expectTold(await world.check({ kind: 'redis', command, expect: expected }), reason, said);
  });
});

const lacksMongo = (await nativeWorld().engine.missing({ services: ['mongo'], tools: [] }, deadline())).length > 0;
describe.skipIf(lacksMongo)('mongo', () => {
  let world: SqlChecksWorld;
  beforeAll(async () => {
    world = await sqlChecksWorld(`db.orders.insertMany([
      { _id: 1, customer: { name: 'Ana', city: 'Kochi' }, total: 340, tags: ['tea', 'gift'], sentAt: null },
      { _id: 2, customer: { name: 'Ben', city: 'Pune' }, total: 120, tags: ['tea'], sentAt: new Date('2026-03-01') },
      { _id: 3, customer: { name: 'Chitra', city: 'Kochi' }, total: 900, tags: [] }])`, 'mongo');
  });
  afterAll(() => world.dispose());
  const answer = (text: string, query: string, more: object = {}): Promise<CheckResult> => {
    world.files.set('a.js', text);
    return world.check({ kind: 'mongo', file: 'a.js', expect: { query }, compare: 'set', ...more });
  };

  const KOCHI = "db.orders.find({ 'customer.city': 'Kochi' }, { total: 1 })";
  it.each<Row>([
    ['the field on the wrong level', "db.orders.find({ city: 'Kochi' }, { total: 1 })", 'rows-differ', '"gotTotal":0'],
    ['a whole document for one of its fields', "db.orders.find({ customer: { city: 'Kochi' } }, { total: 1 })", 'rows-differ', '"gotTotal":0'],
    ['another case in a text', "db.orders.find({ 'customer.city': 'kochi' }, { total: 1 })", 'rows-differ', '"gotTotal":0'],
    ['another case in a field', "db.orders.find({ 'customer.City': 'Kochi' }, { total: 1 })", 'rows-differ', '"gotTotal":0'],
    ['another case in the collection', "db.Orders.find({ 'customer.city': 'Kochi' }, { total: 1 })", 'rows-differ', '"gotTotal":0'],
    ['no projection', "db.orders.find({ 'customer.city': 'Kochi' })", 'rows-differ', 'Ana'],
    ['the number left out, not chosen', "db.orders.find({ 'customer.city': 'Kochi' }, { total: 0 })", 'rows-differ', 'Ana'],
    ['one document, not a list', "db.orders.findOne({ 'customer.city': 'Kochi' }, { total: 1 })", 'value-differs', ''],
    ['a count for the documents', "db.orders.countDocuments({ 'customer.city': 'Kochi' })", 'value-differs', '2'],
    ['a path without quotes', "db.orders.find({ customer.city: 'Kochi' })", 'query-unreadable', 'a.js'],
    ['a brace missing', "db.orders.find({ 'customer.city': 'Kochi'", 'query-unreadable', 'line 1'],
    ['SQL', "SELECT * FROM orders", 'query-unreadable', ''],
    ['an unknown operator', "db.orders.find({ total: { $above: 100 } })", 'query-failed', '$above'],
    ['it changes data', "db.orders.updateMany({ 'customer.city': 'Kochi' }, { $set: { total: 0 } })", 'not-read-only', 'updateMany'],
    ['right, as an aggregation in another order', "db.orders.aggregate([{ $match: { 'customer.city': 'Kochi' } }, { $sort: { _id: -1 } }, { $project: { total: 1 } }]);\r\n", null, ''],
  ])('%s', async (_, text, reason, said) => { expectTold(await answer(text, KOCHI), reason, said); });

  it.each<[...Row, string, string]>([
    ['a text for a number', "db.orders.find({ total: { $gt: '100' } }, { total: 1 })", 'rows-differ', '"gotTotal":0', 'db.orders.find({ total: { $gt: 100 } }, { total: 1 })', 'set'],
    ['null finds what is missing too', 'db.orders.find({ sentAt: null }, { total: 1 })', 'rows-differ', '900', 'db.orders.find({ sentAt: { $type: 10 } }, { total: 1 })', 'set'],
    ['$exists does not mean not null', 'db.orders.find({ sentAt: { $exists: true } }, { total: 1 })', 'rows-differ', '340', "db.orders.find({ sentAt: { $ne: null } }, { total: 1 })", 'set'],
    ['the whole list for one of its items', "db.orders.find({ tags: ['tea'] }, { total: 1 })", 'rows-differ', '340', "db.orders.find({ tags: 'tea' }, { total: 1 })", 'set'],
    ['not sorted', 'db.orders.find({}, { total: 1 })', 'row-order-differs', '', 'db.orders.find({}, { total: 1 }).sort({ total: -1 })', 'list'],
    ['sorted the wrong way', 'db.orders.find({}, { total: 1 }).sort({ total: 1 })', 'row-order-differs', '', 'db.orders.find({}, { total: 1 }).sort({ total: -1 })', 'list'],
    ['the _id kept', 'db.orders.find({}, { total: 1 })', 'rows-differ', '_id', 'db.orders.find({}, { _id: 0, total: 1 })', 'set'],
    ['numbers of another type', 'db.orders.aggregate([{ $project: { total: { $toLong: "$total" } } }])', null, '', 'db.orders.find({}, { total: 1 })', 'set'],
  ])('%s', async (_, text, reason, said, query, compare) => { expectTold(await answer(text, query, { compare }), reason, said); });
});
