/** Reads a text as an OpenAPI 3 document or a Postman collection, and says plainly when it is neither. */
import { LineCounter, parseDocument } from 'yaml';
import { BackbenchError } from '../../shared/errors.ts';
import { isPlainObject } from '../checks/json-value.ts';

/** How often aliases may be used: the same limit as for a lab's own YAML. */
const MAX_ALIAS_COUNT = 100;
/** A document that nests deeper than this was not written by a person, and recursion over it would end the stack. */
const MAX_DEPTH = 100;

export type Json = Record<string, unknown>;

export interface ReadDocument {
  kind: 'openapi' | 'postman';
  root: Json;
  title: string;
}

/**
 * @param name what the text is called in an error
 * @throws BackbenchError API_DOCUMENT_UNREADABLE
 */
export function readDocument(name: string, text: string): ReadDocument {
  const value = parsed(name, text);
  const refuse = (reason: 'not-an-object' | 'swagger-2' | 'openapi-version' | 'postman-version' | 'unknown', message = ''): never => {
    throw new BackbenchError('API_DOCUMENT_UNREADABLE', { name, reason, message, line: null });
  };
  if (!isPlainObject(value)) return refuse('not-an-object');
  if (depthOf(value) > MAX_DEPTH) return refuse('unknown', `It nests deeper than ${String(MAX_DEPTH)} levels.`);
  if ('swagger' in value) return refuse('swagger-2', String(value['swagger']));
  const info = object(value['info']);
  if ('openapi' in value) {
    const version = String(value['openapi']);
    return /^3\.[01]\.\d+/.test(version) ? { kind: 'openapi', root: value, title: plainText(info['title']) || name } : refuse('openapi-version', version);
  }
  // Postman's own export wraps a collection; its API does as well.
  const collection = isPlainObject(value['collection']) ? value['collection'] : value;
  const schema = plainText(object(collection['info'])['schema']);
  if (schema !== '' || '_postman_id' in object(collection['info'])) {
    return /\/v2\.1(?:\.\d+)?\//.test(schema) ? { kind: 'postman', root: collection, title: plainText(object(collection['info'])['name']) || name } : refuse('postman-version', schema);
  }
  return refuse('unknown');
}

function parsed(name: string, text: string): unknown {
  const fail = (message: string, line: number | null): never => {
    throw new BackbenchError('API_DOCUMENT_UNREADABLE', { name, reason: 'syntax', message, line });
  };
  if (text.trim() === '') throw new BackbenchError('API_DOCUMENT_UNREADABLE', { name, reason: 'empty', message: '', line: null });
  // JSON is YAML as well, but its own parser is many times quicker and knows no aliases.
  if (/^\s*[{[]/.test(text)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // YAML's flow style begins with a brace too; what is neither is told below.
    }
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) return fail((error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''), lines.linePos(error.pos[0]).line);
  try {
    return document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) as unknown;
  } catch (thrown) {
    return fail(thrown instanceof Error ? thrown.message : String(thrown), null);
  }
}

/** How deep a value nests, without recursion; counting ends above the limit. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  for (let depth = 0; ; depth += 1) {
    const next = level.flatMap((each): unknown[] => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (next.length === 0 || depth > MAX_DEPTH) return depth;
    level = next;
  }
}

export const object = (value: unknown): Json => (isPlainObject(value) ? value : {});
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const plainText = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
