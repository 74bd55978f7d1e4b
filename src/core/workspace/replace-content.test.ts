/** Crashes and errors at every single operation of a reset, an undo and a creation. */
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diskMover, type Mover } from './replace-content.ts';
import { openWorkspace } from './workspace.ts';

/** Thousands of writes that wait for the disk: seconds on a machine that does nothing else. */
vi.setConfig({ testTimeout: 60_000 });

let base: string;
let startFolder: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-journal-'));
  startFolder = join(base, 'start');
  await mkdir(join(startFolder, 'lib'), { recursive: true });
  await writeFile(join(startFolder, 'lib', 'a.js'), 'start a');
  await writeFile(join(startFolder, 'b.js'), 'start b');
  await writeFile(join(startFolder, 'c.js'), 'start c');
});
afterEach(() => rm(base, { recursive: true, force: true }));

/** Every file below a folder with its text. */
async function content(folder: string, below = ''): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(all, await content(folder, path));
    else all[path] = await readFile(join(folder, path), 'utf8');
  }
  return all;
}

const START = { 'lib/a.js': 'start a', 'b.js': 'start b', 'c.js': 'start c' };
const MINE = { 'lib/a.js': 'my a', 'b.js': 'my b', 'd.js': 'my d' };

/**
 * Works until its `count` operations are used up.
 * crash: from then on nothing works, as when the process ends (before the operation, or right after it).
 * error: the next one fails, later ones work, as when a file is held by another program.
 */
function faultyMover(count: number, kind: 'crash' | 'crash-after' | 'error' | 'disk-full'): { mover: Mover; reached: () => boolean } {
  let left = count;
  let failed = false;
  const guard = async (act: () => Promise<void>, needsSpace: boolean): Promise<void> => {
    left -= 1;
    if (left < 0) {
      const first = !failed;
      failed = true;
      if (kind === 'disk-full') {
        if (needsSpace || first) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
      } else if (kind !== 'error' || first) {
        if (kind === 'crash-after' && first) await act();
        throw Object.assign(new Error(kind === 'error' ? 'EBUSY: held' : 'the process ended'), kind === 'error' ? { code: 'EBUSY' } : {});
      }
    }
    await act();
  };
  return {
    reached: () => failed,
    mover: {
      move: (from, to) => guard(() => diskMover.move(from, to), false),
      writeJournal: (path, text) => guard(() => diskMover.writeJournal(path, text), true),
      remove: (path) => guard(() => diskMover.remove(path), false),
    },
  };
}

/** A workspace with own work in it, and after `reset` with the start content and an undo. */
async function prepared(name: string, reset: boolean): Promise<string> {
  const folder = join(base, name);
  const workspace = await openWorkspace({ folder, startFolder });
  await rm(join(folder, 'c.js'));
  for (const [path, text] of Object.entries(MINE)) await writeFile(join(folder, path), text);
  if (reset) await workspace.reset();
  await workspace.dispose();
  return folder;
}

/** Runs `act` on copies of a prepared workspace with a fault at operation 0, 1, 2 … until none is reached. */
async function atEveryOperation(
  act: 'reset' | 'undo', kind: 'crash' | 'crash-after' | 'error' | 'disk-full',
  examine: (folder: string, failure: unknown) => Promise<void>,
): Promise<number> {
  const original = await prepared('original', act === 'undo');
  for (let operation = 0; ; operation += 1) {
    const folder = join(base, `at-${String(operation)}`);
    await cp(original, folder, { recursive: true });
    await cp(`${original}.kept`, `${folder}.kept`, { recursive: true });
    const inode = (await stat(folder)).ino;
    const { mover, reached } = faultyMover(operation, kind);
    const workspace = await openWorkspace({ folder, startFolder, mover });
    const failure = await (act === 'reset' ? workspace.reset() : workspace.undoReset()).then(() => null, (error: unknown) => error);
    await workspace.dispose();
    if (!reached()) {
      expect(failure).toBeNull();
      return operation;
    }
    await examine(folder, failure);
    expect((await stat(folder)).ino).toBe(inode);
  }
}

describe.each(['crash', 'crash-after'] as const)('a %s', (kind) => {
  it('at any moment of a reset leaves the old content or the new, and the undo right', async () => {
    const seen = new Set<string>();
    const operations = await atEveryOperation('reset', kind, async (folder) => {
      const again = await openWorkspace({ folder, startFolder });
      const now = await content(folder);
      const isNew = JSON.stringify(now, Object.keys(now).sort()) === JSON.stringify(START, Object.keys(START).sort());
      expect(now).toEqual(isNew ? START : MINE);
      seen.add(isNew ? 'new' : 'old');
      expect(await again.canUndo()).toBe(isNew);
      if (isNew) await again.undoReset();
      expect(await content(folder)).toEqual(MINE);
      // And the workspace works on.
      await again.reset();
      expect(await content(folder)).toEqual(START);
      await again.dispose();
      expect((await readdir(`${folder}.kept`)).sort()).toEqual(['made', 'undo']);
    });
    expect(operations).toBeGreaterThan(8);
    // The act has begun, and will be completed, from the moment that its journal is written.
    expect([...seen].sort()).toEqual(kind === 'crash' ? ['new', 'old'] : ['new']);
  });

  it('at any moment of an undo leaves the one or the other, and loses no work', async () => {
    const operations = await atEveryOperation('undo', kind, async (folder) => {
      const again = await openWorkspace({ folder, startFolder });
      const now = await content(folder);
      if (await again.canUndo()) {
        expect(now).toEqual(START);
        await again.undoReset();
      }
      expect(await content(folder)).toEqual(MINE);
      await again.dispose();
    });
    expect(operations).toBeGreaterThan(8);
  });

  it('at any moment of the creation is made good by the next open', async () => {
    for (let operation = 0; ; operation += 1) {
      const folder = join(base, `new-${String(operation)}`);
      const { mover, reached } = faultyMover(operation, kind);
      const workspace = await openWorkspace({ folder, startFolder, mover }).catch(() => null);
      await workspace?.dispose();
      if (!reached()) break;
      const again = await openWorkspace({ folder, startFolder });
      expect(await content(folder)).toEqual(START);
      await again.dispose();
    }
  });

  it('during the repair of a crash is repaired as well', async () => {
    const original = await prepared('original', false);
    for (let first = 0; first < 12; first += 3) {
      for (let second = 0; second < 8; second += 1) {
        const folder = join(base, `twice-${String(first)}-${String(second)}`);
        await cp(original, folder, { recursive: true });
        await cp(`${original}.kept`, `${folder}.kept`, { recursive: true });
        const workspace = await openWorkspace({ folder, startFolder, mover: faultyMover(first, kind).mover });
        await workspace.reset().catch(() => {});
        await workspace.dispose();
        await openWorkspace({ folder, startFolder, mover: faultyMover(second, kind).mover }).then((each) => each.dispose(), () => {});
        const last = await openWorkspace({ folder, startFolder });
        if (await last.canUndo()) {
          expect(await content(folder)).toEqual(START);
          await last.undoReset();
        }
        expect(await content(folder)).toEqual(MINE);
        await last.dispose();
      }
    }
  });
});

describe.each(['error', 'disk-full'] as const)('an %s', (kind) => {
  it.each(['reset', 'undo'] as const)('at any operation of a %s is told, and everything is as it was', async (act) => {
    const [before, after] = act === 'reset' ? [MINE, START] : [START, MINE];
    await atEveryOperation(act, kind, async (folder, failure) => {
      expect(failure).toMatchObject({ code: kind === 'error' ? 'DATA_FOLDER_UNUSABLE' : 'DISK_FULL' });
      const now = await content(folder);
      const again = await openWorkspace({ folder, startFolder });
      // Once the new content is in, the act has happened: the next open only tidies.
      const happened = JSON.stringify(now, Object.keys(now).sort()) === JSON.stringify(after, Object.keys(after).sort());
      expect(now).toEqual(happened ? after : before);
      expect(await content(folder)).toEqual(now);
      if (act === 'reset') {
        expect(await again.canUndo()).toBe(happened);
        if (!happened) await again.reset();
        await again.undoReset();
      } else if (!happened) await again.undoReset();
      expect(await content(folder)).toEqual(MINE);
      await again.dispose();
    });
  });
});

describe('a journal', () => {
  it('that nobody can read is told, and nothing is touched', async () => {
    const folder = await prepared('original', true);
    await writeFile(join(`${folder}.kept`, 'journal.json'), '{"act":');
    await expect(openWorkspace({ folder, startFolder })).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', details: { reason: expect.stringContaining('journal.json') as string } });
    expect(await content(folder)).toEqual(START);
    expect(await content(join(`${folder}.kept`, 'undo'))).toEqual(MINE);
  });

  it('of another process that is at work is waited for', async () => {
    const folder = await prepared('original', false);
    const journal = join(`${folder}.kept`, 'journal.json');
    // Process 1 always lives.
    await writeFile(journal, JSON.stringify({ act: 'reset', phase: 'keep', incoming: [], pid: 1 }));
    const opening = openWorkspace({ folder, startFolder });
    const early = await Promise.race([opening.then(() => 'open'), new Promise((resolve) => { setTimeout(resolve, 300, 'waiting'); })]);
    expect(early).toBe('waiting');
    await rm(journal);
    const workspace = await opening;
    expect(await content(folder)).toEqual(MINE);
    await workspace.dispose();
  });

  it('what another program made while the folder was empty is kept', async () => {
    const folder = await prepared('original', false);
    let made = false;
    const workspace = await openWorkspace({
      folder, startFolder,
      mover: {
        ...diskMover,
        async move(from, to) {
          if (!made && from.includes('incoming')) {
            made = true;
            await writeFile(join(folder, 'c.js'), 'just made');
            await writeFile(join(folder, 'z.js'), 'just made');
          }
          await diskMover.move(from, to);
        },
      },
    });
    await workspace.reset();
    expect(await content(folder)).toEqual({ ...START, 'z.js': 'just made' });
    await workspace.undoReset();
    expect(await content(folder)).toEqual({ ...MINE, 'c.js': 'just made' });
    await workspace.dispose();
  });
});
