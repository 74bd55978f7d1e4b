/** Generated files in workspaces: made once, shared, read-only, put back by a reset, never taken from a learner unasked. */
import { lstat, mkdtemp, readFile, readdir, rm, stat, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { generatedFileSchema } from '../../shared/generate-format.ts';
import type { Progress } from '../engines/engine.ts';
import { createGeneratedFiles, type GeneratedFiles } from './generated-files.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let base: string;
let generated: GeneratedFiles;
let opened: Workspace[];

const spec = (rows: number, seed = 1): ReturnType<typeof generatedFileSchema.parse> => generatedFileSchema.parse({
  path: 'logs/access.log', generate: { rows, seed, line: '{n} {ip}', columns: { n: { kind: 'sequence' }, ip: { kind: 'ip' } } },
});
const open = async (name: string): Promise<Workspace> => {
  const workspace = await openWorkspace({ folder: join(base, name), startFolder: join(base, 'start'), generated });
  opened.push(workspace);
  return workspace;
};
const options = (): { signal: AbortSignal } => ({ signal: new AbortController().signal });

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-generated-'));
  opened = [];
  generated = createGeneratedFiles([spec(2000)], join(base, 'keep'));
});
afterEach(async () => {
  await Promise.all(opened.map((workspace) => workspace.dispose()));
  await rm(base, { recursive: true, force: true });
});

it('makes the file once, tells how far it is, and shares it', async () => {
  const [one, two] = [await open('one'), await open('two')];
  const told: Progress[] = [];
  await one.addGenerated({ ...options(), onProgress: (progress) => { told.push(progress); } });
  expect(told.at(-1)).toEqual({ doing: 'making', subject: 'logs/access.log', fraction: 1 });
  const began = told.length;
  await two.addGenerated({ ...options(), onProgress: (progress) => { told.push(progress); } });
  expect(told).toHaveLength(began);
  const [here, there] = await Promise.all(['one', 'two'].map((name) => stat(join(base, name, 'logs/access.log'))));
  expect(here?.ino).toBe(there?.ino);
  expect((here?.mode ?? 0) & 0o222).toBe(0);
  const lines = (await readFile(join(base, 'one/logs/access.log'), 'utf8')).split('\n');
  expect(lines).toHaveLength(2001);
  expect(lines[1999]).toMatch(/^2000 198\.18\.\d+\.\d+$/);
});

it('a reset puts it back', async () => {
  const workspace = await open('one');
  await workspace.addGenerated(options());
  const path = join(base, 'one/logs/access.log');
  const before = await readFile(path, 'utf8');
  await rm(path);
  await writeFile(path, 'mine');
  // A later start leaves what the learner put there.
  await workspace.addGenerated(options());
  expect(await readFile(path, 'utf8')).toBe('mine');
  await workspace.restore('pristine', 'c1');
  expect(await readFile(path, 'utf8')).toBe(before);
  await workspace.restore('c1', null);
  expect(await readFile(path, 'utf8')).toBe('mine');
});

it('makes it anew when a program changed it in place', async () => {
  const [one, two] = [await open('one'), await open('two')];
  await one.addGenerated(options());
  const path = join(base, 'one/logs/access.log');
  const before = await readFile(path, 'utf8');
  await chmod(path, 0o644);
  await writeFile(path, 'changed\n', { flag: 'a' });
  await two.addGenerated(options());
  expect(await readFile(join(base, 'two/logs/access.log'), 'utf8')).toBe(before);
  await one.restore('pristine', null);
  expect(await readFile(path, 'utf8')).toBe(before);
});

it('another description makes another file, and old ones go', async () => {
  for (let seed = 1; seed <= 7; seed += 1) {
    generated = createGeneratedFiles([spec(10, seed)], join(base, 'keep'));
    await (await open(`w${String(seed)}`)).addGenerated(options());
  }
  expect(await readdir(join(base, 'keep'))).toHaveLength(8);
  expect((await lstat(join(base, 'w1/logs/access.log'))).size).toBeGreaterThan(0);
});

it('leaves nothing behind when it is called off', async () => {
  generated = createGeneratedFiles([spec(1_000_000)], join(base, 'keep'));
  const workspace = await open('one');
  const stop = new AbortController();
  await expect(workspace.addGenerated({ signal: stop.signal, onProgress: () => { stop.abort(new Error('enough')); } })).rejects.toThrow('enough');
  expect(await readdir(join(base, 'keep'))).toEqual([]);
  expect(await readdir(join(base, 'one'))).toEqual([]);
});

it('refuses to show a large one as text', async () => {
  generated = createGeneratedFiles([spec(400_000)], join(base, 'keep'));
  const workspace = await open('one');
  await workspace.addGenerated(options());
  await expect(workspace.read('logs/access.log')).rejects.toMatchObject({ code: 'FILE_TOO_LARGE', details: { limitBytes: 5_000_000 } });
  expect(await workspace.list()).toContainEqual(expect.objectContaining({ path: 'logs/access.log', kind: 'file' }));
});
