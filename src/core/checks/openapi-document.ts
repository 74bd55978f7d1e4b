/**
 * An OpenAPI 3 document: whether it is valid, and whether an answer is as it says. References inside the document
 * are followed; others are not, since a check opens nothing but the document.
 */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Ajv04Module from 'ajv-draft-04';
import { parse } from 'yaml';
import { isPlainObject } from './json-value.ts';
import { firstFault, satisfies, type SchemaFault } from './json-schema.ts';

/** How often aliases may be used: the same limit as for a lab's own YAML. */
const MAX_ALIAS_COUNT = 100;
/** The document's own name inside the validator. */
const DOCUMENT = 'https://backbench.invalid/openapi';

// A CommonJS module: its default export is the class or holds it, by how it was loaded.
const Ajv04 = ((Ajv04Module as unknown as { default?: unknown }).default ?? Ajv04Module) as typeof Ajv2020;

type Json = Record<string, unknown>;

export interface OpenApiDocument {
  /** @returns what is not as the document says, or null */
  faultOf(answer: { method: string; path: string; status: number; contentType: string; json: unknown }): (SchemaFault & { got?: string }) | null;
}

/**
 * @param text YAML or JSON
 * @returns the document, or what is wrong with it, in words
 */
export async function openApiDocument(text: string): Promise<{ document: OpenApiDocument } | { problem: string }> {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: MAX_ALIAS_COUNT });
  } catch (error) {
    return { problem: `This is not valid YAML: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isPlainObject(value)) return { problem: 'The document is not an object with the fields "openapi", "info" and "paths".' };
  if (typeof value['openapi'] !== 'string' || !/^3\.[01]\.\d+$/.test(value['openapi'])) {
    return { problem: 'The field "openapi" must name a version, 3.0.x or 3.1.x, such as "3.1.0".' };
  }
  const result = await new Validator().validate(structuredClone(value));
  if (!result.valid) {
    const errors = Array.isArray(result.errors) ? result.errors : [];
    const [error] = errors as { instancePath?: string; message?: string }[];
    return { problem: `${error?.instancePath || 'The document'}: ${error?.message ?? (typeof result.errors === 'string' ? result.errors : 'it is not an OpenAPI document')}` };
  }
  return { document: new Document(value) };
}

class Document implements OpenApiDocument {
  readonly #root: Json;
  readonly #validator: Ajv2020;

  constructor(root: Json) {
    this.#root = root;
    const options = { strict: false, allErrors: false, validateFormats: false } as const;
    // 3.0 has its own dialect, close to draft 4 (exclusiveMinimum is true or false); 3.1 is 2020-12.
    this.#validator = String(root['openapi']).startsWith('3.0') ? new Ajv04(options) : new Ajv2020(options);
    this.#validator.addSchema({ ...root, $id: DOCUMENT }, DOCUMENT);
  }

  faultOf({ method, path, status, contentType, json }: Parameters<OpenApiDocument['faultOf']>[0]): ReturnType<OpenApiDocument['faultOf']> {
    const paths = object(this.#root['paths']);
    const template = bestTemplate(Object.keys(paths), this.#withoutServer(path.split('?')[0] ?? ''));
    if (template === null) return { path: 'path', expected: `a path of the document: ${Object.keys(paths).join(', ') || 'it has none'}`, got: path };
    const operation = object(this.#resolved(paths[template])['value'])[method.toLowerCase()];
    if (!isPlainObject(operation)) return { path: 'method', expected: `an operation ${method} at ${template} in the document`, got: 'none' };
    const responses = object(operation['responses']);
    const key = [String(status), `${String(status).charAt(0)}XX`, 'default'].find((each) => each in responses);
    if (key === undefined) return { path: 'status', expected: `one of ${Object.keys(responses).join(', ')}, as the document says for ${method} ${template}`, got: String(status) };
    const response = this.#resolved(responses[key], `#/paths/${escaped(template)}/${method.toLowerCase()}/responses/${key}`);
    const content = object(object(response.value)['content']);
    const types = Object.keys(content);
    if (types.length === 0) return null;
    const type = types.find((each) => matchesType(each, contentType));
    if (type === undefined) return { path: 'content-type', expected: `one of ${types.join(', ')}, as the document says`, got: contentType || 'no such header' };
    if (!/[/+]json$/.test(type) || object(content[type])['schema'] === undefined) return null;
    const validate = this.#validator.compile({ $ref: `${DOCUMENT}${response.pointer}/content/${escaped(type)}/schema` });
    return satisfies(validate, json) ? null : firstFault(validate.errors ?? []);
  }

  /** A value, or what its `$ref` inside the document points to. */
  #resolved(value: unknown, pointer = '#'): { value: unknown; pointer: string } {
    const ref = object(value)['$ref'];
    if (typeof ref !== 'string' || !ref.startsWith('#/')) return { value, pointer };
    const target = ref.slice(2).split('/').reduce<unknown>((at, part) => object(at)[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')], this.#root);
    return { value: target, pointer: ref };
  }

  /** The path below the first server's own path, such as /v1. */
  #withoutServer(path: string): string {
    const [server] = Array.isArray(this.#root['servers']) ? this.#root['servers'] as unknown[] : [];
    const url = object(server)['url'];
    if (typeof url !== 'string') return path;
    const base = url.replace(/^https?:\/\/[^/]*/, '').replace(/\/$/, '');
    return base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
  }
}

const object = (value: unknown): Json => (isPlainObject(value) ? value : {});
const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The template that fits the path; one with fewer parameters is better: `/products/new` before `/products/{id}`. */
function bestTemplate(templates: readonly string[], path: string): string | null {
  const fits = templates.filter((template) => {
    const parts = template.split('/');
    const given = path.split('/');
    return parts.length === given.length && parts.every((part, index) => (/\{.+\}/.test(part) ? given[index] !== '' : part === given[index]));
  });
  const parameters = (template: string): number => template.split('{').length;
  return fits.toSorted((a, b) => parameters(a) - parameters(b))[0] ?? null;
}

function matchesType(documented: string, got: string): boolean {
  const plain = got.split(';')[0]?.trim().toLowerCase() ?? '';
  const pattern = documented.split(';')[0]?.trim().toLowerCase() ?? '';
  return pattern === '*/*' || pattern === plain || (pattern.endsWith('/*') && plain.startsWith(pattern.slice(0, -1)));
}
