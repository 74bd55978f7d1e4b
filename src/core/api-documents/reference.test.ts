import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readReference, watchReference } from './reference.ts';
import { BackbenchError } from '../../shared/errors.ts';

const DOCUMENT = `
openapi: 3.1.0
info: { title: Catalogue, version: "2", description: The **shop** }
tags: [{ name: Orders, description: What customers want }]
security: [{ key: [] }]
paths:
  /products/{id}:
    get:
      summary: One
      security: []
      parameters: [{ name: id, in: path, required: true, description: Of the row, schema: { type: integer, minimum: 1 } }]
      responses:
        "200": { description: It, headers: { ETag: { schema: { type: string } } }, content: { application/json: { schema: { $ref: "#/components/schemas/Product" } } } }
  /orders:
    post:
      tags: [Orders]
      deprecated: true
      requestBody: { required: true, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Product" } } } } }
      responses: { "201": { description: made } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Base: { type: object, required: [id], properties: { id: { type: integer, readOnly: true } } }
    Product:
      allOf: [{ $ref: "#/components/schemas/Base" }, { type: object, required: [sku], properties: { sku: { type: string, pattern: "^[A-Z]+$", description: Its code }, parts: { type: array, items: { $ref: "#/components/schemas/Product" } }, colour: { enum: [red, green] }, price: { type: [integer, "null"] } } }]
`;

describe('readReference', () => {
  it('puts operations into groups, follows references and merges allOf', async () => {
    const page = await readReference('openapi.yaml', DOCUMENT);
    expect(page).toMatchObject({ title: 'Catalogue', version: '2', invalid: null, cut: 0, variables: { id: '1' } });
    expect(page.groups.map(({ name, description, operations }) => [name, description, operations.map(({ id }) => id)])).toEqual([
      ['Orders', 'What customers want', ['POST /orders']], ['', '', ['GET /products/{id}']],
    ]);
    const [one] = page.groups[1]?.operations ?? [];
    expect(one).toMatchObject({ security: [], parameters: [{ in: 'path', field: { name: 'id', type: 'integer', required: true, description: 'Of the row', facts: ['minimum 1'] } }], request: { name: 'One', url: '{{baseUrl}}/products/{{id}}' } });
    const schema = one?.responses[0]?.contents[0]?.schema;
    expect(schema?.type).toBe('Product');
    expect(schema?.fields.map(({ name, type, required, facts }) => [name, type, required, facts])).toEqual([
      ['id', 'integer', true, ['readOnly']], ['sku', 'string', true, ['pattern ^[A-Z]+$']], ['parts', 'Product[]', false, []], ['colour', 'enum', false, ['enum red, green']], ['price', 'integer | null', false, []],
    ]);
    const [order] = page.groups[0]?.operations ?? [];
    expect(order).toMatchObject({ deprecated: true, security: ['key'], body: { required: true, contents: [{ type: 'application/json', schema: { type: 'Product[]' } }] } });
    expect(JSON.parse(order?.body?.contents[0]?.example ?? '')).toMatchObject([{ sku: expect.any(String) as unknown }]);
    expect(page.schemas.map(({ name }) => name)).toEqual(['Base', 'Product']);
  });

  it('shows what can be read of a document that is not valid, and bounds one that contains itself', async () => {
    const wide = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`f${String(at)}`, { $ref: '#/components/schemas/Wide' }]));
    const page = await readReference('x', JSON.stringify({ openapi: '3.0.3', info: {}, paths: { '/a': { get: {} } }, components: { schemas: { Wide: { type: 'object', properties: wide } } } }));
    expect(page.invalid).not.toBeNull();
    expect(page.groups[0]?.operations[0]).toMatchObject({ id: 'GET /a', responses: [] });
    expect(JSON.stringify(page.schemas).length).toBeLessThan(100_000);
    await expect(readReference('x', '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}}')).rejects.toMatchObject({ details: { reason: 'not-openapi' } });
  });

  it('reads the documents of the course', async () => {
    for (const path of ['api-first-openapi/workspace/openapi.yaml', 'api-first-openapi/solution/describe/files/openapi.yaml', 'api-testing/workspace/openapi.yaml']) {
      const page = await readReference(path, await readFile(`labs/server-side/${path}`, 'utf8'));
      expect(page.title).not.toBe('');
    }
  });
});

it('tells the page anew when the document changes, and why there is none', async () => {
  const state = { text: DOCUMENT as string | null, listener: () => { /* nobody yet */ } };
  const workspace = {
    read: (path: string) => (state.text === null ? Promise.reject(new BackbenchError('FILE_NOT_FOUND', { path })) : Promise.resolve({ path, text: state.text, hash: '' })),
    onChange: (listener: () => void) => {
      state.listener = listener;
      return () => undefined;
    },
  };
  const stop = new AbortController();
  const events = watchReference(workspace, 'openapi.yaml', stop.signal);
  expect((await events.next()).value).toMatchObject({ kind: 'page', page: { title: 'Catalogue' } });
  const next = events.next();
  state.text = 'openapi: [';
  state.listener();
  expect((await next).value).toMatchObject({ kind: 'problem', code: 'API_DOCUMENT_UNREADABLE', details: { reason: 'syntax' } });
  const gone = events.next();
  state.text = null;
  state.listener();
  expect((await gone).value).toMatchObject({ kind: 'problem', code: 'FILE_NOT_FOUND' });
  stop.abort();
  expect((await events.next()).done).toBe(true);
});
