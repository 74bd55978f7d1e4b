/** An OpenAPI 3 document as requests: one for each operation, filled with its examples. */
import { isLoopback } from '../api-client/reach.ts';
import { newApiRequest } from '../../shared/api-client/new-request.ts';
import type { ImportPreview, LeftOut, LeftReason } from '../../shared/api-client/import-views.ts';
import type { ApiAuth, ApiBody, ApiPair, ApiPart, ApiRequest } from '../../shared/api-client/request-format.ts';
import { createResolver, operationsOf, type Operation, type Resolver } from './openapi-operations.ts';
import { list, object, plainText, type Json } from './read-document.ts';
import { asText, exampleOf, sampleSchema } from './sample-value.ts';
import { uniqueName, variableName } from './unique-names.ts';

/** Headers that a document may not describe as parameters (OpenAPI 3.1, Parameter Object). */
const NOT_PARAMETERS = /^(?:accept|content-type|authorization)$/i;

/**
 * @param path the document's own in the workspace: answers are then held against it; null where it lies elsewhere
 * @param invalid what is wrong with it as a document, null when nothing
 */
export function importOpenApi(root: Json, title: string, path: string | null, invalid: string | null): ImportPreview {
  const importer = new OpenApiImport(root, path);
  if (invalid !== null) importer.leave(title, 'invalid-document', invalid);
  return importer.preview(title);
}

class OpenApiImport {
  readonly #root: Json;
  readonly #path: string | null;
  readonly #resolver: Resolver;
  readonly #left: LeftOut[] = [];
  readonly #variables: Record<string, string> = {};
  readonly #names = new Set<string>();

  constructor(root: Json, path: string | null) {
    this.#root = root;
    this.#path = path;
    this.#resolver = createResolver(root);
  }

  leave(where: string, reason: LeftReason, detail = ''): void {
    this.#left.push({ where, reason, detail });
  }

  preview(title: string): ImportPreview {
    const base = this.#base(title);
    const requests = operationsOf(this.#root, this.#resolver).map((operation) => this.#request(operation, base));
    if (Object.keys(object(this.#root['webhooks'])).length > 0) this.leave(title, 'webhooks', Object.keys(object(this.#root['webhooks'])).join(', '));
    for (const reference of this.#resolver.outside) this.leave(title, 'external-reference', reference);
    return { kind: 'openapi', title, requests, variables: this.#variables, left: this.#left };
  }

  /** The path of the first server, below the learner's own program. */
  #base(title: string): string {
    const servers = list(this.#root['servers']).map(object);
    const [server] = servers;
    if (servers.length > 1) this.leave(title, 'other-servers', servers.slice(1).map(({ url }) => plainText(url)).join(', '));
    const url = plainText(server?.['url']).replaceAll(/\{([^}]*)\}/g, (_mark, name: string) => asText(object(object(server?.['variables'])[name])['default']));
    const [, host, path = ''] = /^(?:https?:\/\/([^/?#]*))?([^?#]*)/.exec(url) ?? [];
    const name = host === undefined ? '' : host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
    if (name !== '' && !isLoopback(name)) this.leave(title, 'address-elsewhere', host);
    return `{{baseUrl}}${path.startsWith('/') ? path.replace(/\/$/, '') : ''}`;
  }

  #request(operation: Operation, base: string): ApiRequest {
    const { method, path, where } = operation;
    if (operation.callbacks) this.leave(where, 'callbacks');
    const value = (parameter: Json): string => asText(exampleOf(parameter, this.#root, this.#resolver, 'request'));
    const ofKind = (kind: string): Json[] => operation.parameters.filter((each) => each['in'] === kind);
    const row = (parameter: Json): ApiPair => ({ name: plainText(parameter['name']), value: value(parameter), off: parameter['required'] !== true });
    for (const parameter of ofKind('path')) {
      // An id that is made from its type alone is 0; the first row of a table is 1.
      const text = value(parameter).replace(/^0$/, '1');
      if (text !== '') this.#variables[variableName(plainText(parameter['name']))] ??= text;
    }
    const cookies = ofKind('cookie').map(row);
    const auth = this.#auth(operation);
    const expected = operation.responses.map(([status]) => status).find((status) => /^2\d\d$/.test(status));
    return newApiRequest(uniqueName(operation.summary || operation.operationId || where, this.#names), {
      method, url: `${base}${path.replaceAll(/\{([^}]*)\}/g, (_mark, name: string) => `{{${variableName(name)}}}`)}`,
      query: [...ofKind('query').map(row), ...auth.query],
      headers: [
        ...ofKind('header').map(row).filter(({ name }) => !NOT_PARAMETERS.test(name)),
        ...(cookies.length === 0 ? [] : [{ name: 'Cookie', value: cookies.map((each) => `${each.name}=${each.value}`).join('; '), off: cookies.every(({ off }) => off) }]),
        ...auth.headers,
      ],
      auth: auth.auth, body: this.#body(operation),
      tests: [
        ...(expected === undefined ? [] : [{ of: 'status', is: 'equals', value: expected, off: false } as const]),
        ...(this.#path === null ? [] : [{ of: 'body', is: 'openapi', value: this.#path, off: false } as const]),
      ],
    });
  }

  #body({ requestBody, where }: Operation): ApiBody {
    const content = object(requestBody['content']);
    const types = Object.keys(content);
    const type = types.find((each) => /[/+]json\b/.test(each)) ?? types.find((each) => /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/.test(each)) ?? types[0];
    if (type === undefined) return { type: 'none' };
    if (types.length > 1) this.leave(where, 'other-content-type', types.filter((each) => each !== type).join(', '));
    const media = this.#resolver.resolve(content[type]);
    const example = exampleOf(media, this.#root, this.#resolver, 'request');
    if (/[/+]json\b/.test(type)) return { type: 'json', text: example === undefined ? '{\n  \n}' : typeof example === 'string' ? example : JSON.stringify(example, null, 2) };
    if (type.startsWith('application/x-www-form-urlencoded')) return { type: 'form', fields: Object.entries(object(example)).map(([name, each]) => ({ name, value: asText(each), off: false })) };
    if (type.startsWith('multipart/form-data')) return { type: 'multipart', parts: this.#parts(media, example, where) };
    return { type: 'raw', text: asText(example), contentType: type };
  }

  #parts(media: Json, example: unknown, where: string): ApiPart[] {
    const properties = object(this.#resolver.resolve(media['schema'])['properties']);
    return Object.keys({ ...properties, ...object(example) }).map((name) => {
      const schema = this.#resolver.resolve(properties[name]);
      const file = schema['format'] === 'binary' || 'contentMediaType' in schema;
      if (file) this.leave(where, 'file-to-choose', name);
      return { name, value: file ? '' : asText(object(example)[name] ?? sampleSchema(schema, this.#root, 'request')), off: false };
    });
  }

  /** The first way that the client knows; a key in a cookie is a header. */
  #auth({ security, where }: Operation): { auth: ApiAuth; query: ApiPair[]; headers: ApiPair[] } {
    const found = { auth: { type: 'none' } as ApiAuth, query: [] as ApiPair[], headers: [] as ApiPair[] };
    if (security.length === 0 || security.some((each) => Object.keys(each).length === 0)) return found;
    const schemes = object(object(this.#root['components'])['securitySchemes']);
    const refused: string[] = [];
    for (const requirement of security) {
      for (const name of Object.keys(requirement)) {
        const scheme = this.#resolver.resolve(schemes[name]);
        const kind = plainText(scheme['type']);
        const http = plainText(scheme['scheme']).toLowerCase();
        const key = plainText(scheme['name']);
        const mark = `{{${variableName(name)}}}`;
        if (kind === 'http' && http === 'basic') return { ...found, auth: { type: 'basic', user: '{{user}}', password: '{{password}}' } };
        if (kind === 'http' && http === 'bearer') return { ...found, auth: { type: 'bearer', token: '{{token}}' } };
        if (kind === 'apiKey' && scheme['in'] === 'cookie') return { ...found, headers: [{ name: 'Cookie', value: `${key}=${mark}`, off: false }] };
        if (kind === 'apiKey') return { ...found, auth: { type: 'api-key', name: key, value: mark, in: scheme['in'] === 'query' ? 'query' : 'header' } };
        if (kind === 'oauth2') {
          const oauth = this.#oauth(scheme, list(requirement[name]).map(plainText));
          if (oauth !== null) return { ...found, auth: oauth };
        }
        refused.push(`${name} (${kind === 'http' ? http : kind})`);
      }
    }
    this.leave(where, 'auth-kind', refused.join(', '));
    return found;
  }

  /**
   * Signing in by the authorization code, which the client does with PKCE. Addresses below the document's own host are below
   * the learner's program. Who the client is stands in no document: a variable takes it.
   * @returns null for the other flows, and for a document that leaves out where to go
   */
  #oauth(scheme: Json, scopes: readonly string[]): ApiAuth | null {
    const flow = object(object(scheme['flows'])['authorizationCode']);
    const [authorizationUrl, tokenUrl] = [plainText(flow['authorizationUrl']), plainText(flow['tokenUrl'])];
    if (authorizationUrl === '' || tokenUrl === '') return null;
    this.#variables['client_id'] ??= '';
    const inProgram = (url: string): string => (url.startsWith('/') ? `{{baseUrl}}${url}` : url);
    return { type: 'oauth', authorizationUrl: inProgram(authorizationUrl), tokenUrl: inProgram(tokenUrl), clientId: '{{client_id}}', scope: scopes.join(' '), tokenVariable: 'access_token' };
  }
}
