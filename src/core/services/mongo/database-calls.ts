/** The methods of `db` in the mongo shell, carried out by the driver, with the shell's results. */
import type { Document } from 'mongodb';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Context } from './query.ts';

/** @throws BackbenchError QUERY_FAILED for arguments of the wrong kind; whatever the driver throws */
export async function callOnDatabase({ db, options }: Context, method: string, args: unknown[]): Promise<unknown> {
  const [first, second, third] = args;
  switch (method) {
    case 'show collections':
      return (await names()).join('\n');
    case 'getCollectionNames':
      return names();
    case 'getCollectionInfos':
      return db.listCollections(first === undefined ? {} : document(first)).toArray();
    case 'getName':
      return db.databaseName;
    case 'stats':
      return db.stats();
    case 'version':
      return ((await db.command({ buildInfo: 1 })) as { version: unknown }).version;
    case 'hello':
      return db.command({ hello: 1 });
    case 'runCommand':
      return db.command(typeof first === 'string' ? { [first]: 1 } : document(first), options);
    case 'createCollection':
      await db.createCollection(name(first), second === undefined ? {} : document(second));
      return { ok: 1 };
    case 'createView':
      if (!Array.isArray(third)) return fail('createView takes a name, a collection and a list of stages.');
      await db.createCollection(name(first), { viewOn: name(second), pipeline: third as Document[] });
      return { ok: 1 };
    case 'dropDatabase':
      await db.dropDatabase();
      return { ok: 1, dropped: db.databaseName };
    default:
      throw new Error(`no such database method: ${method}`);
  }

  async function names(): Promise<string[]> {
    const found = await db.listCollections({}, { nameOnly: true }).toArray();
    return found.map((collection) => collection.name).filter((each) => !each.startsWith('system.')).sort();
  }
}

function name(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : fail('The name of a collection must be a text.');
}

function document(value: unknown): Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : fail('This must be a document { … }.');
}

function fail(message: string): never {
  throw new BackbenchError('QUERY_FAILED', { message });
}
