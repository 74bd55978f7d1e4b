import { expect, it } from 'vitest';
import { isCode } from '../../../shared/errors.ts';
import { readExpression } from './expression-reader.ts';

/** @returns the message and position of the refusal */
function refusal(text: string): { message: string; position: number | undefined } {
  try {
    readExpression(text);
  } catch (error) {
    if (isCode(error, 'QUERY_UNREADABLE')) return { message: error.details.message, position: error.details.position };
    throw error;
  }
  throw new Error(`was not refused: ${text}`);
}

it.each([
  'db.orders.find()',
  'db.orders.find({ total: { $gte: 10 } }, { _id: 0 }).sort({ total: -1 }).skip(2).limit(5)',
  'db.orders.find({ name: /^as/i }).toArray()',
  'db.orders.findOne({ _id: ObjectId("65a000000000000000000001") })',
  'db.orders.aggregate([{ $match: { a: 1 } }, { $group: { _id: "$user", sum: { $sum: "$total" } } }])',
  'db.orders.countDocuments({ at: { $gte: ISODate("2024-03-01"), $lt: new Date() } })',
  'db.orders.distinct("city")',
  'db.orders.find({}).explain("executionStats")',
  'db.orders.explain().find({ a: 1 })',
  'db["order lines"].find()',
  "db.getCollection('order-lines').find()",
  'db.shop.orders.find()',
  'db.getCollectionNames()',
  'db.runCommand({ collStats: "orders" })',
  'show collections',
  '  show   collections;\ndb.orders.find()',
  '// a comment\ndb.orders.find() /* another */',
  'const wanted = { city: "Pune" };\ndb.orders.find(wanted)',
  'const user = db.users.findOne({ name: "Asha" })\ndb.orders.find({ user: user._id })',
  'db.orders.find({ price: NumberDecimal("1.50"), n: NumberLong("5"), i: NumberInt(3), x: -1, y: +2, z: -(3) })',
  'db.orders.find({ "items.0.sku": `AB-1`, at: { $gt: new Date(Date.now() - 7 * 24 * 60 * 60 * 1000) } })',
  '({ a: 1 })',
])('reads %s', (text) => {
  expect(readExpression(text).readsOnly).toBe(true);
});

it.each([
  ['db.orders.insertOne({ a: 1 })', 'db.orders.insertOne'],
  ['db.orders.updateMany({}, { $set: { a: 1 } }, { upsert: true })', 'db.orders.updateMany'],
  ['db.orders.deleteMany({})', 'db.orders.deleteMany'],
  ['db.orders.find(); db.orders.drop()', 'db.orders.drop'],
  ['db.orders.aggregate([{ $match: {} }, { $out: "copy" }])', 'db.orders.aggregate'],
  ['db.orders.aggregate([{ $merge: { into: "copy" } }])', 'db.orders.aggregate'],
  ['const p = [{ $out: "copy" }]; db.orders.aggregate(p)', 'db.orders.aggregate'],
  ['db.createCollection("x", { validator: { $jsonSchema: {} } })', 'db.createCollection'],
  ['db.runCommand({ dropDatabase: 1 })', 'db.runCommand'],
  ['db.orders.createIndex({ a: 1 }, { unique: true })', 'db.orders.createIndex'],
])('knows that %s writes', (text, what) => {
  expect(readExpression(text)).toMatchObject({ readsOnly: false, writes: [what] });
});

it.each([
  ['', 'There is no expression here', 1],
  ['db.orders.find(', 'ends too early', 16],
  ['db.orders.find({ a: 1 ', 'ends too early', 23],
  ['db.orders.find({ a 1 })', 'Unexpected token at "1 })"', 20],
  ['db.orders.insert({})', 'use insertOne or insertMany', 11],
  ['db.orders.finde({})', 'Available: find, findOne', 11],
  ['db.finde()', 'Available: getCollection', 4],
  ['db.orders.find().forEach(x => 1)', 'functions cannot run here', 18],
  ['db.orders.find({ $where: function () { return true } })', 'Functions cannot be used', 26],
  ['for (let i = 0; i < 3; i++) { db.a.insertOne({ i }) }', '"for" cannot be used', 1],
  ['if (true) db.a.find()', '"if" cannot be used', 1],
  ['function f() {}', '"function" cannot be used', 1],
  ['use shop', '"use shop" is a command of mongosh', 1],
  ['process.exit(1)', 'process is not defined', 1],
  ['require("fs")', 'require() is not known here', 1],
  ['eval("1")', 'eval() is not known', 1],
  ['db.orders.find({ a: who })', 'who is not defined', 21],
  ['db.orders.find({ [a]: 1 })', 'computed', 18],
  ['db.orders.find({ ...a })', 'spread', 18],
  ['db.orders.find({}).constructor("return 1")()', 'This cannot be called', 1],
  ['db.constructor.constructor("x")', 'db.constructor.constructor() is not available', 16],
  ['x => x', 'Functions cannot be used', 1],
  ['db.orders.find(db.users)', 'A collection is not a value', 16],
  ['db.orders.findOne().total()', 'cannot be used on a value', 21],
  ['db.orders.updateOne({})', 'takes 2 to 3 arguments, not 1', 1],
  ['db.orders.find({ a: undefined })', 'undefined cannot be stored', 21],
  ['db = 1', 'This cannot be used here', 1],
  ['const db = 1', 'is the database', 7],
  ['`a ${1}`', 'cannot be used here', 1],
  ['db.a.find(1 && 2)', 'This cannot be used here', 11],
  ['db.orders.find({ a: 10n })', 'NumberLong', 21],
])('refuses %s', (text, message, position) => {
  const found = refusal(text);
  expect(found.message).toContain(message);
  expect(found.position).toBe(position);
});

it('refuses what nests too deeply instead of overflowing', () => {
  expect(refusal(`db.a.find(${'['.repeat(400)}${']'.repeat(400)})`).message).toContain('nests too deeply');
});

it('keeps __proto__ a plain field name', () => {
  const program = readExpression('({ "__proto__": { polluted: true } })');
  expect(program.statements[0]).toMatchObject({ value: { kind: 'object', entries: [{ key: '__proto__' }] } });
});
