/** The methods of the mongo shell that can be used here: what each takes, gives, and whether it only reads. */
import type { Target } from './program.ts';

export interface Method {
  /** Fewest and most arguments. */
  args: readonly [number, number];
  /** False when it changes data or structure; `pipeline` and `command` depend on their argument. */
  reads: boolean | 'pipeline' | 'command';
  gives: 'value' | Target;
}

const reads = (min: number, max: number, gives: Method['gives'] = 'value'): Method => ({ args: [min, max], reads: true, gives });
const writes = (min: number, max: number): Method => ({ args: [min, max], reads: false, gives: 'value' });

export const METHODS: Readonly<Record<Target, Readonly<Record<string, Method>>>> = {
  database: {
    getCollection: reads(1, 1, 'collection'),
    getCollectionNames: reads(0, 0),
    getCollectionInfos: reads(0, 2),
    getName: reads(0, 0),
    stats: reads(0, 1),
    version: reads(0, 0),
    hello: reads(0, 0),
    runCommand: { args: [1, 1], reads: 'command', gives: 'value' },
    createCollection: writes(1, 2),
    createView: writes(3, 4),
    dropDatabase: writes(0, 1),
  },
  collection: {
    find: reads(0, 3, 'cursor'),
    findOne: reads(0, 3),
    aggregate: { args: [0, 2], reads: 'pipeline', gives: 'aggregation' },
    countDocuments: reads(0, 2),
    estimatedDocumentCount: reads(0, 1),
    count: reads(0, 2),
    distinct: reads(1, 3),
    getIndexes: reads(0, 0),
    stats: reads(0, 1),
    explain: reads(0, 1, 'explainable'),
    insertOne: writes(1, 2),
    insertMany: writes(1, 2),
    updateOne: writes(2, 3),
    updateMany: writes(2, 3),
    replaceOne: writes(2, 3),
    deleteOne: writes(1, 2),
    deleteMany: writes(1, 2),
    findOneAndUpdate: writes(2, 3),
    findOneAndReplace: writes(2, 3),
    findOneAndDelete: writes(1, 2),
    bulkWrite: writes(1, 2),
    createIndex: writes(1, 3),
    createIndexes: writes(1, 3),
    dropIndex: writes(1, 1),
    dropIndexes: writes(0, 1),
    renameCollection: writes(1, 2),
    drop: writes(0, 1),
  },
  cursor: {
    sort: reads(1, 1, 'cursor'),
    limit: reads(1, 1, 'cursor'),
    skip: reads(1, 1, 'cursor'),
    project: reads(1, 1, 'cursor'),
    projection: reads(1, 1, 'cursor'),
    hint: reads(1, 1, 'cursor'),
    collation: reads(1, 1, 'cursor'),
    maxTimeMS: reads(1, 1, 'cursor'),
    batchSize: reads(1, 1, 'cursor'),
    comment: reads(1, 1, 'cursor'),
    pretty: reads(0, 0, 'cursor'),
    toArray: reads(0, 0, 'cursor'),
    count: reads(0, 0),
    size: reads(0, 0),
    itcount: reads(0, 0),
    next: reads(0, 0),
    hasNext: reads(0, 0),
    explain: reads(0, 1),
  },
  aggregation: {
    pretty: reads(0, 0, 'aggregation'),
    toArray: reads(0, 0, 'aggregation'),
    itcount: reads(0, 0),
    next: reads(0, 0),
    hasNext: reads(0, 0),
    explain: reads(0, 1),
  },
  explainable: {
    find: reads(0, 3),
    aggregate: reads(0, 2),
  },
};

/** Methods that people know from elsewhere, and what to write instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  insert: 'insertOne or insertMany', save: 'insertOne or replaceOne', update: 'updateOne or updateMany',
  remove: 'deleteOne or deleteMany', findAndModify: 'findOneAndUpdate', ensureIndex: 'createIndex',
  forEach: 'the query itself (functions cannot run here)', map: '$project or $map in aggregate (functions cannot run here)',
  mapReduce: 'aggregate', group: 'aggregate with $group',
};

/** Commands of runCommand that change nothing; every other is taken for one that does. */
export const READING_COMMANDS: ReadonlySet<string> = new Set([
  'find', 'count', 'distinct', 'ping', 'hello', 'isMaster', 'buildInfo', 'dbStats', 'collStats', 'listCollections',
  'listIndexes', 'connectionStatus', 'dataSize', 'serverStatus',
]);

/** Stages that write the result of a pipeline into a collection. */
export const WRITING_STAGES: ReadonlySet<string> = new Set(['$out', '$merge']);

/** @returns the sentence for a method that isn't there: what to use instead, or what there is */
export function unknownMethod(target: Target, shown: string, method: string): string {
  const instead = Object.hasOwn(INSTEAD, method) ? INSTEAD[method] : undefined;
  if (instead !== undefined) return `${shown}.${method}() is not available here; use ${instead}.`;
  return `${shown}.${method}() is not available here. Available: ${Object.keys(METHODS[target]).join(', ')}.`;
}
