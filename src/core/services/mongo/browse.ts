/** Looks into a MongoDB: its collections with what their documents hold, and a pipeline stage by stage. */
import type { Document } from 'mongodb';
import type { CollectionView, StageView } from '../../../shared/store-views.ts';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { withMongo } from './connection.ts';
import { evaluateMongo, parseMongo } from './expression.ts';
import type { Expression, MongoProgram } from './program.ts';
import { shellText } from './shell-text.ts';

/** Documents that are looked at for the fields of a collection. */
const SAMPLE_DOCUMENTS = 30;
const MOST_COLLECTIONS = 200;
/** Documents shown behind each stage. */
const SHOWN_DOCUMENTS = 3;
/** Each stage runs the pipeline up to it; one that sorts everything may take a while. */
const STAGE_TIMEOUT_MS = 10_000;

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function mongoCollections(endpoint: Endpoint, signal: AbortSignal): Promise<CollectionView[]> {
  return withMongo(endpoint, signal, async (db) => {
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).filter((name) => !name.startsWith('system.')).toSorted();
    const found: CollectionView[] = [];
    for (const name of names.slice(0, MOST_COLLECTIONS)) {
      signal.throwIfAborted();
      const collection = db.collection(name);
      const indexes = await collection.indexes();
      found.push({
        name, documents: await collection.estimatedDocumentCount(), fields: fieldsOf(await collection.find({}).limit(SAMPLE_DOCUMENTS).toArray()),
        indexes: indexes.map((index) => `${index.name ?? ''} ${JSON.stringify(index.key)}`),
      });
    }
    return found;
  });
}

function fieldsOf(documents: readonly Document[]): CollectionView['fields'] {
  const types = new Map<string, Set<string>>();
  for (const document of documents) {
    for (const [name, value] of Object.entries(document)) types.set(name, (types.get(name) ?? new Set()).add(typeOf(value)));
  }
  return [...types].map(([name, seen]) => ({ name, types: [...seen] }));
}

/** In the words of `$type`. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'object') return typeof value;
  return '_bsontype' in value ? String(value._bsontype) : 'object';
}

/**
 * @param text a program of the shell whose last statement is `db.….aggregate([ … ])`
 * @throws BackbenchError QUERY_UNREADABLE, QUERY_FAILED, SERVICE_UNREACHABLE; the signal's reason
 */
export async function mongoStages(endpoint: Endpoint, text: string, signal: AbortSignal): Promise<StageView[]> {
  const program = parseMongo(text);
  const last = program.statements.at(-1);
  const call = last === undefined ? null : aggregateIn(last.value);
  const [pipeline] = call?.args ?? [];
  if (last === undefined || call === null || pipeline?.kind !== 'array') {
    throw new BackbenchError('QUERY_UNREADABLE', { message: 'Only a pipeline has stages: db.orders.aggregate([ { $match: … }, … ])', position: (last?.start ?? 0) + 1 });
  }
  // A preview writes nothing.
  if (!program.readsOnly) throw new BackbenchError('QUERY_FAILED', { message: 'This pipeline writes ($out or $merge), or a statement before it does. A preview only reads.' });
  const stages: StageView[] = [];
  for (const [at, stage] of pipeline.items.entries()) {
    const upTo: MongoProgram = { ...program, statements: [...program.statements.slice(0, -1), { ...last, value: { ...call, args: [{ kind: 'array', items: pipeline.items.slice(0, at + 1) }, ...call.args.slice(1)] } }] };
    const { value, cut } = await withMongo(endpoint, signal, (db) => evaluateMongo(db, upTo, { limit: SHOWN_DOCUMENTS, signal, timeoutMs: STAGE_TIMEOUT_MS }));
    stages.push({ stage: stage.kind === 'object' ? stage.entries.map(({ key }) => key).join(', ') : 'stage', documents: Array.isArray(value) ? value.map(shellText) : [], cut });
  }
  return stages;
}

/** The call of aggregate itself, without what is called on its cursor. */
function aggregateIn(expression: Expression): Extract<Expression, { kind: 'call' }> | null {
  if (expression.kind !== 'call') return null;
  return expression.on === 'collection' && expression.method === 'aggregate' ? expression : aggregateIn(expression.of);
}
