import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isCode } from '../../shared/errors.ts';
import { imageReferences } from './image-references.ts';
import { IMAGE_NAMES, isProgram, parentOf, readRecipe, recipeHash, type Recipe } from './recipe.ts';

const recipesFolder = join(import.meta.dirname, '../../../resources/images');
const bytes = (text: string) => new TextEncoder().encode(text);
const recipe = (files: Record<string, string>): Recipe => ({
  name: 'redis', files: Object.entries(files).map(([path, text]) => ({ path, bytes: bytes(text) })),
});

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'backbench-recipe-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a changed file, name or base changes the hash, and nothing else does', () => {
  const first = recipeHash(recipe({ Dockerfile: 'FROM x', entrypoint: '#!/bin/sh' }), null);
  expect(first).toMatch(/^[0-9a-f]{12}$/);
  expect(recipeHash(recipe({ Dockerfile: 'FROM x', entrypoint: '#!/bin/sh' }), null)).toBe(first);
  expect(recipeHash(recipe({ Dockerfile: 'FROM y', entrypoint: '#!/bin/sh' }), null)).not.toBe(first);
  expect(recipeHash(recipe({ Dockerfile: 'FROM x', start: '#!/bin/sh' }), null)).not.toBe(first);
  expect(recipeHash(recipe({ Dockerfile: 'FROM x', entrypoint: '#!/bin/sh' }), 'abc')).not.toBe(first);
  // Bytes that move from one file to the next make another recipe.
  expect(recipeHash(recipe({ a: 'xy', b: 'z' }), null)).not.toBe(recipeHash(recipe({ a: 'x', b: 'yz' }), null));
});

test('reads folders in folders, with / between, and leaves out what is not part of the image', async () => {
  await mkdir(join(folder, 'redis', 'etc', 'deep'), { recursive: true });
  for (const path of ['Dockerfile', 'README.md', 'requirements.in', 'etc/deep/conf']) await writeFile(join(folder, 'redis', path), path);
  const { files } = await readRecipe(folder, 'redis');
  expect(files.map(({ path }) => path)).toEqual(['Dockerfile', 'etc/deep/conf']);
});

test('a folder without a Dockerfile is told by its path', async () => {
  const failure: unknown = await readRecipe(folder, 'redis').catch((error: unknown) => error);
  expect(isCode(failure, 'FILE_NOT_FOUND') && failure.details.path).toBe(join(folder, 'redis', 'Dockerfile'));
});

test('programs are known by their first line', () => {
  expect(isProgram({ path: 'entrypoint', bytes: bytes('#!/bin/sh\n') })).toBe(true);
  expect(isProgram({ path: 'redis.conf', bytes: bytes('# a comment\n') })).toBe(false);
  expect(isProgram({ path: 'empty', bytes: bytes('') })).toBe(false);
});

test('our own recipes are complete, and each names what it stands on by an argument', async () => {
  const references = await imageReferences(recipesFolder);
  expect(references.map(({ name }) => name)).toEqual([...IMAGE_NAMES]);
  expect(new Set(references.map(({ reference }) => reference)).size).toBe(IMAGE_NAMES.length);
  for (const { name, reference, ours, recipe: { files } } of references) {
    expect(reference).toMatch(new RegExp(`^backbench/${name}:[0-9a-f]{12}$`));
    expect(ours).toBe(true);
    const dockerfile = new TextDecoder().decode(files.find(({ path }) => path === 'Dockerfile')!.bytes);
    expect(dockerfile).toContain(name === 'base' ? 'ARG DEBIAN' : 'ARG BASE');
    // Data stays in the container, where a snapshot finds it.
    expect(dockerfile).not.toMatch(/^VOLUME/m);
    // No carriage returns: the scripts run under /bin/sh.
    for (const file of files) expect(file.bytes.includes(0x0d), `${name}/${file.path}`).toBe(false);
  }
});

test('the settings replace an image, but not the base', async () => {
  const references = await imageReferences(recipesFolder, { postgres: 'postgres:17', base: 'debian:12' });
  const byName = new Map(references.map((reference) => [reference.name, reference]));
  expect(byName.get('postgres')).toMatchObject({ reference: 'postgres:17', ours: false });
  expect(byName.get('base')!.reference).toMatch(/^backbench\/base:/);
});

test('what an image stands on comes before it, and a change of that changes it too', async () => {
  for (const [index, name] of IMAGE_NAMES.entries()) {
    const parent = parentOf(name);
    expect(parent === null ? -1 : IMAGE_NAMES.indexOf(parent)).toBeLessThan(index);
  }
  expect(parentOf('shell-python')).toBe('shell');
  await cp(recipesFolder, folder, { recursive: true });
  const before = new Map((await imageReferences(folder)).map(({ name, reference }) => [name, reference]));
  await appendFile(join(folder, 'shell', 'entrypoint'), '# changed\n');
  const changed = (await imageReferences(folder)).filter(({ name, reference }) => before.get(name) !== reference).map(({ name }) => name);
  expect(changed).toEqual(IMAGE_NAMES.filter((name) => name.startsWith('shell')));
});
