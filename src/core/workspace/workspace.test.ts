import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asFileError } from './file-errors.ts';
import { openWorkspace, removeWorkspace, type Workspace } from './workspace.ts';

let base: string;
let folder: string;
let startFolder: string;
let workspace: Workspace;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-workspace-'));
  folder = join(base, 'workspaces', 'abcdef012345');
  startFolder = join(base, 'start');
  await mkdir(join(startFolder, 'queries'), { recursive: true });
  await writeFile(join(startFolder, 'queries', 'one.sql'), 'SELECT 1;\n');
  await writeFile(join(startFolder, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
  workspace = await openWorkspace({ folder, startFolder });
});
afterEach(async () => {
  await workspace.dispose();
  await rm(base, { recursive: true, force: true });
});

const paths = async (): Promise<string[]> => (await workspace.list()).map((entry) => entry.path);

describe('a new workspace', () => {
  it('holds what the lab starts with, and the executable bit', async () => {
    expect(await workspace.list()).toEqual([
      { path: 'queries', kind: 'folder', bytes: 0 }, { path: 'queries/one.sql', kind: 'file', bytes: 10 }, { path: 'run.sh', kind: 'file', bytes: 10 },
    ]);
    expect((await stat(join(folder, 'run.sh'))).mode & 0o111).not.toBe(0);
  });

  it('is filled once: what the learner removed stays removed', async () => {
    await rm(join(folder, 'queries'), { recursive: true });
    await rm(join(folder, 'run.sh'));
    await workspace.dispose();
    workspace = await openWorkspace({ folder, startFolder });
    expect(await paths()).toEqual([]);
  });

  it('keeps files that were there before it was known', async () => {
    const other = join(base, 'other');
    await mkdir(other);
    await writeFile(join(other, 'mine.txt'), 'mine');
    const adopted = await openWorkspace({ folder: other, startFolder });
    expect((await adopted.list()).map((entry) => entry.path)).toEqual(['mine.txt']);
    await adopted.dispose();
  });

  it('is empty when the lab gives no files', async () => {
    const empty = await openWorkspace({ folder: join(base, 'empty'), startFolder: join(base, 'nowhere') });
    expect(await empty.list()).toEqual([]);
    await empty.dispose();
  });

  it('never comes through a link', async () => {
    await writeFile(join(base, 'secret'), 'secret');
    await symlink(join(base, 'secret'), join(startFolder, 'link'));
    await expect(openWorkspace({ folder: join(base, 'third'), startFolder })).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    await rm(join(startFolder, 'link'));
    // The failure left nothing half-made behind: the next open fills it.
    const third = await openWorkspace({ folder: join(base, 'third'), startFolder });
    expect((await third.list()).length).toBe(3);
    await third.dispose();
  });

  it('goes away with all that is kept of it', async () => {
    await workspace.capture('c1');
    await workspace.dispose();
    await removeWorkspace(folder);
    expect(await readdir(join(base, 'workspaces'))).toEqual([]);
  });
});

describe('paths', () => {
  it.each(['../outside.txt', 'queries/../../outside.txt', '/etc/passwd', './one.sql', 'a//b', '', 'C:\\x', 'a\0b', '..', 'queries/..', 'a\\b', 'x'.repeat(201)])(
    'refuse %j for reading and writing', async (path) => {
      await expect(workspace.read(path)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
      await expect(workspace.write(path, 'x', null)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
      await expect(workspace.put(path, Buffer.from('x'))).rejects.toMatchObject({ code: 'PATH_REFUSED' });
      expect(await readdir(base)).toEqual(['start', 'workspaces']);
    });

  it('refuse links to files and through folders, for reading and writing', async () => {
    await mkdir(join(base, 'outside'));
    await writeFile(join(base, 'outside', 'secret.txt'), 'secret');
    await symlink(join(base, 'outside', 'secret.txt'), join(folder, 'file-link'));
    await symlink(join(base, 'outside'), join(folder, 'folder-link'));
    await symlink(join(base, 'outside', 'new.txt'), join(folder, 'dangling'));
    for (const path of ['file-link', 'folder-link/secret.txt', 'folder-link/new.txt', 'dangling']) {
      await expect(workspace.read(path)).rejects.toMatchObject({ code: 'PATH_REFUSED', details: { reason: expect.stringContaining('link') as string } });
      await expect(workspace.write(path, 'x', null)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    }
    expect(await readdir(join(base, 'outside'))).toEqual(['secret.txt']);
    expect(await readFile(join(base, 'outside', 'secret.txt'), 'utf8')).toBe('secret');
    expect(await paths()).not.toContain('file-link');
  });

  it('refuse folders, and paths through files', async () => {
    await expect(workspace.read('queries')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    await expect(workspace.write('queries', 'x', null)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    await expect(workspace.read('run.sh/x')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  });
});

describe('reading', () => {
  it('says which file is missing', async () => {
    await expect(workspace.read('queries/two.sql')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', details: { path: 'queries/two.sql' } });
  });

  it('refuses what is not text', async () => {
    await writeFile(join(folder, 'zero.bin'), Buffer.from([0x61, 0, 0x62]));
    await writeFile(join(folder, 'latin1.txt'), Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    await expect(workspace.read('zero.bin')).rejects.toMatchObject({ code: 'FILE_NOT_TEXT', details: { path: 'zero.bin' } });
    await expect(workspace.read('latin1.txt')).rejects.toMatchObject({ code: 'FILE_NOT_TEXT' });
  });

  it('refuses what is too large, unread', async () => {
    await writeFile(join(folder, 'big.log'), Buffer.alloc(5_000_001, 'a'));
    await expect(workspace.read('big.log')).rejects.toMatchObject({ code: 'FILE_TOO_LARGE', details: { path: 'big.log', bytes: 5_000_001, limitBytes: 5_000_000 } });
  });

  it('keeps every byte: marks, line ends, other scripts', async () => {
    const text = '\ufeffनमस्ते\r\nसाफ्रन 😀\n\n';
    const saved = await workspace.write('नोट.txt', text, null);
    const read = await workspace.read('नोट.txt');
    expect(read.text).toBe(text);
    expect(read.hash).toBe(saved.hash);
    expect(await readFile(join(folder, 'नोट.txt'))).toEqual(Buffer.from(text, 'utf8'));
  });
});

describe('writing', () => {
  it('saves and gives the new hash, folders made on the way', async () => {
    const before = await workspace.read('queries/one.sql');
    const after = await workspace.write('queries/one.sql', 'SELECT 2;\n', before.hash);
    expect(await workspace.read('queries/one.sql')).toEqual(after);
    await workspace.write('deep/er/new.sql', 'x', null);
    expect(await paths()).toContain('deep/er/new.sql');
  });

  it('never overwrites what another program wrote', async () => {
    const { hash } = await workspace.read('queries/one.sql');
    await writeFile(join(folder, 'queries', 'one.sql'), 'from vim');
    await expect(workspace.write('queries/one.sql', 'from the app', hash)).rejects.toMatchObject({ code: 'FILE_CHANGED', details: { path: 'queries/one.sql' } });
    expect(await readFile(join(folder, 'queries', 'one.sql'), 'utf8')).toBe('from vim');
    // Nor a file that should not be there, nor one that is gone.
    await expect(workspace.write('run.sh', 'x', null)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    await rm(join(folder, 'queries', 'one.sql'));
    await expect(workspace.write('queries/one.sql', 'from the app', hash)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    expect(await paths()).toEqual(['queries', 'run.sh']);
  });

  it('lets one of two simultaneous saves win, and tells the other', async () => {
    const { hash } = await workspace.read('queries/one.sql');
    const results = await Promise.allSettled(['a', 'b', 'c'].map((text) => workspace.write('queries/one.sql', text, hash)));
    expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await workspace.read('queries/one.sql')).text).toBe('a');
  });

  it('keeps the mode of the file', async () => {
    const { hash } = await workspace.read('run.sh');
    await workspace.write('run.sh', '#!/bin/sh\nls\n', hash);
    expect((await stat(join(folder, 'run.sh'))).mode & 0o777).toBe(0o755);
  });

  it('refuses what is too large, counted in bytes', async () => {
    await expect(workspace.write('big.txt', 'é'.repeat(2_500_001), null)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('leaves nothing behind when it fails', async () => {
    await expect(workspace.write('queries/one.sql', 'x', 'not the hash')).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    expect(await readdir(join(folder, 'queries'))).toEqual(['one.sql']);
  });

  it('tells a full disk and a folder without permission apart', () => {
    const fault = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });
    expect(asFileError(fault('ENOSPC'), 'a.sql')).toMatchObject({ code: 'DISK_FULL', details: { path: 'a.sql' } });
    expect(asFileError(fault('EDQUOT'), 'a.sql')).toMatchObject({ code: 'DISK_FULL' });
    expect(asFileError(fault('EACCES'), 'a.sql')).toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', details: { path: 'a.sql', reason: 'EACCES: no' } });
    expect(asFileError(fault('EROFS'), 'a.sql')).toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
  });

  it.skipIf(process.getuid?.() === 0)('says that the folder is closed to us', async () => {
    await chmod(join(folder, 'queries'), 0o555);
    await expect(workspace.write('queries/new.sql', 'x', null)).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
    await chmod(join(folder, 'queries'), 0o755);
  });
});

describe('the listing', () => {
  it('shows node_modules and .git without opening them, and is bounded', async () => {
    await mkdir(join(folder, 'node_modules', 'express'), { recursive: true });
    await writeFile(join(folder, '.env'), 'PORT=1');
    await mkdir(join(folder, 'many'));
    for (let index = 0; index < 600; index += 1) await writeFile(join(folder, 'many', `${String(index)}.txt`), '');
    const entries = await workspace.list();
    expect(entries.filter((entry) => entry.path.startsWith('many/')).length).toBe(500);
    expect(entries.map((entry) => entry.path)).toEqual(expect.arrayContaining(['node_modules', '.env', 'run.sh', 'queries/one.sql']));
    expect(entries.some((entry) => entry.path.startsWith('node_modules/'))).toBe(false);
  });

  it('ends at two thousand entries, those near the top first', async () => {
    for (const name of ['v', 'w', 'x', 'y', 'z']) {
      await mkdir(join(folder, 'a', name), { recursive: true });
      for (let index = 0; index < 450; index += 1) await writeFile(join(folder, 'a', name, String(index)), '');
    }
    expect((await paths()).length).toBe(2000);
    expect(await paths()).toContain('run.sh');
  });

  it('ends at ten levels', async () => {
    await mkdir(join(folder, ...Array.from({ length: 15 }, () => 'd')), { recursive: true });
    expect(Math.max(...(await paths()).map((path) => path.split('/').length))).toBe(11);
  });
});

describe('watching', () => {
  async function noticed(act: () => Promise<unknown>): Promise<boolean> {
    let count = 0;
    const off = workspace.onChange(() => { count += 1; });
    // The first look tells once; let it pass.
    await wait(400);
    const before = count;
    await act();
    for (let tries = 0; tries < 60 && count === before; tries += 1) await wait(50);
    off();
    return count > before;
  }

  it.each<[string, () => Promise<unknown>]>([
    ['an own save', async () => workspace.write('queries/one.sql', 'x', (await workspace.read('queries/one.sql')).hash)],
    ['another program\'s edit of the same length', () => writeFile(join(folder, 'queries', 'one.sql'), 'SELECT 3;\n')],
    ['a new file', () => writeFile(join(folder, 'new.txt'), '')],
    ['a removed folder', () => rm(join(folder, 'queries'), { recursive: true })],
    ['a renamed file', () => rename(join(folder, 'run.sh'), join(folder, 'go.sh'))],
    ['a reset', async () => { await rm(join(folder, 'run.sh')); await wait(300); await workspace.restore('pristine', null); }],
  ])('notices %s', async (_, act) => { expect(await noticed(act)).toBe(true); });

  it('notices a file in a folder that is new, and in one that was made again', async () => {
    expect(await noticed(async () => {
      await mkdir(join(folder, 'fresh'));
      await wait(400);
      await writeFile(join(folder, 'fresh', 'a.txt'), 'a');
    })).toBe(true);
    expect(await noticed(async () => {
      await rm(join(folder, 'fresh'), { recursive: true });
      await mkdir(join(folder, 'fresh'));
      await wait(400);
    })).toBe(true);
    expect(await noticed(() => writeFile(join(folder, 'fresh', 'b.txt'), 'b'))).toBe(true);
  });

  it('is silent when nothing changes, and after its end', async () => {
    let count = 0;
    const off = workspace.onChange(() => { count += 1; });
    await wait(400);
    const before = count;
    await workspace.read('run.sh');
    await wait(300);
    expect(count).toBe(before);
    off();
    off();
    await writeFile(join(folder, 'x'), '');
    await wait(300);
    expect(count).toBe(before);
  });
});
