/** What the app's own protocol serves, and how. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { respond } from './page-protocol.ts';

let folder: string;
let page: string;
const get = (path: string, method = 'GET'): ReturnType<typeof respond> => respond(page, { url: `backbench://app${path}`, method });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backbench-page-'));
  page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'page-secrets'));
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  writeFileSync(join(page, 'assets', 'app-1_a.js'), 'export {}');
  writeFileSync(join(page, 'notes.txt'), 'no part of the page');
  writeFileSync(join(page, '.hidden.js'), 'hidden');
  writeFileSync(join(folder, 'outside.js'), 'outside');
  writeFileSync(join(folder, 'page-secrets', 'key.js'), 'secret');
  symlinkSync(join(folder, 'outside.js'), join(page, 'assets', 'link.js'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('files of the page come with their type and the policy', async () => {
  const html = await get('/index.html');
  expect(html).toMatchObject({ statusCode: 200, mimeType: 'text/html', charset: 'utf-8' });
  expect(html.data).toEqual(Buffer.from('<!doctype html>'));
  const script = await get('/assets/app-1_a.js?v=1');
  expect(script).toMatchObject({ statusCode: 200, mimeType: 'text/javascript', charset: 'utf-8' });
  for (const { headers } of [html, script, await get('/nothing.js')]) {
    expect(headers?.['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(headers?.['x-content-type-options']).toBe('nosniff');
  }
});

describe('nothing else is served', () => {
  test.each([
    '/', '/assets', '/assets/', '/nothing.html', '/notes.txt', '/.hidden.js', '/assets/link.js', '/outside.js',
    '/../outside.js', '/%2e%2e/outside.js', '/..%2foutside.js', '/assets/..%2f..%2foutside.js', '/%2e%2e%2fpage-secrets/key.js',
    '/..%5coutside.js', '/assets%5c..%5c..%5coutside.js', '//etc/passwd', '/%2fetc%2fhosts.js', '/index.html%00.js', '/index.html/x.js', '/%',
  ])('%s', async (path) => {
    const { statusCode, data } = await get(path);
    expect([statusCode, data]).toEqual([404, Buffer.alloc(0)]);
  });

  test('not another host, scheme or method', async () => {
    expect((await respond(page, { url: 'backbench://other/index.html', method: 'GET' })).statusCode).toBe(404);
    expect((await respond(page, { url: 'file:///index.html', method: 'GET' })).statusCode).toBe(404);
    expect((await get('/index.html', 'POST')).statusCode).toBe(405);
  });
});
