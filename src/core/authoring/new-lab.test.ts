/** A new lab can be used at once; a lint finds exactly what its author must write. That it verifies is proven in tests/integration. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lintLab } from '../catalog/lint-lab.ts';
import { newLab } from './new-lab.ts';

let base: string;
const { signal } = new AbortController();
const make = (name: string) => newLab(name, { labsFolder: join(base, 'labs'), schemaFile: join(base, 'resources/lab.schema.json') }, signal);

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-new-'));
  await mkdir(join(base, 'labs'));
});
afterEach(async () => { await rm(base, { recursive: true, force: true }); });

it('lints without an error, and only what must be written is left', async () => {
  const { folder } = await make('databases/my-lab');
  const findings = await lintLab(folder, signal);
  expect(findings.length).toBeGreaterThan(5);
  expect(findings.filter((finding) => finding.severity === 'error' || !finding.message.includes('the scaffold\'s'))).toEqual([]);
  expect(findings.every((finding) => finding.line !== undefined)).toBe(true);
  expect(await readFile(join(folder, 'lab.yaml'), 'utf8')).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/\.\.\/resources\/lab\.schema\.json\n/);
});

it('comes last in its stage', async () => {
  await make('databases/one');
  const { folder } = await make('databases/two');
  expect(await readFile(join(folder, 'lab.yaml'), 'utf8')).toContain('order: 2\n');
});

it.each(['databases', 'cooking/soup', 'databases/My Lab', 'databases/a/b', '../x/y', 'databases/-a'])('refuses %j with the rule', async (name) => {
  await expect(make(name)).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
});

it('overwrites nothing', async () => {
  await make('databases/one');
  await expect(make('server-side/one')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
});
