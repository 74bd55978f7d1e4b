/** The collection methods of the mongo shell, carried out by the driver, with the shell's results. */
import type { AnyBulkWriteOperation, Collection, Document, IndexDirection, UpdateResult } from 'mongodb';
import { BackbenchError } from '../../../shared/errors.ts';
import { WRITING_STAGES } from './methods.ts';
import { Query, verbosityOf, type Context } from './query.ts';

/** @throws BackbenchError QUERY_FAILED for arguments of the wrong kind; whatever the driver throws */
export async function callOnCollection(context: Context, name: string, method: string, args: unknown[]): Promise<unknown> {
  const collection = context.db.collection(name);
  const call = CALLS[method];
  if (call === undefined) throw new Error(`no such collection method: ${method}`);
  return call(collection, args, context);
}

/** `db.orders.explain("executionStats").find(…)` */
export async function callOnExplainable(
  context: Context, name: string, verbosity: unknown, method: string, args: unknown[],
): Promise<unknown> {
  const query = await callOnCollection(context, name, method, args);
  if (!(query instanceof Query)) throw new Error(`${method} gives no query`);
  const cursor = query.open();
  return cursor.explain(verbosityOf(verbosity));
}

type Call = (collection: Collection<Document>, args: unknown[], context: Context) => unknown;

const CALLS: Readonly<Record<string, Call>> = {
  find(collection, [filter, projection, more], { options }) {
    const given = optional(more, 'The options of find');
    const all = { ...options, ...given, ...(projection === undefined ? {} : { projection: document(projection, 'The projection') }) };
    const wanted = optional(filter, 'The filter of find');
    return new Query(() => collection.find(wanted, all), () => collection.countDocuments(wanted, options));
  },
  findOne(collection, [filter, projection, more], { options }) {
    return collection.findOne(optional(filter, 'The filter of findOne'), {
      ...options, ...optional(more, 'The options of findOne'),
      ...(projection === undefined ? {} : { projection: document(projection, 'The projection') }),
    });
  },
  aggregate(collection, [pipeline = [], more], { options, readsOnly }) {
    const stages = documents(pipeline, 'aggregate takes a list of stages: aggregate([{ $match: … }, …]). It');
    if (readsOnly && stages.some((stage) => Object.keys(stage).some((key) => WRITING_STAGES.has(key)))) {
      throw new BackbenchError('QUERY_FAILED', { message: 'This pipeline writes ($out or $merge), where only reading is allowed.' });
    }
    const all = { ...options, ...optional(more, 'The options of aggregate') };
    return new Query(() => collection.aggregate(stages, all), null);
  },
  countDocuments: (collection, [filter, more], { options }) =>
    collection.countDocuments(optional(filter, 'The filter of countDocuments'), { ...deadline(options), ...optional(more, 'The options') }),
  estimatedDocumentCount: (collection, _args, { options }) => collection.estimatedDocumentCount(deadline(options)),
  count: (collection, [filter, more], { options }) =>
    collection.countDocuments(optional(filter, 'The filter of count'), { ...deadline(options), ...optional(more, 'The options') }),
  distinct(collection, [field, filter, more], { options }) {
    if (typeof field !== 'string') return fail('distinct takes the name of a field.');
    return collection.distinct(field, optional(filter, 'The filter of distinct'), { ...options, ...optional(more, 'The options') });
  },
  getIndexes: (collection) => collection.indexes(),
  async stats(collection, _args, { db }) {
    return db.command({ collStats: collection.collectionName });
  },
  async insertOne(collection, [given, more]) {
    const { acknowledged, insertedId } = await collection.insertOne(document(given, 'insertOne takes a document. It'), optional(more, 'The options'));
    return { acknowledged, insertedId };
  },
  async insertMany(collection, [given, more]) {
    const { acknowledged, insertedIds } = await collection.insertMany(
      documents(given, 'insertMany takes a list of documents. It'), optional(more, 'The options'));
    return { acknowledged, insertedIds };
  },
  updateOne: (collection, [filter, change, more]) =>
    collection.updateOne(document(filter, 'The filter'), update(change), optional(more, 'The options')).then(updated),
  updateMany: (collection, [filter, change, more]) =>
    collection.updateMany(document(filter, 'The filter'), update(change), optional(more, 'The options')).then(updated),
  replaceOne: (collection, [filter, whole, more]) =>
    collection.replaceOne(document(filter, 'The filter'), document(whole, 'The replacement'), optional(more, 'The options'))
      .then((result) => updated(result)),
  async deleteOne(collection, [filter, more]) {
    const { acknowledged, deletedCount } = await collection.deleteOne(document(filter, 'The filter'), optional(more, 'The options'));
    return { acknowledged, deletedCount };
  },
  async deleteMany(collection, [filter, more]) {
    const { acknowledged, deletedCount } = await collection.deleteMany(document(filter, 'The filter'), optional(more, 'The options'));
    return { acknowledged, deletedCount };
  },
  findOneAndUpdate: (collection, [filter, change, more], { options }) =>
    collection.findOneAndUpdate(document(filter, 'The filter'), update(change), { ...options, ...returning(more) }),
  findOneAndReplace: (collection, [filter, whole, more], { options }) =>
    collection.findOneAndReplace(document(filter, 'The filter'), document(whole, 'The replacement'), { ...options, ...returning(more) }),
  findOneAndDelete: (collection, [filter, more], { options }) =>
    collection.findOneAndDelete(document(filter, 'The filter'), { ...options, ...optional(more, 'The options') }),
  async bulkWrite(collection, [given, more]) {
    const operations = documents(given, 'bulkWrite takes a list of operations. It');
    const result = await collection.bulkWrite(operations as AnyBulkWriteOperation[], optional(more, 'The options'));
    const { insertedCount, insertedIds, matchedCount, modifiedCount, deletedCount, upsertedCount, upsertedIds } = result;
    return { acknowledged: true, insertedCount, insertedIds, matchedCount, modifiedCount, deletedCount, upsertedCount, upsertedIds };
  },
  createIndex: (collection, [keys, more]) =>
    collection.createIndex(indexKeys(keys), optional(more, 'The options of createIndex')),
  createIndexes(collection, [given, more]) {
    const options = optional(more, 'The options of createIndexes');
    const all = documents(given, 'createIndexes takes a list of keys. It').map((keys) => ({ key: indexKeys(keys), ...options }));
    return collection.createIndexes(all);
  },
  async dropIndex(collection, [index]) {
    if (typeof index === 'string') return collection.dropIndex(index);
    const keys = JSON.stringify(document(index, 'dropIndex takes the name or the keys of an index. It'));
    const found = (await collection.indexes()).find(({ key }) => JSON.stringify(key) === keys);
    return found?.name === undefined ? fail(`There is no index with the keys ${keys}.`) : collection.dropIndex(found.name);
  },
  dropIndexes: (collection) => collection.dropIndexes(),
  async renameCollection(collection, [name]) {
    if (typeof name !== 'string') return fail('renameCollection takes the new name.');
    await collection.rename(name);
    return { ok: 1 };
  },
  async drop(collection, _args, { db }) {
    // The driver says true either way; the shell tells whether there was something to drop.
    const [there] = await db.listCollections({ name: collection.collectionName }, { nameOnly: true }).toArray();
    return there === undefined ? false : collection.drop();
  },
};

const updated = ({ acknowledged, upsertedId, matchedCount, modifiedCount, upsertedCount }: UpdateResult): Document =>
  ({ acknowledged, insertedId: upsertedId, matchedCount, modifiedCount, upsertedCount });

/** Counting takes the deadline only: its reply is a number anyway. */
const deadline = ({ maxTimeMS }: Context['options']): { maxTimeMS?: number } => (maxTimeMS === undefined ? {} : { maxTimeMS });

/** The shell's older name for one option. */
function returning(given: unknown): Document {
  const { returnNewDocument, new: fresh, ...rest } = optional(given, 'The options');
  return returnNewDocument === true || fresh === true ? { ...rest, returnDocument: 'after' } : rest;
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('_bsontype' in value) && !(value instanceof Date);
}

function document(value: unknown, what: string): Document {
  return isDocument(value) ? value : fail(`${what} must be a document { … }.`);
}

function optional(value: unknown, what: string): Document {
  return value === undefined || value === null ? {} : document(value, what);
}

function documents(value: unknown, what: string): Document[] {
  return Array.isArray(value) && value.every(isDocument) ? value : fail(`${what} must be a list of documents [{ … }, …].`);
}

function update(value: unknown): Document | Document[] {
  return Array.isArray(value) ? documents(value, 'The update') : document(value, 'The update');
}

function indexKeys(value: unknown): Record<string, IndexDirection> {
  return document(value, 'The keys of an index');
}

function fail(message: string): never {
  throw new BackbenchError('QUERY_FAILED', { message });
}
