/** The cache of builds: what is kept is right, and what could be wrong is never used. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBuildCache, type BuildCache } from './build-cache.ts';

let base = '';
let folder = '';
let store = '';
let cache: BuildCache;
let warnings: string[] = [];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'bb-builds-'));
  [folder, store] = [join(base, 'workspace'), join(base, 'store')];
  mkdirSync(folder);
  warnings = [];
  cache = createBuildCache(store, (text) => { warnings.push(text); });
  source('shop');
});
afterEach(() => { rmSync(base, { recursive: true, force: true }); });

const source = (text: string): void => { writeFileSync(join(folder, 'main.txt'), text); };
const made = (): string => readFileSync(join(folder, '.build', 'out', 'main'), 'utf8');

/** A compiler: its output depends on the source alone. */
function compile(): boolean {
  mkdirSync(join(folder, '.build', 'out'), { recursive: true });
  const text = readFileSync(join(folder, 'main.txt'), 'utf8');
  writeFileSync(join(folder, '.build', 'out', 'main'), text.toUpperCase(), { mode: 0o755 });
  // As Java does: a file for each class, under its name.
  writeFileSync(join(folder, '.build', `${text}.class`), '');
  return true;
}
const make = (build: () => boolean = compile, identity = ['javac', '21']): Promise<string> =>
  cache.make({ folder, identity, build: () => Promise.resolve(build()) });

it('builds the same sources once, and gives each their own result', async () => {
  expect(await make()).toBe('built');
  expect(await make()).toBe('kept');
  source('till');
  expect(await make()).toBe('built');
  expect(made()).toBe('TILL');
  source('shop');
  expect(await make()).toBe('kept');
  expect(made()).toBe('SHOP');
  // Nothing of another build stays.
  expect(readdirSync(join(folder, '.build')).sort()).toEqual(['out', 'shop.class']);
  expect(statSync(join(folder, '.build', 'out', 'main')).mode & 0o777).toBe(0o755);
});

it('serves another workspace and another process', async () => {
  await make();
  const other = join(base, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'main.txt'), 'shop');
  expect(await createBuildCache(store, () => undefined).make({ folder: other, identity: ['javac', '21'], build: () => Promise.reject(new Error('not needed')) })).toBe('kept');
  expect(readFileSync(join(other, '.build', 'out', 'main'), 'utf8')).toBe('SHOP');
});

it.each([
  ['another tool', () => make(compile, ['javac', '22'])],
  ['a new file', () => { writeFileSync(join(folder, 'more.txt'), ''); return make(); }],
  ['a renamed file', () => { rmSync(join(folder, 'main.txt')); writeFileSync(join(folder, 'Main.txt'), 'shop'); return make(() => true); }],
  ['a file that became a program', () => { rmSync(join(folder, 'main.txt')); writeFileSync(join(folder, 'main.txt'), 'shop', { mode: 0o755 }); return make(); }],
  ['an empty folder', () => { mkdirSync(join(folder, 'lib')); return make(); }],
])('builds again for %s', async (_, again) => {
  await make();
  expect(await again()).toBe('built');
});

it('sees a change that leaves size and date as they were', async () => {
  const before = statSync(join(folder, 'main.txt'));
  await make();
  source('till');
  utimesSync(join(folder, 'main.txt'), before.atime, before.mtime);
  expect(await make()).toBe('built');
});

it('puts right what somebody changed in the result', async () => {
  await make();
  writeFileSync(join(folder, '.build', 'out', 'main'), 'OTHER');
  writeFileSync(join(folder, '.build', 'till.class'), '');
  expect(await make()).toBe('kept');
  expect(made()).toBe('SHOP');
  expect(existsSync(join(folder, '.build', 'till.class'))).toBe(false);
});

it.each([
  ['fails', () => { compile(); return false; }, 'failed'],
  ['writes elsewhere too', () => { writeFileSync(join(folder, 'main.o'), String(Math.random())); return compile(); }, 'built'],
  ['runs while the source is saved', () => { compile(); source('till'); return true; }, 'built'],
  ['makes nothing', () => true, 'built'],
  ['makes a link', () => { compile(); symlinkSync('/etc/passwd', join(folder, '.build', 'link')); return true; }, 'built'],
])('keeps nothing of a build that %s', async (_, build, outcome) => {
  expect(await make(build)).toBe(outcome);
  expect(existsSync(store) ? readdirSync(store) : []).toEqual([]);
  source('shop');
  expect(await make()).toBe('built');
  expect(made()).toBe('SHOP');
  expect(warnings).toEqual([]);
});

it('keeps nothing where a link leads out of the workspace: what it leads to may change', async () => {
  symlinkSync(base, join(folder, 'lib'));
  expect(await make()).toBe('built');
  expect(await make()).toBe('built');
});

it.each([
  ['a file that is cut short', (entry: string) => { truncateSync(join(entry, 'files', 'out', 'main'), 1); }],
  ['a file that is gone', (entry: string) => { rmSync(join(entry, 'files', 'out', 'main')); }],
  ['a list that is cut short', (entry: string) => { truncateSync(join(entry, 'list.json'), 40); }],
  ['no list', (entry: string) => { rmSync(join(entry, 'list.json')); }],
  ['a list that names other files', (entry: string) => {
    const list = JSON.parse(readFileSync(join(entry, 'list.json'), 'utf8')) as { files: { path: string; hash: string }[] };
    list.files = list.files.map((file) => ({ ...file, hash: createHash('sha256').update('').digest('hex') }));
    writeFileSync(join(entry, 'list.json'), JSON.stringify(list));
  }],
])('builds again instead of using %s', async (_, damage) => {
  await make();
  damage(join(store, readdirSync(store)[0] ?? ''));
  rmSync(join(folder, '.build'), { recursive: true });
  expect(await make()).toBe('built');
  expect(made()).toBe('SHOP');
  expect(await make()).toBe('kept');
});

it('does not take an unfinished result for one, and clears it away later', async () => {
  await make();
  const left = join(store, 'new-0123456789ab');
  mkdirSync(left);
  source('till');
  await make();
  expect(existsSync(left)).toBe(true);
  utimesSync(left, new Date(0), new Date(0));
  source('kiosk');
  await make();
  expect(existsSync(left)).toBe(false);
});

it('stays within its bound: what was not used for longest goes first', async () => {
  const size = 1_000;
  cache = createBuildCache(store, () => undefined, 2.5 * size);
  const build = (): boolean => { mkdirSync(join(folder, '.build'), { recursive: true }); writeFileSync(join(folder, '.build', 'main'), 'x'.repeat(size)); return true; };
  let at = 0;
  const age = (): void => { for (const name of readdirSync(store)) if (statSync(join(store, name)).mtimeMs > 1e12) utimesSync(join(store, name), new Date(at += 1000), new Date(at)); };
  for (const text of ['one', 'two']) { source(text); await make(build); age(); }
  source('one');
  expect(await make(build)).toBe('kept');
  age();
  source('three');
  await make(build);
  expect(readdirSync(store)).toHaveLength(2);
  source('one');
  expect(await make(build)).toBe('kept');
  source('two');
  expect(await make(build)).toBe('built');
  expect(await make(() => { mkdirSync(join(folder, '.build'), { recursive: true }); writeFileSync(join(folder, '.build', 'main'), 'x'.repeat(3 * size)); return true; }, ['large'])).toBe('built');
  expect(readdirSync(store)).toHaveLength(2);
});
