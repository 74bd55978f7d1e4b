import { expect, it } from 'vitest';
import type { ApiTestOperator } from '../../shared/api-client/request-format.ts';
import { judgeTests } from './judge-tests.ts';

const answer = {
  status: 200, ms: 12.4, method: 'GET', path: '/products',
  headers: [['Content-Type', 'application/json; charset=utf-8'], ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2']] as [string, string][],
  body: JSON.stringify({ items: [{ id: 1, sku: 'SPI-1001', tags: ['new'], none: null }, { id: 2, sku: 'TEA-2004' }], total: 2, open: true }),
};
const files: Record<string, string> = {
  'ok.json': '{"type":"object","required":["items"]}', 'bad.json': '{"properties":{"total":{"maximum":1}}}', 'no.json': '{"type":"thing"}',
  'api.yaml': 'openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths:\n  /products:\n    get:\n      responses:\n        "200":\n          description: all\n          content:\n            application/json:\n              schema: { type: object, required: [items, next] }\n',
};

async function passes(of: string, is: ApiTestOperator, value = ''): Promise<boolean> {
  const [result] = await judgeTests([{ of, is, value, off: false }], answer, (path) => {
    const text = files[path];
    return text === undefined ? Promise.reject(new Error('none')) : Promise.resolve(text);
  });
  return result?.passed ?? false;
}

it.each([
  ['status', 'equals', '200'], ['status', 'not-equals', '500'], ['status', 'below', '300'], ['time', 'below', '50'],
  ['header content-type', 'matches', '^application/json'], ['header: Set-Cookie', 'equals', 'a=1, b=2'], ['header x-powered-by', 'missing', ''],
  ['body', 'contains', 'TEA-2004'], ['$.items', 'count', '2'], ['$.items[0].sku', 'equals', 'SPI-1001'], ['$.items[1].id', 'type', 'integer'],
  ['$.items[0].tags', 'contains', 'new'], ['$.items[0]', 'contains', 'sku'], ['$.items[0].none', 'type', 'null'], ['$.items[0].none', 'exists', ''],
  ['$.open', 'equals', 'true'], ['$.items[1]', 'equals', '{"sku":"TEA-2004","id":2}'], ['$.nothing', 'missing', ''], ['$.total', 'above', '1'], ['body', 'schema', 'ok.json'],
] as const)('%s %s %s holds', async (of, is, value) => {
  expect(await passes(of, is, value)).toBe(true);
});

it.each([
  ['status', 'equals', '201'], ['status', 'equals', 'OK'], ['$.nothing', 'not-equals', '1'], ['$.nothing', 'above', '0'], ['$.nothing', 'matches', ''], ['$.total', 'count', '2'],
  ['$.items', 'count', ''], ['$.total', 'equals', '"2"'], ['header x', 'exists', ''], ['colour', 'exists', ''], ['$.', 'exists', ''], ['body', 'matches', '('],
  ['body', 'schema', 'bad.json'], ['body', 'schema', 'no.json'], ['body', 'schema', 'absent.json'], ['body', 'openapi', 'api.yaml'], ['body', 'openapi', 'ok.json'],
] as const)('%s %s %s does not hold', async (of, is, value) => {
  expect(await passes(of, is, value)).toBe(false);
});
