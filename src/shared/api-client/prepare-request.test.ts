import { describe, expect, it } from 'vitest';
import { base64, missingNames, prepareRequest, type PreparedRequest } from './prepare-request.ts';
import { newApiRequest } from './new-request.ts';
import { oauthSchema } from './request-format.ts';
import type { ApiRequest } from './request-format.ts';

const values = new Map([['baseUrl', 'http://127.0.0.1:3000'], ['id', '7'], ['tea name', 'no'], ['token', 'abc']]);

function prepared(more: Partial<ApiRequest>): PreparedRequest {
  const result = prepareRequest(newApiRequest('x', { url: '/products', ...more }), values);
  if ('problem' in result) throw new Error(result.problem);
  return result.request;
}
const problem = (more: Partial<ApiRequest>): string => {
  const result = prepareRequest(newApiRequest('x', more), values);
  return 'problem' in result ? result.problem : 'none';
};

describe('prepareRequest', () => {
  it('puts paths below the base and takes whole addresses as they are', () => {
    expect(prepared({}).url).toBe('http://127.0.0.1:3000/products');
    expect(prepared({ url: '{{baseUrl}}/products/{{id}}' }).url).toBe('http://127.0.0.1:3000/products/7');
    expect(prepared({ url: 'localhost:8080/a b#part' }).url).toBe('http://localhost:8080/a%20b');
    expect(prepared({ url: 'https://127.0.0.1/x' }).url).toBe('https://127.0.0.1/x');
  });

  it('adds parameters behind those of the address, encoded, and leaves out what is off', () => {
    const query = [{ name: 'q', value: 'tea & co', off: false }, { name: 'page', value: '2', off: true }, { name: '', value: 'x', off: false }];
    expect(prepared({ url: '/products?limit=5', query }).url).toBe('http://127.0.0.1:3000/products?limit=5&q=tea%20%26%20co');
  });

  it('writes each kind of auth, but no second Authorization', () => {
    const header = (request: PreparedRequest, name: string): string | undefined => request.headers.find(([each]) => each === name)?.[1];
    expect(header(prepared({ auth: { type: 'basic', user: 'asha', password: 'pä:ss' } }), 'Authorization')).toBe(`Basic ${Buffer.from('asha:pä:ss').toString('base64')}`);
    expect(header(prepared({ auth: { type: 'bearer', token: '{{token}}' } }), 'Authorization')).toBe('Bearer abc');
    expect(header(prepared({ auth: { type: 'api-key', name: 'X-Key', value: 'k', in: 'header' } }), 'X-Key')).toBe('k');
    expect(prepared({ auth: { type: 'api-key', name: 'key', value: 'k', in: 'query' } }).url).toBe('http://127.0.0.1:3000/products?key=k');
    const own = prepared({ auth: { type: 'bearer', token: 't' }, headers: [{ name: 'authorization', value: 'Mine', off: false }] });
    expect(own.headers.filter(([name]) => name.toLowerCase() === 'authorization')).toEqual([['authorization', 'Mine']]);
  });

  it('sends a sign-in as the token that it brought, and needs nothing else of it', () => {
    const auth = oauthSchema.parse({ type: 'oauth', authorizationUrl: '{{provider}}/authorize', tokenUrl: '{{provider}}/token', clientId: '{{client}}', secretVariable: 'client_secret', tokenVariable: 'token' });
    expect(prepared({ auth }).headers).toContainEqual(['Authorization', 'Bearer abc']);
    expect(missingNames(newApiRequest('x', { url: '/', auth: { ...auth, tokenVariable: 'later' } }), values)).toEqual(['later']);
  });

  it('says what the body is, unless a header says so', () => {
    expect(prepared({ method: 'POST', body: { type: 'json', text: '{"id":{{id}}}' } })).toMatchObject({
      body: { type: 'text', text: '{"id":7}' }, headers: [['Content-Type', 'application/json'], ['Accept', '*/*']],
    });
    expect(prepared({ body: { type: 'json', text: '{}' }, headers: [{ name: 'content-type', value: 'application/merge-patch+json', off: false }] }).headers)
      .toContainEqual(['content-type', 'application/merge-patch+json']);
    expect(prepared({ body: { type: 'form', fields: [{ name: 'a b', value: 'ü', off: false }, { name: 'no', value: '', off: true }] } }).body).toEqual({ type: 'text', text: 'a+b=%C3%BC' });
  });

  it('names what can not be sent', () => {
    expect(problem({ url: ' ' })).toContain('no address');
    expect(problem({ url: 'http://' })).toContain('not an address');
    expect(problem({ url: '/x', headers: [{ name: 'X Y', value: '1', off: false }] })).toContain('X Y');
    expect(problem({ url: '/x', headers: [{ name: 'X', value: 'a\r\nHost: evil', off: false }] })).toContain('line end');
  });

  it('finds names without a value, also those that only a test uses', () => {
    const request = newApiRequest('x', { url: '/{{id}}/{{other}}', tests: [{ of: '$.id', is: 'equals', value: '{{third}}', off: false }], headers: [{ name: 'X', value: '{{fourth}}', off: true }] });
    expect(missingNames(request, values)).toEqual(['other', 'third']);
  });
});

it('base64 is that of the bytes of UTF-8', () => {
  expect(base64('स')).toBe(Buffer.from('स').toString('base64'));
});
