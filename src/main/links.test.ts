/** Which links leave the app, and which of them are asked about. */
import { expect, test } from 'vitest';
import { linkKind } from './links.ts';

test.each(['http://localhost:3000/x', 'http://127.0.0.1:8080', 'http://127.9.9.9/', 'https://[::1]/', 'http://0x7f000001/'])('%s stays on this machine', (url) => {
  expect(linkKind(url)?.loopback).toBe(true);
});

test.each(['https://www.postgresql.org/docs/', 'http://localhost.example.org/', 'http://127.0.0.1.example.org/', 'http://192.168.0.1/'])('%s leaves it', (url) => {
  expect(linkKind(url)?.loopback).toBe(false);
});

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'ssh://host', 'data:text/html,x', 'www.example.org', '', 'http://', 'https://user:pass@example.org/'])('%j is no link', (url) => {
  expect(linkKind(url)).toBeNull();
});
