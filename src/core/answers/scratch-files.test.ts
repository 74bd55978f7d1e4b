import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openScratchFiles, type ScratchFiles } from './scratch-files.ts';

let base: string;
let files: ScratchFiles;
const at = (path: string): string => join(base, 'work', path);
const listed = async (): Promise<string[]> => (await readdir(join(base, 'work'), { recursive: true })).sort();

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-scratch-'));
  await mkdir(at('src'), { recursive: true });
  await mkdir(at('empty'));
  await writeFile(at('src/a.txt'), 'start');
  await writeFile(at('run.sh'), '#!/bin/sh', { mode: 0o755 });
  files = await openScratchFiles(join(base, 'work'), join(base, 'copy'));
});
afterEach(async () => {
  await files.dispose();
  await rm(base, { recursive: true, force: true });
});

it('brings back what was changed, removed or added, folders and the right to run included', async () => {
  const folder = await lstat(join(base, 'work'));
  await files.put('src/a.txt', Buffer.from('other'));
  await files.put('deep/er/b.txt', Buffer.from('new'));
  await rm(at('run.sh'));
  await rm(at('empty'), { recursive: true });
  await files.reset();
  expect(await listed()).toEqual(['empty', 'run.sh', 'src', 'src/a.txt']);
  expect(await readFile(at('src/a.txt'), 'utf8')).toBe('start');
  expect((await lstat(at('run.sh'))).mode & 0o111).toBe(0o111);
  expect((await lstat(join(base, 'work'))).ino).toBe(folder.ino);
});

it('leaves what was not touched alone, also after a second reset', async () => {
  const before = await lstat(at('run.sh'));
  await files.put('src/a.txt', Buffer.from('other'));
  await files.reset();
  const restored = await lstat(at('src/a.txt'));
  await files.reset();
  expect((await lstat(at('run.sh'))).ino).toBe(before.ino);
  expect((await lstat(at('src/a.txt'))).ctimeMs).toBe(restored.ctimeMs);
});

it('writes through no link, and takes a folder in the place of a file away', async () => {
  await writeFile(join(base, 'outside.txt'), 'outside');
  await rm(at('src/a.txt'));
  await symlink(join(base, 'outside.txt'), at('src/a.txt'));
  await files.put('src/a.txt', Buffer.from('inside'));
  expect(await readFile(join(base, 'outside.txt'), 'utf8')).toBe('outside');
  await rm(at('run.sh'));
  await mkdir(at('run.sh'));
  await files.reset();
  expect(await readFile(at('run.sh'), 'utf8')).toBe('#!/bin/sh');
  expect(await listed()).toEqual(['empty', 'run.sh', 'src', 'src/a.txt']);
});
