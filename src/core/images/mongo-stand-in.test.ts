import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isCode } from '../../shared/errors.ts';
import { buildMongoStandIn, findMongoStandIn } from './mongo-stand-in.ts';

const recipesFolder = join(import.meta.dirname, '../../../resources/images');
let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'backbench-stand-in-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

test('none, a damaged one and one of another recipe all count as none', async () => {
  expect(await findMongoStandIn({ recipesFolder, folders: [join(folder, 'nowhere')] })).toBeNull();
  await writeFile(join(folder, 'stand-in.json'), '{ "program": ');
  expect(await findMongoStandIn({ recipesFolder, folders: [folder] })).toBeNull();
  await writeFile(join(folder, 'stand-in.json'), JSON.stringify({ program: 'p', args: [], version: 'v', recipe: 'another' }));
  expect(await findMongoStandIn({ recipesFolder, folders: [folder] })).toBeNull();
});

test('without a Python it tells where it looked, and leaves what was there', async () => {
  const into = join(folder, 'mongo');
  await mkdir(into);
  await writeFile(join(into, 'kept'), 'x');
  const failure: unknown = await buildMongoStandIn({
    // A platform whose Python is looked for on PATH only.
    recipesFolder, into, env: { PATH: '/nowhere' }, platform: 'darwin', signal: new AbortController().signal,
  }).catch((error: unknown) => error);
  expect(isCode(failure, 'BINARY_MISSING') && failure.details.attempts.map(({ place }) => place)).toEqual(['python3', 'python']);
  expect(await readdir(folder)).toEqual(['mongo']);
  expect(await readdir(into)).toEqual(['kept']);
});
