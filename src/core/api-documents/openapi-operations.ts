/** The operations of an OpenAPI 3 document, with what their references point to put in. References to other files are never opened. */
import { list, object, plainText, type Json } from './read-document.ts';

/** In the order in which documents are usually written. */
export const OPENAPI_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'] as const;
/** A chain of references that is longer leads in a circle. */
const MAX_HOPS = 20;

export interface Operation {
  method: string;
  path: string;
  /** `GET /products`. */
  where: string;
  summary: string;
  description: string;
  operationId: string;
  tags: string[];
  deprecated: boolean;
  /** Of the path and of the operation; the operation's win. */
  parameters: Json[];
  /** Empty when there is none. */
  requestBody: Json;
  responses: [status: string, response: Json][];
  /** The operation's, or the document's: one of these must be met. */
  security: Json[];
  callbacks: boolean;
}

export interface Resolver {
  /** The value, or what its reference points to; an empty object for a reference that leads nowhere or out of the document. */
  resolve(value: unknown): Json;
  /** References out of the document that were met, each once. */
  readonly outside: ReadonlySet<string>;
}

export function createResolver(root: Json): Resolver {
  const outside = new Set<string>();
  const resolve = (value: unknown): Json => {
    let at = object(value);
    for (let hop = 0; typeof at['$ref'] === 'string'; hop += 1) {
      const ref = at['$ref'];
      if (!ref.startsWith('#')) outside.add(ref);
      if (hop === MAX_HOPS || !ref.startsWith('#/')) return {};
      at = object(pointed(root, ref.slice(2)));
    }
    return at;
  };
  return { resolve, outside };
}

function pointed(root: Json, pointer: string): unknown {
  return pointer.split('/').reduce<unknown>((at, part) => {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) return at[Number(key)] as unknown;
    const holder = object(at);
    return Object.hasOwn(holder, key) ? holder[key] : undefined;
  }, root);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function operationsOf(root: Json, { resolve }: Resolver): Operation[] {
  return Object.entries(object(root['paths'])).flatMap(([path, item]) => {
    if (!path.startsWith('/')) return [];
    const whole = resolve(item);
    return OPENAPI_METHODS.filter((method) => method in whole).map((method): Operation => {
      const operation = object(whole[method]);
      const parameters = new Map<string, Json>();
      for (const each of [...list(whole['parameters']), ...list(operation['parameters'])].map(resolve)) {
        if (plainText(each['name']) !== '') parameters.set(`${plainText(each['in'])} ${plainText(each['name'])}`, each);
      }
      return {
        method: method.toUpperCase(), path, where: `${method.toUpperCase()} ${path}`,
        summary: plainText(operation['summary']), description: plainText(operation['description']) || plainText(whole['description']), operationId: plainText(operation['operationId']),
        tags: list(operation['tags']).filter((tag) => typeof tag === 'string'), deprecated: operation['deprecated'] === true,
        parameters: [...parameters.values()], requestBody: resolve(operation['requestBody']),
        responses: Object.entries(object(operation['responses'])).map(([status, response]) => [status, resolve(response)]),
        security: list(operation['security'] ?? root['security']).map(object), callbacks: Object.keys(object(operation['callbacks'])).length > 0,
      };
    });
  });
}
