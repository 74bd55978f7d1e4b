/** What a workspace keeps under names, and crashes and errors at every single change of a restore. */
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, readlink, rename, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Doing } from './make-equal.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Thousands of writes that wait for the disk: seconds on a machine that does nothing else. */
vi.setConfig({ testTimeout: 60_000 });

let base: string;
let folder: string;
let startFolder: string;
let workspace: Workspace;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-snapshots-'));
  folder = join(base, 'work');
  startFolder = join(base, 'start');
  await mkdir(join(startFolder, 'lib'), { recursive: true });
  await writeFile(join(startFolder, 'lib', 'a.js'), 'start a');
  await writeFile(join(startFolder, 'b.js'), 'start b');
  await writeFile(join(startFolder, 'c.js'), 'start c');
  workspace = await openWorkspace({ folder, startFolder });
});
afterEach(async () => {
  await workspace.dispose();
  await rm(base, { recursive: true, force: true });
});

/** Everything below a folder: files with their text and mode, links with where they lead, folders. */
async function content(of: string, below = ''): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const entry of await readdir(join(of, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const mode = ((await stat(join(of, path)).catch(() => null))?.mode ?? 0) & 0o777;
    if (entry.isDirectory()) Object.assign(all, { [`${path}/`]: mode.toString(8) }, await content(of, path));
    else all[path] = entry.isSymbolicLink() ? `→ ${await readlink(join(of, path))}` : `${mode.toString(8)} ${await readFile(join(of, path), 'utf8')}`;
  }
  return all;
}

/** Work of a learner that has everything in it that a workspace can hold. */
async function work(into: string): Promise<void> {
  await rm(join(into, 'c.js'));
  await writeFile(join(into, 'b.js'), 'my b');
  await mkdir(join(into, '.git', 'objects', 'ab'), { recursive: true });
  await writeFile(join(into, '.git', 'HEAD'), 'ref: refs/heads/main');
  await writeFile(join(into, '.git', 'objects', 'ab', 'cd'), Buffer.from([0, 255, 1]), { mode: 0o444 });
  await mkdir(join(into, 'empty'));
  await writeFile(join(into, 'run.sh'), '#!/bin/sh', { mode: 0o755 });
  await symlink('../lib/a.js', join(into, 'empty', 'link'));
  await symlink('/etc', join(into, 'etc'));
  await chmod(join(into, 'lib', 'a.js'), 0o600);
  // A file that becomes a folder.
  await rm(join(into, 'lib', 'a.js'));
  await mkdir(join(into, 'lib', 'a.js'));
  await writeFile(join(into, 'lib', 'a.js', 'inner'), 'x');
}

describe('snapshots', () => {
it('reads everything once more when what is known of the files was cut short', async () => {
  await workspace.capture('one');
  await workspace.dispose();
  await writeFile(join(`${folder}.kept`, 'known.json'), '');
  workspace = await openWorkspace({ folder, startFolder });
  await writeFile(join(folder, 'b.js'), 'changed');
  await workspace.restore('one', null);
  expect(await readFile(join(folder, 'b.js'), 'utf8')).toBe('start b');
});

  it('bring everything back exactly, in the same folder, and keep what was there', async () => {
    const inode = (await stat(folder)).ino;
    const start = await content(folder);
    await work(folder);
    const mine = await content(folder);
    await workspace.restore('pristine', 'c1');
    expect(await content(folder)).toEqual(start);
    await workspace.dispose();
    workspace = await openWorkspace({ folder, startFolder });
    await workspace.restore('c1', null);
    expect(await content(folder)).toEqual(mine);
    expect((await stat(folder)).ino).toBe(inode);
    expect((await readdir('/etc')).length).toBeGreaterThan(1);
    expect((await workspace.kept()).map((each) => each.name).sort()).toEqual(['c1', 'pristine']);
  });

  it('leave files alone that are as they shall be', async () => {
    const before = await stat(join(folder, 'lib', 'a.js'), { bigint: true });
    await writeFile(join(folder, 'b.js'), 'my b');
    await workspace.restore('pristine', null);
    const after = await stat(join(folder, 'lib', 'a.js'), { bigint: true });
    expect([after.ino, after.mtimeNs, after.ctimeNs]).toEqual([before.ino, before.mtimeNs, before.ctimeNs]);
  });

  it('tell before what would change', async () => {
    await writeFile(join(folder, 'b.js'), 'my b');
    await writeFile(join(folder, 'new.js'), 'new');
    await rm(join(folder, 'c.js'));
    await mkdir(join(folder, 'deep'));
    await writeFile(join(folder, 'deep', 'x'), '');
    expect(await workspace.preview('pristine')).toEqual({ added: ['c.js'], changed: ['b.js'], removed: ['deep/x', 'new.js'] });
  });

  it('take the space of a large file once', async () => {
    const large = join(folder, 'large.bin');
    await writeFile(large, Buffer.alloc(40_000_000, 7));
    await utimes(large, new Date(2020, 1, 1), new Date(2020, 1, 1));
    await workspace.capture('c1');
    const bytes = await workspace.keptBytes();
    await workspace.capture('c2');
    await workspace.restore('c2', 'c3');
    expect(await workspace.keptBytes()).toBe(bytes);
    expect((await readFile(large)).equals(Buffer.alloc(40_000_000, 7))).toBe(true);
  });

  it('hold also what was only looked at before', async () => {
    await writeFile(join(folder, 'b.js'), 'START b');
    // Long enough ago that the look is remembered.
    await utimes(join(folder, 'b.js'), new Date(2020, 1, 1), new Date(2020, 1, 1));
    await workspace.preview('pristine');
    await workspace.restore('pristine', 'c1');
    await workspace.restore('c1', null);
    expect(await readFile(join(folder, 'b.js'), 'utf8')).toBe('START b');
  });

  it('notice a change that left size and date alone', async () => {
    const date = new Date(2020, 1, 1);
    await utimes(join(folder, 'b.js'), date, date);
    await workspace.capture('c1');
    await writeFile(join(folder, 'b.js'), 'START B');
    await utimes(join(folder, 'b.js'), date, date);
    await workspace.restore('c1', null);
    expect(await readFile(join(folder, 'b.js'), 'utf8')).toBe('start b');
  });

  it('notice a change in the same moment as the capture', async () => {
    for (let round = 0; round < 20; round += 1) {
      await writeFile(join(folder, 'b.js'), `round ${String(round)} one`);
      await workspace.capture('c1');
      await writeFile(join(folder, 'b.js'), `round ${String(round)} two`);
      await workspace.capture('c2');
      await workspace.restore('c1', null);
      expect(await readFile(join(folder, 'b.js'), 'utf8')).toBe(`round ${String(round)} one`);
      await workspace.restore('c2', null);
      expect(await readFile(join(folder, 'b.js'), 'utf8')).toBe(`round ${String(round)} two`);
    }
  });

  it('give their space back', async () => {
    const before = await workspace.keptBytes();
    await writeFile(join(folder, 'x'), 'a text that nothing else has');
    await workspace.capture('c1');
    expect(await workspace.keptBytes()).toBeGreaterThan(before);
    await workspace.discard('c1');
    await workspace.dispose();
    expect(await workspace.keptBytes()).toBe(before);
    await expect(workspace.restore('c1', null)).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
  });

  it('that are damaged are refused before anything is changed', async () => {
    await workspace.capture('c1');
    await work(folder);
    const mine = await content(folder);
    const objects = join(`${folder}.kept`, 'objects');
    for (const part of await readdir(objects)) for (const name of await readdir(join(objects, part))) await rm(join(objects, part, name));
    await expect(workspace.restore('c1', 'c2')).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    expect(await content(folder)).toEqual(mine);
    await truncate(join(`${folder}.kept`, 'snapshots', 'c1.json'), 20);
    await expect(workspace.restore('c1', null)).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
  });
});

/** Works until its `count` changes are used up; from then on nothing works (a crash), or the next one fails (an error). */
function faulty(count: number, kind: 'crash' | 'crash-after' | 'error'): { doing: Doing; reached: () => boolean } {
  let left = count;
  let failed = false;
  return {
    reached: () => failed,
    async doing(change) {
      left -= 1;
      if (left < 0 && (kind !== 'error' || !failed)) {
        const first = !failed;
        failed = true;
        if (kind === 'crash-after' && first) await change();
        throw Object.assign(new Error(kind === 'error' ? 'EBUSY: held' : 'the process ended'), kind === 'error' ? { code: 'EBUSY' } : {});
      }
      await change();
    },
  };
}

/** Tries an act with a fault at each of its changes, each time on a fresh copy of the same workspace. */
async function atEveryChange(kind: 'crash' | 'crash-after' | 'error', act: (workspace: Workspace) => Promise<void>, look: (copy: string, failed: boolean) => Promise<void>): Promise<number> {
  for (let count = 0; ; count += 1) {
    const copy = join(base, `${kind}-${String(count)}`);
    await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
    await cp(`${folder}.kept`, `${copy}.kept`, { recursive: true });
    const { doing, reached } = faulty(count, kind);
    const opened = await openWorkspace({ folder: copy, startFolder, doing });
    const failed = await act(opened).then(() => false, () => true);
    await opened.dispose();
    await look(copy, failed);
    await rm(copy, { recursive: true });
    await rm(`${copy}.kept`, { recursive: true });
    if (!reached()) return count;
  }
}

describe('a fault at any change', () => {
  it.each(['crash', 'crash-after'] as const)('%s: the next open finds the new content or the old, and what was kept is whole', async (kind) => {
    const start = await content(folder);
    await work(folder);
    const mine = await content(folder);
    const changes = await atEveryChange(kind, (opened) => opened.restore('pristine', 'c1'), async (copy) => {
      const opened = await openWorkspace({ folder: copy, startFolder });
      expect([start, mine]).toContainEqual(await content(copy));
      await opened.restore('c1', null);
      expect(await content(copy)).toEqual(mine);
      await opened.dispose();
      expect((await readdir(`${copy}.kept`)).sort()).toEqual(['known.json', 'made', 'objects', 'snapshots']);
    });
    expect(changes).toBeGreaterThan(8);
  });

  it('an error takes back what was begun', async () => {
    await work(folder);
    const mine = await content(folder);
    await atEveryChange('error', (opened) => opened.restore('pristine', 'c1'), async (copy, failed) => {
      if (failed) expect(await content(copy)).toEqual(mine);
    });
  });

  it('a crash in the creation is made good by the next open', async () => {
    const start = await content(folder);
    for (let count = 0; count < 8; count += 1) {
      const copy = join(base, `new-${String(count)}`);
      await openWorkspace({ folder: copy, startFolder, doing: faulty(count, 'crash').doing }).then((opened) => opened.dispose(), () => {});
      const opened = await openWorkspace({ folder: copy, startFolder });
      expect(await content(copy)).toEqual(start);
      await opened.dispose();
    }
  });

  it('a journal is of no account before what it lets go of is kept', async () => {
    await work(folder);
    const mine = await content(folder);
    await workspace.dispose();
    const journal = join(`${folder}.kept`, 'journal.json');
    await writeFile(journal, JSON.stringify({ to: 'pristine', keeps: 'c1', pid: process.pid }));
    workspace = await openWorkspace({ folder, startFolder });
    expect(await content(folder)).toEqual(mine);
    await expect(stat(journal)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('what could not be kept whole is not counted as kept', async () => {
    await work(folder);
    const mine = await content(folder);
    const snapshots = join(`${folder}.kept`, 'snapshots');
    await rename(snapshots, `${snapshots}-away`);
    await writeFile(snapshots, '');
    await expect(workspace.restore('pristine', 'c1')).rejects.toMatchObject({ name: 'BackbenchError' });
    expect(await content(folder)).toEqual(mine);
    await rm(snapshots);
    await rename(`${snapshots}-away`, snapshots);
    await workspace.restore('pristine', 'c1');
    await workspace.restore('c1', null);
    expect(await content(folder)).toEqual(mine);
  });

  it('a journal that nobody can read is told, and nothing is touched', async () => {
    await workspace.dispose();
    await writeFile(join(`${folder}.kept`, 'journal.json'), '{');
    await expect(openWorkspace({ folder, startFolder })).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
    await rm(join(`${folder}.kept`, 'journal.json'));
  });
});
