/** Evaluates a program of the mongo shell's language, statement by statement, by walking its data. */
import { Long } from 'bson';
import type { Db, Document, FindCursor } from 'mongodb';
import { BackbenchError } from '../../../shared/errors.ts';
import { makeBson, makeRegex } from './bson-makers.ts';
import { callOnCollection, callOnExplainable } from './collection-calls.ts';
import { callOnDatabase } from './database-calls.ts';
import type { Expression, MongoProgram } from './program.ts';
import { Query, verbosityOf, type Context } from './query.ts';

export interface EvaluationOptions {
  /** Documents that a find or aggregate at the end may give. */
  limit: number;
  signal: AbortSignal;
  /** Longest time the server may take for one operation; no limit unless told. */
  timeoutMs?: number;
  /** Told where each statement begins before it is carried out, so that an error can be placed. */
  onStatement?: (start: number) => void;
}

export interface MongoValue {
  /** Plain values; BSON types kept (ObjectId, Date, Long, …). */
  value: unknown;
  /** True when there were more documents than the limit. */
  cut: boolean;
}

/** A query whose result is used inside an expression is read whole; beyond this it is a mistake. */
const DOCUMENTS_IN_EXPRESSION = 100_000;

/** @throws BackbenchError QUERY_FAILED; whatever the driver throws */
export async function evaluate(db: Db, program: MongoProgram, options: EvaluationOptions): Promise<MongoValue> {
  const context: Context = {
    db, readsOnly: program.readsOnly,
    options: { promoteLongs: false, ...(options.timeoutMs === undefined ? {} : { maxTimeMS: Math.max(1, Math.round(options.timeoutMs)) }) },
  };
  const evaluator = new Evaluator(context, options.signal);
  let last: MongoValue = { value: undefined, cut: false };
  for (const statement of program.statements) {
    options.signal.throwIfAborted();
    options.onStatement?.(statement.start);
    const result = await evaluator.result(statement.value);
    if (statement.kind === 'declare') {
      evaluator.variables.set(statement.name, result);
    } else if (result instanceof Query) {
      const { documents, cut } = await result.read(options.limit, options.signal);
      last = { value: documents, cut };
    } else {
      last = { value: result, cut: false };
    }
  }
  return last;
}

class Evaluator {
  readonly variables = new Map<string, unknown>();
  readonly #context: Context;
  readonly #signal: AbortSignal;

  constructor(context: Context, signal: AbortSignal) {
    this.#context = context;
    this.#signal = signal;
  }

  /** A plain value or a {@link Query}. */
  async result(expression: Expression): Promise<unknown> {
    if (expression.kind === 'variable') return this.variables.get(expression.name);
    if (expression.kind !== 'call') return this.value(expression);
    const args = await this.#all(expression.args);
    const { of, method } = expression;
    switch (expression.on) {
      case 'database':
        return callOnDatabase(this.#context, method, args);
      case 'collection':
        return callOnCollection(this.#context, await this.#collectionName(of), method, args);
      case 'explainable': {
        if (of.kind !== 'call') throw new Error('an explainable is always a call');
        const [verbosity] = await this.#all(of.args);
        return callOnExplainable(this.#context, await this.#collectionName(of.of), verbosity, method, args);
      }
      default:
        return this.#onQuery(await this.result(of), method, args);
    }
  }

  /** A plain value; a query is read. */
  async value(expression: Expression): Promise<unknown> {
    switch (expression.kind) {
      case 'constant':
        return expression.value;
      case 'regex':
        return makeRegex(expression.pattern, expression.flags);
      case 'object':
        return this.#document(expression.entries);
      case 'array':
        return this.#all(expression.items);
      case 'make':
        return makeBson(expression.type, await this.#all(expression.args));
      case 'arithmetic':
        return arithmetic(expression.operator, await this.value(expression.left), await this.value(expression.right));
      case 'not':
        return !(await this.value(expression.value));
      case 'member':
        return member(await this.value(expression.of), await this.value(expression.name));
      case 'database':
      case 'collection':
        return expression.kind === 'database' ? this.#context.db.databaseName
          : `${this.#context.db.databaseName}.${await this.#collectionName(expression)}`;
      case 'variable':
      case 'call': {
        const result = await this.result(expression);
        if (!(result instanceof Query)) return result;
        const { documents, cut } = await result.read(DOCUMENTS_IN_EXPRESSION, this.#signal);
        if (cut) fail(`This reads more than ${String(DOCUMENTS_IN_EXPRESSION)} documents; narrow the query.`);
        return documents;
      }
    }
  }

  async #all(expressions: readonly Expression[]): Promise<unknown[]> {
    const values: unknown[] = [];
    for (const expression of expressions) values.push(await this.value(expression));
    return values;
  }

  async #document(entries: readonly { key: string; value: Expression }[]): Promise<Document> {
    const document: Document = {};
    for (const { key, value } of entries) {
      // defineProperty, because assigning to __proto__ would not make a field of that name.
      Object.defineProperty(document, key, { value: await this.value(value), enumerable: true, configurable: true, writable: true });
    }
    return document;
  }

  async #collectionName(expression: Expression): Promise<string> {
    const name = expression.kind === 'collection' ? await this.value(expression.name) : null;
    return typeof name === 'string' && name !== '' ? name : fail('The name of a collection must be a text.');
  }

  async #onQuery(query: unknown, method: string, args: unknown[]): Promise<unknown> {
    if (!(query instanceof Query)) return fail(`.${method}() needs a query before it.`);
    const [first] = args;
    switch (method) {
      case 'toArray':
      case 'pretty':
        return query;
      case 'count':
      case 'size':
        return query.count?.() ?? fail(`.${method}() cannot be used here.`);
      case 'itcount':
        return (await query.read(Number.POSITIVE_INFINITY, this.#signal)).documents.length;
      case 'next':
        return (await query.read(1, this.#signal)).documents[0] ?? null;
      case 'hasNext':
        return (await query.read(1, this.#signal)).documents.length > 0;
      case 'explain': {
        const cursor = query.open();
        return await cursor.explain(verbosityOf(first));
      }
      case 'project':
      case 'projection':
        return query.with((cursor) => cursor.project(first as Document));
      case 'limit':
      case 'skip':
      case 'batchSize':
      case 'maxTimeMS': {
        const count = typeof first === 'number' ? first : fail(`.${method}() takes a number.`);
        return query.with((cursor) => cursor[method](count));
      }
      case 'sort':
        return query.with((cursor) => cursor.sort(first as Document));
      case 'hint':
        return query.with((cursor) => cursor.hint(first as Document | string));
      case 'collation':
        return query.with((cursor) => cursor.collation(first as Parameters<FindCursor['collation']>[0]));
      default:
        return query.with((cursor) => cursor.comment(String(first)));
    }
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: unknown, right: unknown): unknown {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return `${text(left)}${text(right)}`;
  const a = number(left);
  const b = number(right);
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    case '%': return a % b;
  }
}

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.getTime();
  if (value instanceof Long) return value.toNumber();
  return fail('Arithmetic needs numbers or dates.');
}

function text(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return fail('Only texts and numbers can be joined with +.');
}

function member(of: unknown, name: unknown): unknown {
  const key = typeof name === 'string' || typeof name === 'number' ? String(name) : fail('This is not a field name.');
  if (of === null || of === undefined) return fail(`There is no ${key}: the value before it is ${of === null ? 'null' : 'missing'}.`);
  if (key === 'length' && (Array.isArray(of) || typeof of === 'string')) return of.length;
  return Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined;
}

function fail(message: string): never {
  throw new BackbenchError('QUERY_FAILED', { message });
}
