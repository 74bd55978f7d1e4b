import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { packContext } from './build-context.ts';

test('modes come from the content; owners and times are fixed', async () => {
  const stream = await packContext([
    { path: 'etc/conf', bytes: Buffer.from('a = 1\n') },
    { path: 'entrypoint', bytes: Buffer.from('#!/bin/sh\nexit 0\n') },
  ]);
  const found: Record<string, unknown>[] = [];
  for await (const entry of stream.pipe(extract())) {
    const { name, mode, uid, gid, mtime } = entry.header;
    const parts: Uint8Array[] = [];
    for await (const part of entry) parts.push(part as Uint8Array);
    found.push({ name, mode, uid, gid, at: mtime?.getTime(), text: Buffer.concat(parts).toString() });
  }
  expect(found).toEqual([
    { name: 'etc/conf', mode: 0o644, uid: 0, gid: 0, at: 0, text: 'a = 1\n' },
    { name: 'entrypoint', mode: 0o755, uid: 0, gid: 0, at: 0, text: '#!/bin/sh\nexit 0\n' },
  ]);
});
