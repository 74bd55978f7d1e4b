/** Schemas of an OpenAPI document as trees of fields, bounded in depth and size. */
import type { ReferenceField } from '../../shared/api-client/reference-views.ts';
import type { Resolver } from './openapi-operations.ts';
import { list, object, plainText, type Json } from './read-document.ts';

/** Deeper is not read by anybody, and a schema may contain itself. */
const MAX_DEPTH = 6;
/** Fields of one tree, all levels together. */
const MAX_FIELDS = 300;
/** A text of a document that is shown, in characters. */
const MAX_TEXT = 4_000;

const LIMITS = ['format', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'default', 'const'] as const;
const FLAGS = ['nullable', 'readOnly', 'writeOnly', 'deprecated', 'uniqueItems'] as const;

export const shownText = (value: unknown): string => plainText(value).slice(0, MAX_TEXT);

/** @param name of the field, or empty */
export function fieldOf(schema: unknown, name: string, required: boolean, resolver: Resolver): ReferenceField {
  const budget = { left: MAX_FIELDS };
  return field(schema, name, required, resolver, [], budget);
}

function field(given: unknown, name: string, required: boolean, resolver: Resolver, above: readonly string[], budget: { left: number }): ReferenceField {
  budget.left -= 1;
  const ref = plainText(object(given)['$ref']);
  const schema = merged(given, resolver);
  const inside = ref !== '' && above.includes(ref);
  const next = ref === '' ? above : [...above, ref];
  const open = !inside && above.length < MAX_DEPTH && budget.left > 0;
  const below = (child: unknown, childName: string, childRequired: boolean): ReferenceField[] => (budget.left > 0 ? [field(child, childName, childRequired, resolver, [...next, ''], budget)] : []);
  const needed = new Set(list(schema['required']));
  const fields = !open ? [] : [
    ...Object.entries(object(schema['properties'])).flatMap(([key, child]) => below(child, key, needed.has(key))),
    ...(Object.keys(object(schema['additionalProperties'])).length > 0 ? below(schema['additionalProperties'], '*', false) : []),
    ...itemFields(schema['items'], below),
    ...[...list(schema['oneOf']), ...list(schema['anyOf'])].flatMap((child) => below(child, '', false)),
  ];
  return { name, required, type: typeOf(given, resolver), description: shownText(schema['description'] ?? schema['title']), facts: factsOf(schema), fields };
}

/** The items of a list lie directly below it when they have fields of their own. */
function itemFields(items: unknown, below: (child: unknown, name: string, required: boolean) => ReferenceField[]): ReferenceField[] {
  if (Object.keys(object(items)).length === 0) return [];
  return below(items, '', false).flatMap((item) => (item.fields.length > 0 ? item.fields : item.facts.length > 0 || item.description !== '' ? [item] : []));
}

/** The schema that is meant, with the parts of `allOf` laid over each other. */
function merged(given: unknown, resolver: Resolver, depth = 0): Json {
  const schema = resolver.resolve(given);
  const parts = list(schema['allOf']);
  if (parts.length === 0 || depth > MAX_DEPTH) return schema;
  const all = [...parts.map((part) => merged(part, resolver, depth + 1)), schema];
  return {
    ...Object.assign({}, ...all) as Json,
    properties: Object.assign({}, ...all.map((each) => object(each['properties']))) as Json,
    required: all.flatMap((each) => list(each['required'])),
  };
}

/** In words that are the same in every language: the document's own. */
export function typeOf(given: unknown, resolver: Resolver, depth = 0): string {
  if (typeof given === 'boolean') return given ? 'any' : 'never';
  const name = refName(given);
  const schema = merged(given, resolver);
  const ways = [...list(schema['oneOf']), ...list(schema['anyOf'])];
  const types = Array.isArray(schema['type']) ? schema['type'].filter((each) => typeof each === 'string') : [plainText(schema['type'])].filter((each) => each !== '');
  if (types.includes('array') && depth < 3) {
    const inner = typeOf(schema['items'] ?? {}, resolver, depth + 1);
    return [`${inner}[]`, ...types.filter((each) => each !== 'array')].join(' | ');
  }
  if (name !== '') return name;
  if (ways.length > 0 && depth < 3) return ways.slice(0, 6).map((each) => typeOf(each, resolver, depth + 1)).join(' | ');
  if (types.length > 0) return types.join(' | ');
  return 'properties' in schema ? 'object' : 'enum' in schema || 'const' in schema ? 'enum' : 'any';
}

function refName(given: unknown): string {
  const ref = plainText(object(given)['$ref']);
  return ref === '' ? '' : decodeName(ref.slice(ref.lastIndexOf('/') + 1));
}

function decodeName(text: string): string {
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}

function factsOf(schema: Json): string[] {
  const facts: string[] = LIMITS.filter((key) => schema[key] !== undefined).map((key) => `${key} ${written(schema[key])}`);
  if (Array.isArray(schema['enum'])) facts.push(`enum ${schema['enum'].slice(0, 20).map(written).join(', ')}`);
  facts.push(...FLAGS.filter((key) => schema[key] === true));
  if (schema['additionalProperties'] === false) facts.push('additionalProperties false');
  return facts;
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value) ?? '').slice(0, 200);
