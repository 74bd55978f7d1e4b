import { describe, expect, it } from 'vitest';
import { exportRequest } from './export-request.ts';
import { prepareRequest } from './prepare-request.ts';
import { newApiRequest } from './new-request.ts';
import { readCurl, readHttp, readRequest } from './read-command.ts';

describe('readCurl', () => {
  it('reads what lessons show', () => {
    expect(readCurl('$ curl http://127.0.0.1:3000/health\n{"status":"ok"}')).toMatchObject({ method: 'GET', url: '{{baseUrl}}/health', name: 'GET /health' });
    expect(readCurl(`$ curl -i -X POST http://127.0.0.1:3000/suppliers \\
    -H 'Content-Type: application/json' \\
    -d '{"name": "Meena'"'"'s"}'
HTTP/1.1 201 Created`)).toMatchObject({
      method: 'POST', url: '{{baseUrl}}/suppliers', headers: [], body: { type: 'json', text: '{\n  "name": "Meena\'s"\n}' },
    });
  });

  it('reads joined options, users, forms and queries', () => {
    expect(readCurl('curl -sXDELETE "localhost:5000/a?b=1" -u asha:se:cret')).toMatchObject({ method: 'DELETE', url: '{{baseUrl}}/a?b=1', auth: { type: 'basic', user: 'asha', password: 'se:cret' } });
    expect(readCurl('curl -F photo=@tea.png -F "note=a b" http://127.0.0.1:9/up')).toMatchObject({
      method: 'POST', url: 'http://127.0.0.1:9/up', body: { type: 'multipart', parts: [{ name: 'photo', file: 'tea.png' }, { name: 'note', value: 'a b' }] },
    });
    expect(readCurl('curl -G --data-urlencode "q=tea & co" localhost:3000/s')?.url).toBe('{{baseUrl}}/s?q=tea%20%26%20co');
    expect(readCurl('curl -d a=1 -d b=2 localhost:3000/f')).toMatchObject({ method: 'POST', body: { type: 'raw', text: 'a=1&b=2', contentType: 'application/x-www-form-urlencoded' } });
  });

  it('takes no block without curl, or with an open quote', () => {
    expect(readCurl('$ node server.js')).toBeNull();
    expect(readCurl("curl 'http://x")).toBeNull();
    expect(readCurl('curl --version')).toBeNull();
  });

  it('what is exported is read again as the same request', () => {
    const request = newApiRequest('POST /products', {
      method: 'POST', url: 'http://127.0.0.1:4000/products?q=a%20b', headers: [{ name: 'X-Note', value: "it's", off: false }], body: { type: 'json', text: '{\n  "name": "Chef\'s"\n}' },
    });
    const prepared = prepareRequest(request, new Map());
    if ('problem' in prepared) throw new Error(prepared.problem);
    expect(readCurl(exportRequest(prepared.request, 'curl'))).toEqual(request);
  });
});

describe('readHttp', () => {
  it('reads a request as HTTP writes it, and not the answer below it', () => {
    expect(readHttp('PATCH /products/7 HTTP/1.1\nHost: localhost\nContent-Type: application/json\n\n{"stock":3}\n\nHTTP/1.1 200 OK')).toMatchObject({
      method: 'PATCH', url: '/products/7', headers: [], body: { type: 'json', text: '{\n  "stock": 3\n}' },
    });
    expect(readHttp('HTTP/1.1 200 OK\nX: y')).toBeNull();
    expect(readHttp('GET is the method\nfor reading')).toBeNull();
    expect(readRequest('GET /products', 'http')).toMatchObject({ method: 'GET', url: '/products' });
  });
});
