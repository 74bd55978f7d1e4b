/** MongoDB, or its stand-in, on the native engine. Skipped with its reason where the machine has neither. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Decimal128, Int32, Long } from 'bson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import { withMongo } from '../../src/core/services/mongo/connection.ts';
import { evaluateMongo, parseMongo } from '../../src/core/services/mongo/expression.ts';
import type { ServiceDriver } from '../../src/core/services/service.ts';
import { deadline, endpointOf, nativeWorld, newSessionId, type NativeWorld } from './native-support.ts';

const SEED = `// The shop's first orders.
db.createCollection("reviews", { validator: { $jsonSchema: { bsonType: "object", required: ["stars"] } } });
db.orders.insertMany([
  { _id: 1, city: "Pune", total: NumberDecimal("250.00"), n: NumberLong("5"), at: ISODate("2024-03-01"), tags: ["tea", "gift"] },
  { _id: 2, city: "Lisboa", total: NumberDecimal("12.50"), n: NumberLong("7"), at: ISODate("2024-03-02"), tags: [] },
  { _id: 3, city: "Pune", total: NumberDecimal("99.00"), n: NumberLong("9"), at: ISODate("2024-03-03"), tags: ["spice"] }
]);
db.orders.createIndex({ city: 1, at: -1 }, { name: "by_city" });
db.reviews.insertOne({ stars: 5 });
`;
const PRODUCTS = '[{ "_id": "TEA-1", "price": { "$numberDecimal": "250.00" } }, { "_id": "TEA-2", "stock": 3 }]';

const found = await (async () => {
  const probe = nativeWorld();
  try {
    return await probe.services.mongo.native.resolve(deadline()).then(() => null, (error: unknown) => String(error));
  } finally {
    await probe.dispose();
  }
})();

describe.skipIf(found !== null)(`MongoDB${found === null ? '' : ` (not run, because ${found.slice(0, 120)})`}`, () => {
  let world: NativeWorld;
  let environment: Environment;
  let driver: ServiceDriver;
  const value = (text: string, limit = 100): Promise<unknown> => withMongo(endpointOf(environment, 'docs'), deadline(), async (db) =>
    (await evaluateMongo(db, parseMongo(text), { limit, signal: deadline() })).value);

  beforeAll(async () => {
    world = nativeWorld();
    const workspace = join(world.dataFolder, 'workspaces', 'one');
    mkdirSync(workspace, { recursive: true });
    ({ environment } = await world.engine.open({
      sessionId: newSessionId(), lab: 'shop', services: [{ id: 'docs', kind: 'mongo', password: 'p@ss/word' }], workspace, tools: [],
    }, { signal: deadline() }));
    driver = world.driverOf(environment, 'docs');
  });
  afterAll(() => world.dispose());

  it('tells the line of a seed that fails, and seeds', async () => {
    await expect(driver.seed([{ name: 'a.js', text: 'db.a.insertOne({ _id: 1 });\ndb.a.insertOne({ _id: 1 });' }], deadline())).rejects.toMatchObject({
      code: 'SERVICE_SEED_FAILED', details: { file: 'a.js', reason: expect.stringMatching(/^line 2: .*duplicate key/) as string },
    });
    await expect(driver.seed([{ name: 'b.js', text: '\ndb.a.insertOne({ ' }], deadline())).rejects.toMatchObject({
      details: { reason: expect.stringMatching(/^line 2: /) as string },
    });
    expect(await driver.isSeeded(deadline())).toBe(false);
    await driver.seed([{ name: 'orders.mongo.js', text: SEED }, { name: 'seed/products.json', text: PRODUCTS }], deadline());
    expect(await driver.isSeeded(deadline())).toBe(true);
    expect(await value('db.getCollectionNames()')).toEqual(['orders', 'products', 'reviews']);
  });

  it('evaluates reads and writes, and keeps types', async () => {
    expect(await value('db.orders.find({ city: "Pune" }, { _id: 1 }).sort({ at: -1 })')).toEqual([{ _id: 3 }, { _id: 1 }]);
    expect(await value('db.orders.findOne({ _id: 1 }).n')).toEqual(Long.fromNumber(5));
    expect(await value('db.orders.countDocuments({ tags: "tea" })')).toBe(1);
    expect(new Set(await value('db.orders.distinct("city")') as string[])).toEqual(new Set(['Lisboa', 'Pune']));
    expect(await value('db.orders.aggregate([{ $group: { _id: "$city", n: { $sum: 1 } } }, { $sort: { n: -1 } }])')).toEqual([{ _id: 'Pune', n: 2 }, { _id: 'Lisboa', n: 1 }]);
    expect(await value('const first = db.orders.find().sort({ _id: 1 }).limit(1).toArray()[0]; db.orders.find({ city: first.city }).count()')).toBe(2);
    expect(await value('db.orders.updateOne({ _id: 2 }, { $set: { seen: true } })')).toEqual(
      { acknowledged: true, insertedId: null, matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
    expect(await value('db.orders.find({}, { _id: 1 }).sort({ _id: 1 })', 2)).toEqual([{ _id: 1 }, { _id: 2 }]);
  });

  it('shows results as mongosh does, and what is wrong', async () => {
    expect(await driver.query('db.orders.find({ _id: 2 }, { total: 1 })', 10, deadline())).toMatchObject({
      kind: 'text', text: "[ { _id: 2, total: Decimal128('12.50') } ]", cut: false,
    });
    const told = await driver.query('db.orders.find({ _id: 2 }, { total: 1 })', 10, deadline());
    expect(told.kind === 'text' && (JSON.parse(told.documents ?? '') as unknown)).toMatchObject([{ _id: { $numberInt: '2' } }]);
    expect(await driver.query('show collections', 10, deadline())).toEqual(expect.not.objectContaining({ documents: expect.anything() as unknown }));
    expect(await driver.query('show collections', 10, deadline())).toMatchObject({ text: 'orders\nproducts\nreviews' });
    await expect(driver.query('db.orders.find({ $nope: 1 })', 10, deadline())).rejects.toMatchObject({ code: 'QUERY_FAILED' });
    await expect(driver.query('db.reviews.insertOne({ text: "fine" })', 10, deadline())).rejects.toMatchObject({
      code: 'QUERY_FAILED', details: { message: expect.stringContaining('failed validation') as string, hint: expect.stringContaining('stars') as string },
    });
    await expect(driver.query('use shop', 10, deadline())).rejects.toMatchObject({ code: 'QUERY_UNREADABLE', details: { position: 1 } });
  });

  it('resets documents, types, indexes and validators, and keeps what was there', async () => {
    await driver.runScript('db.orders.drop(); db.reviews.drop(); db.mine.insertOne({ _id: 1, i: NumberInt(3) })', deadline());
    await driver.restore('pristine', 'c1', deadline());
    expect(await value('db.getCollectionNames()')).toEqual(['orders', 'products', 'reviews']);
    expect(await value('db.orders.findOne({ _id: 1 })')).toEqual({
      _id: 1, city: 'Pune', total: Decimal128.fromString('250.00'), n: Long.fromNumber(5), at: new Date('2024-03-01'), tags: ['tea', 'gift'],
    });
    expect(await value('db.orders.getIndexes()')).toContainEqual(expect.objectContaining({ name: 'by_city', key: { city: 1, at: -1 } }));
    await expect(value('db.reviews.insertOne({ text: "fine" })')).rejects.toThrow('failed validation');

    await driver.restore('c1', null, deadline());
    expect(await value('db.getCollectionNames()')).toEqual(['mine', 'products']);
    expect(await value('db.mine.findOne()')).toEqual({ _id: 1, i: new Int32(3).valueOf() });
    await driver.discard('c1', deadline());
    await expect(driver.restore('c1', null, deadline())).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    await driver.restore('pristine', null, deadline());
  });

  it('gives checks a copy in a database of its own', async () => {
    const copy = await driver.pristineCopy(deadline());
    const there = { ...endpointOf(environment, 'docs'), database: copy.database };
    await withMongo(there, deadline(), (db) => db.collection('orders').deleteMany({}));
    expect(await value('db.orders.countDocuments({})')).toBe(3);
    await copy.dispose();
    expect(await withMongo(there, deadline(), (db) => db.listCollections().toArray())).toEqual([]);
  });

  it('takes back the copies that a killed app left', async () => {
    const left = { ...endpointOf(environment, 'docs'), database: (await driver.pristineCopy(deadline())).database };
    await (await world.driverOf(environment, 'docs').pristineCopy(deadline())).dispose();
    expect(await withMongo(left, deadline(), (db) => db.listCollections().toArray())).toEqual([]);
  });

  it('refuses a wrong password and no password', async () => {
    const wrong = { ...endpointOf(environment, 'docs'), password: 'wrong' };
    await expect(withMongo(wrong, deadline(), (db) => db.collection('orders').findOne())).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
    const { MongoClient } = await import('mongodb');
    const { host, port } = endpointOf(environment, 'docs');
    const anonymous = new MongoClient(`mongodb://${host}:${String(port)}/?directConnection=true`);
    await expect(anonymous.db('lab').collection('orders').findOne()).rejects.toThrow();
    await anonymous.close();
  });
});
