/** Example values: those that a document gives, else made from the schema. */
import * as sampler from 'openapi-sampler';
import type { Resolver } from './openapi-operations.ts';
import { object, type Json } from './read-document.ts';

/** How deep a made example goes: recursive schemas end there. */
const MAX_SAMPLE_DEPTH = 8;
/** CommonJS under Node, a module in a bundle. */
const sampleOf = (sampler as { default?: typeof sampler }).default?.sample ?? sampler.sample;

/** @param root the document, for references @returns undefined where nothing can be made */
export function sampleSchema(schema: unknown, root: Json, direction: 'request' | 'response'): unknown {
  try {
    return sampleOf(object(schema), { quiet: true, maxSampleDepth: MAX_SAMPLE_DEPTH, ...(direction === 'request' ? { skipReadOnly: true } : { skipWriteOnly: true }) }, root);
  } catch {
    // References out of the document, or schemas that contradict themselves: there is no example then.
    return undefined;
  }
}

/** Of a parameter or a media type: its example, the first of its examples, or one made from its schema. */
export function exampleOf(holder: Json, root: Json, { resolve }: Resolver, direction: 'request' | 'response'): unknown {
  if (holder['example'] !== undefined) return holder['example'];
  const [first] = Object.values(object(holder['examples']));
  const given = resolve(first)['value'];
  return given !== undefined ? given : holder['schema'] === undefined ? undefined : sampleSchema(holder['schema'], root, direction);
}

/** A text that stands in an address, a header or a field. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(asText).join(',') : JSON.stringify(value);
}
