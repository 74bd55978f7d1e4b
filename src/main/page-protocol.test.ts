/** What the app's own protocol serves, and how. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servePage } from './page-protocol.ts';

let folder: string;
let serve: ReturnType<typeof servePage>;
const get = (path: string): Promise<Response> => serve({ url: `backbench://app${path}`, method: 'GET' });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backbench-page-'));
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'page-secrets'));
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  writeFileSync(join(page, 'assets', 'app-1_a.js'), 'export {}');
  writeFileSync(join(page, 'notes.txt'), 'no part of the page');
  writeFileSync(join(page, '.hidden.js'), 'hidden');
  writeFileSync(join(folder, 'outside.js'), 'outside');
  writeFileSync(join(folder, 'page-secrets', 'key.js'), 'secret');
  symlinkSync(join(folder, 'outside.js'), join(page, 'assets', 'link.js'));
  serve = servePage(page);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('files of the page come with their type and the policy', async () => {
  const html = await get('/index.html');
  expect([html.status, html.headers.get('content-type'), await html.text()]).toEqual([200, 'text/html; charset=utf-8', '<!doctype html>']);
  const script = await get('/assets/app-1_a.js?v=1');
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  for (const response of [html, script, await get('/nothing.js')]) {
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

describe('nothing else is served', () => {
  test.each([
    '/', '/assets', '/assets/', '/nothing.html', '/notes.txt', '/.hidden.js', '/assets/link.js', '/outside.js',
    '/../outside.js', '/%2e%2e/outside.js', '/..%2foutside.js', '/assets/..%2f..%2foutside.js', '/%2e%2e%2fpage-secrets/key.js',
    '/..%5coutside.js', '/assets%5c..%5c..%5coutside.js', '//etc/passwd', '/%2fetc%2fhosts.js', '/index.html%00.js', '/index.html/x.js', '/%',
  ])('%s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('not another host, scheme or method', async () => {
    expect((await serve({ url: 'backbench://other/index.html', method: 'GET' })).status).toBe(404);
    expect((await serve({ url: 'file:///index.html', method: 'GET' })).status).toBe(404);
    expect((await serve({ url: 'backbench://app/index.html', method: 'POST' })).status).toBe(405);
  });
});
