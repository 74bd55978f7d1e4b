import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { BackbenchError } from '../../shared/errors.ts';
import { loadCollection } from '../api-client/collection-file.ts';
import { findDocuments, importRequests, previewImport, undoImport } from './import-document.ts';

/** A workspace in memory. */
function files(start: Record<string, string>) {
  const texts = new Map(Object.entries(start));
  const hash = (path: string): string | null => texts.get(path) ?? null;
  return {
    texts,
    list: () => Promise.resolve([...texts].map(([path, text]) => ({ path, kind: 'file' as const, bytes: text.length }))),
    read: (path: string) => {
      const text = texts.get(path);
      return text === undefined ? Promise.reject(new BackbenchError('FILE_NOT_FOUND', { path })) : Promise.resolve({ path, text, hash: text });
    },
    write: (path: string, text: string, before: string | null) => {
      if (before !== hash(path)) return Promise.reject(new BackbenchError('FILE_CHANGED', { path }));
      texts.set(path, text);
      return Promise.resolve({ path, text, hash: text });
    },
  };
}
const pasted = (text: string) => ({ from: 'text' as const, name: 'pasted', text });

const PRODUCTS = `
openapi: 3.1.0
info: { title: Catalogue, version: "1" }
servers:
  - url: https://api.saffronlane.example/v1
  - url: http://localhost:4000
security: [{ key: [] }]
paths:
  /products:
    parameters: [{ name: X-Shop, in: header, required: true, schema: { type: string, default: delhi } }]
    get:
      summary: List
      security: []
      parameters:
        - { name: limit, in: query, schema: { type: integer, default: 20 } }
        - { $ref: "#/components/parameters/Sort" }
      responses: { "200": { description: ok } }
    post:
      operationId: createProduct
      requestBody:
        content:
          application/xml: { schema: { type: string } }
          application/json: { schema: { $ref: "#/components/schemas/Product" } }
      responses: { "400": { description: no }, "201": { description: made } }
  /products/{id}/photo:
    put:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { photo: { type: string, format: binary }, note: { type: string, example: front } } } } } }
      responses: { "204": { description: ok } }
webhooks: { stockLow: { post: { responses: { "200": { description: ok } } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  parameters:
    Sort: { name: sort, in: query, required: true, schema: { type: string, enum: [name, price] } }
  schemas:
    Product: { type: object, properties: { id: { type: integer, readOnly: true }, sku: { type: string, example: TEA-2004 }, parent: { $ref: "#/components/schemas/Product" } } }
`;

describe('an OpenAPI document', () => {
  it('brings its ways of signing in; what it does not say is left to variables', async () => {
    const secured = `
openapi: 3.1.0
info: { title: Secured, version: "1" }
paths:
  /code: { get: { operationId: code, security: [{ login: [orders.read, orders.write] }], responses: { "200": { description: ok } } } }
  /own: { get: { operationId: own, security: [{ own: [] }], responses: { "200": { description: ok } } } }
  /basic: { get: { operationId: basic, security: [{ plain: [] }], responses: { "200": { description: ok } } } }
  /bearer: { get: { operationId: bearer, security: [{ implicit: [] }, { jwt: [] }], responses: { "200": { description: ok } } } }
  /query: { get: { operationId: query, security: [{ inQuery: [] }], responses: { "200": { description: ok } } } }
  /cookie: { get: { operationId: cookie, security: [{ inCookie: [] }], responses: { "200": { description: ok } } } }
  /machine: { get: { operationId: machine, security: [{ machine: [] }], responses: { "200": { description: ok } } } }
components:
  securitySchemes:
    login: { type: oauth2, flows: { authorizationCode: { authorizationUrl: "http://localhost:9000/authorize", tokenUrl: "http://localhost:9000/token", scopes: { orders.read: r, orders.write: w } } } }
    own: { type: oauth2, flows: { authorizationCode: { authorizationUrl: /authorize, tokenUrl: /token, scopes: {} } } }
    plain: { type: http, scheme: Basic }
    jwt: { type: http, scheme: bearer, bearerFormat: JWT }
    implicit: { type: oauth2, flows: { implicit: { authorizationUrl: /authorize, scopes: {} } } }
    machine: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: {} } } }
    inQuery: { type: apiKey, in: query, name: key }
    inCookie: { type: apiKey, in: cookie, name: sid }
`;
    const { requests, variables, left } = await previewImport(files({}), pasted(secured));
    const oauth = { type: 'oauth', clientId: '{{client_id}}', tokenVariable: 'access_token' };
    expect(Object.fromEntries(requests.map(({ name, auth }) => [name, auth]))).toEqual({
      code: { ...oauth, authorizationUrl: 'http://localhost:9000/authorize', tokenUrl: 'http://localhost:9000/token', scope: 'orders.read orders.write' },
      own: { ...oauth, authorizationUrl: '{{baseUrl}}/authorize', tokenUrl: '{{baseUrl}}/token', scope: '' },
      basic: { type: 'basic', user: '{{user}}', password: '{{password}}' }, bearer: { type: 'bearer', token: '{{token}}' },
      query: { type: 'api-key', name: 'key', value: '{{inQuery}}', in: 'query' }, cookie: { type: 'none' }, machine: { type: 'none' },
    });
    expect(requests.find(({ name }) => name === 'cookie')?.headers).toEqual([{ name: 'Cookie', value: 'sid={{inCookie}}', off: false }]);
    expect(variables).toEqual({ client_id: '' });
    expect(left.map(({ where, reason, detail }) => [where, reason, detail])).toEqual([['GET /machine', 'auth-kind', 'machine (oauth2)']]);
  });

  it('becomes a request for each operation, with its examples', async () => {
    const preview = await previewImport(files({ 'openapi.yaml': PRODUCTS }), { from: 'workspace', path: 'openapi.yaml' });
    const [list, create, photo] = preview.requests;
    expect(list).toMatchObject({
      name: 'List', method: 'GET', url: '{{baseUrl}}/v1/products', auth: { type: 'none' },
      query: [{ name: 'limit', value: '20', off: true }, { name: 'sort', value: 'name', off: false }], headers: [{ name: 'X-Shop', value: 'delhi', off: false }],
      tests: [{ of: 'status', is: 'equals', value: '200' }, { of: 'body', is: 'openapi', value: 'openapi.yaml' }],
    });
    expect(create).toMatchObject({ name: 'createProduct', auth: { type: 'api-key', name: 'X-Key', value: '{{key}}', in: 'header' }, tests: [{ value: '201' }, {}] });
    const body = JSON.parse(create?.body.type === 'json' ? create.body.text : '') as Record<string, unknown>;
    expect(body).toMatchObject({ sku: 'TEA-2004' });
    expect(body).not.toHaveProperty('id');
    expect(photo).toMatchObject({ name: 'PUT /products/{id}/photo', url: '{{baseUrl}}/v1/products/{{id}}/photo', body: { type: 'multipart', parts: [{ name: 'photo', value: '' }, { name: 'note', value: 'front' }] } });
    expect(preview.variables).toEqual({ id: '1' });
    expect(preview.left.map(({ where, reason, detail }) => [where, reason, detail])).toEqual([
      ['Catalogue', 'other-servers', 'http://localhost:4000'], ['Catalogue', 'address-elsewhere', 'api.saffronlane.example'],
      ['POST /products', 'other-content-type', 'application/xml'], ['PUT /products/{id}/photo', 'file-to-choose', 'photo'], ['Catalogue', 'webhooks', 'stockLow'],
    ]);
  });

  it('opens no other file, survives circles, and says what is not valid', async () => {
    const text = `openapi: 3.0.3
info: { title: T, version: "1" }
paths:
  /a: { $ref: "./other.yaml#/a" }
  /b: { post: { requestBody: { $ref: "#/components/requestBodies/x" }, responses: { "200": { description: ok } } } }
components: { requestBodies: { x: { $ref: "#/components/requestBodies/y" }, y: { $ref: "#/components/requestBodies/x" } } }
unknown: 1
`;
    const { requests, left } = await previewImport(files({}), pasted(text));
    expect(requests.map(({ name, tests }) => [name, tests.length])).toEqual([['POST /b', 1]]);
    expect(left.map(({ reason }) => reason)).toEqual(['invalid-document', 'external-reference']);
  });

  it('of the course can be imported', async () => {
    for (const path of ['server-side/api-first-openapi/solution/describe/files/openapi.yaml', 'server-side/api-testing/workspace/openapi.yaml']) {
      const { requests, left } = await previewImport(files({}), pasted(await readFile(`labs/${path}`, 'utf8')));
      expect(requests.length).toBeGreaterThan(2);
      expect(left.filter(({ reason }) => reason === 'invalid-document')).toEqual([]);
    }
  });
});

const COLLECTION = {
  info: { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{my token}}' }] },
  variable: [{ key: 'base url', value: 'http://localhost:3000' }],
  item: [
    { name: 'Orders', item: [
      { name: 'Create', event: [{ listen: 'test', script: { exec: ["pm.test('made', () => {", '  pm.response.to.have.status(201);', '});', 'const answer = pm.response.json();', "pm.environment.set('order', answer.data[0].id);"] } }],
        request: { method: 'POST', url: { raw: '{{base url}}/orders/:id?dry=1', query: [{ key: 'dry', value: '1', disabled: true }], variable: [{ key: 'id', value: '7' }] },
          header: [{ key: 'X-Id', value: '{{$guid}}' }], body: { mode: 'raw', raw: '{"a":1}', options: { raw: { language: 'json' } } } }, response: [{}] },
      { name: 'Create', event: [{ listen: 'test', script: { exec: ["postman.setNextRequest('x')"] } }], request: { url: 'https://elsewhere.example/x', auth: { type: 'digest' }, body: { mode: 'file' } } },
    ] },
    { name: 'Upload', request: { method: 'POST', auth: { type: 'noauth' }, url: { raw: 'http://127.0.0.1:3000/up' }, body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: '/home/a.png' }, { key: 'n', value: '{{$randomCity}}' }] } } },
    { name: 'A note' },
  ],
};

describe('a Postman collection', () => {
  it('becomes requests, with folders in their names, and no script is run', async () => {
    const { kind, requests, variables, left } = await previewImport(files({}), pasted(JSON.stringify(COLLECTION)));
    expect(kind).toBe('postman');
    expect(requests[0]).toMatchObject({
      name: 'Orders / Create', method: 'POST', url: '{{base_url}}/orders/{{id}}', query: [{ name: 'dry', value: '1', off: true }], headers: [{ name: 'X-Id', value: '{{$uuid}}' }],
      auth: { type: 'bearer', token: '{{my_token}}' }, body: { type: 'json', text: '{"a":1}' }, tests: [{ of: 'status', is: 'equals', value: '201' }], capture: [{ name: 'order', value: '$.data[0].id' }],
    });
    expect(requests.map(({ name }) => name)).toEqual(['Orders / Create', 'Orders / Create (2)', 'Upload']);
    expect(variables).toEqual({ base_url: 'http://localhost:3000', id: '7' });
    expect(left.map(({ where, reason, detail }) => `${where}: ${reason} ${detail}`)).toEqual([
      'Orders / Create: saved-answers 1', 'Orders / Create (2): address-elsewhere elsewhere.example', 'Orders / Create (2): script ', 'Orders / Create (2): auth-kind digest',
      'Orders / Create (2): body-kind file', 'Upload: file-to-choose f', 'Upload: dynamic-variable $randomCity', 'A note: not-a-request ',
    ]);
  });

  it('of another version is refused', async () => {
    const text = JSON.stringify({ ...COLLECTION, info: { name: 'x', schema: 'https://schema.getpostman.com/json/collection/v2.0.0/collection.json' } });
    await expect(previewImport(files({}), pasted(text))).rejects.toMatchObject({ code: 'API_DOCUMENT_UNREADABLE', details: { reason: 'postman-version' } });
  });
});

it('says what is wrong with a text that is neither', async () => {
  const reason = async (text: string) => previewImport(files({}), pasted(text)).then(() => 'read', (error: unknown) => (error as BackbenchError<'API_DOCUMENT_UNREADABLE'>).details);
  expect(await reason('  ')).toMatchObject({ reason: 'empty' });
  expect(await reason('a: [1,\nb: 2')).toMatchObject({ reason: 'syntax', line: 2 });
  expect(await reason('{"openapi": "3.1.0", ')).toMatchObject({ reason: 'syntax' });
  expect(await reason('- a')).toMatchObject({ reason: 'not-an-object' });
  expect(await reason('swagger: "2.0"')).toMatchObject({ reason: 'swagger-2', message: '2.0' });
  expect(await reason('openapi: 4.0.0')).toMatchObject({ reason: 'openapi-version' });
  expect(await reason('a: 1')).toMatchObject({ reason: 'unknown' });
  expect(await reason(`openapi: 3.1.0\nx: ${'['.repeat(300)}${']'.repeat(300)}`)).toMatchObject({ reason: 'unknown' });
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, at) => `${name}: &${name} [${`*${'abcdefg'.charAt(at)},`.repeat(9)}]`).join('\n')}\nopenapi: 3.1.0`;
  expect(await reason(bomb)).toMatchObject({ reason: 'syntax' });
  await expect(previewImport(files({}), pasted('openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}'))).rejects.toMatchObject({ code: 'API_DOCUMENT_EMPTY' });
});

it('adds in one write, changes nothing that is there, and takes itself back', async () => {
  const before = '# mine\nvariables:\n  id: "7"\nrequests:\n  - name: List # first\n    url: /list\n';
  const place = files({ 'requests.yaml': before, 'openapi.yaml': PRODUCTS, 'package.json': '{"openapi":1}', 'broken.yaml': 'openapi: [' });
  const { requests, variables } = await previewImport(place, { from: 'workspace', path: 'openapi.yaml' });
  const imported = await importRequests(place, requests, { ...variables, shop: 'delhi' });
  expect(imported).toEqual({ requests: ['List (2)', 'createProduct', 'PUT /products/{id}/photo'], variables: ['shop'] });
  const { saved, problem } = await loadCollection(place);
  expect(problem).toBeNull();
  expect(saved.requests.map(({ name }) => name)).toEqual(['List', ...imported.requests]);
  expect(saved.variables).toEqual({ id: '7', shop: 'delhi' });
  expect(place.texts.get('requests.yaml')).toContain('name: List # first');
  await undoImport(place, imported);
  expect(place.texts.get('requests.yaml')).toBe(before);
  await expect(importRequests(place, Array.from({ length: 500 }, () => requests[0]).filter((each) => each !== undefined), {})).rejects.toMatchObject({ code: 'API_FILE_FULL' });
  expect(place.texts.get('requests.yaml')).toBe(before);
  expect(await findDocuments(place)).toEqual([{ path: 'openapi.yaml', kind: 'openapi', title: 'Catalogue' }]);
});
