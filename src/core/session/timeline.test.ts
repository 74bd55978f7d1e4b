/** The timeline on stores in memory, with the real record and real files: its acts, and an end of the process at every change. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadLab, type LoadedLab } from '../catalog/load-lab.ts';
import { fakeEnvironment } from '../checks/fake-environment.ts';
import { openDatabase, type Db } from '../progress/database.ts';
import { createEventLog, type EventLog } from '../progress/event-log.ts';
import { deriveProgress } from '../progress/lab-progress.ts';
import { createTimelineTable, createWorkspaceRecord } from '../progress/timeline-table.ts';
import type { ServiceDriver } from '../services/service.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { Timeline } from './timeline.ts';

/** Hundreds of restores that wait for the disk. */
vi.setConfig({ testTimeout: 120_000 });

const never = new AbortController().signal;
const check = (id: string): string => `{ id: ${id}, kind: file, title: t, path: a.txt, matches: x, hints: [a, b] }`;
const YAML = `
schema: 1
id: words
version: 1
title: Words
summary: x
stage: fundamentals
order: 1
topics: [x]
minutes: 5
needs: { memoryMb: 1 }
services: [{ id: shop, kind: postgres }, { id: cache, kind: redis }]
steps:
  - { id: one, title: One, lesson: 1.md, checks: [${check('first')}] }
  - { id: two, title: Two, lesson: 1.md, checks: [${check('second')}] }
  - { id: three, title: Three, lesson: 1.md, checks: [${check('third')}] }
remember: [x]
production: [x]
review: [{ question: a, answer: b }, { question: a, answer: b }]
`;

/** A service's data: one word, and the words that are kept. Outlives the process. */
interface Store { word: string; kept: Map<string, string> }
/** Everything on the disk. */
interface Disk { folder: string; shop: Store; cache: Store }
interface World {
  timeline: Timeline;
  db: Db;
  log: EventLog;
  workspace: Workspace;
  disk: Disk;
  write(word: string): Promise<void>;
  enter(step: string): Promise<void>;
  pass(step: string): void;
  look(): Promise<{ words: string[]; step: string; passed: string[]; jumped: string[] }>;
  close(): Promise<void>;
}

let base: string;
let loaded: LoadedLab;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'bb-time-'));
  const files: Record<string, string> = { 'lab.yaml': YAML, '1.md': '# x', 'workspace/a.txt': 'start' };
  for (const step of ['one', 'two', 'three']) {
    files[`solution/${step}/files/a.txt`] = step;
    files[`solution/${step}/shop.sql`] = step;
    files[`solution/${step}/cache.redis`] = step;
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(base, 'fundamentals/words', path, '..'), { recursive: true });
    await writeFile(join(base, 'fundamentals/words', path), text);
  }
  const result = await loadLab(join(base, 'fundamentals/words'), never);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  loaded = result.loaded;
});
afterEach(() => { rmSync(base, { recursive: true, force: true }); });

const newDisk = (name: string): Disk => {
  const store = (): Store => ({ word: 'start', kept: new Map([['pristine', 'start']]) });
  return { folder: join(base, name), shop: store(), cache: store() };
};

/** @param change called before and after everything that changes something; throws once the process has ended */
async function open(disk: Disk, change: () => void = () => {}): Promise<World> {
  await mkdir(disk.folder, { recursive: true });
  const path = join(disk.folder, 'backbench.db');
  const db = openDatabase({ path });
  const around = async (act: () => void): Promise<void> => {
    change();
    await Promise.resolve();
    act();
    change();
  };
  const driver = (store: Store): ServiceDriver => ({
    capture: async (name: string) => {
      await around(() => store.kept.set(name, store.word));
      return name;
    },
    restore: async (name: string, keepAs: string | null) => {
      const to = store.kept.get(name);
      if (to === undefined) throw new Error(`nothing is kept as ${name}`);
      // As with a dump: the data is gone before it is there again.
      if (keepAs !== null && !store.kept.has(keepAs)) await around(() => store.kept.set(keepAs, store.word));
      await around(() => { store.word = 'half'; });
      await around(() => { store.word = to; });
    },
    discard: (name: string) => around(() => store.kept.delete(name)),
    list: () => Promise.resolve([...store.kept].map(([name, word]) => ({ name, bytes: word.length }))),
    prepare: () => {},
    runScript: (text: string) => around(() => { store.word = text; }),
  } as Partial<ServiceDriver> as ServiceDriver);
  const drivers = new Map([['shop', driver(disk.shop)], ['cache', driver(disk.cache)]]);
  const workspace = await openWorkspace({
    folder: join(disk.folder, 'work'), startFolder: join(base, 'fundamentals/words/workspace'),
    doing: async (act) => {
      change();
      await act();
      change();
    },
  });
  const log = createEventLog(db, path);
  const lab = { id: 'words', version: 1 };
  const progress = () => deriveProgress(log.of('words', null));
  const step = (): string => progress().step ?? 'one';
  const table = createTimelineTable(db, path, 'session', 'native');
  const counted = {
    ...table,
    together: <T>(act: () => T): T => {
      change();
      const result = table.together(act);
      change();
      return result;
    },
  };
  const timeline = new Timeline({
    loaded, table: counted, record: createWorkspaceRecord(db, 'session'), workspace, drivers, environment: fakeEnvironment(base).environment, token: 'gone@0',
    events: () => log.of('words', null), newestEvent: () => log.newest('words', null), step, append: (event) => { log.append(lab, event); },
    onChange: () => {}, onWarning: (text) => { throw new Error(text); },
  });
  return {
    timeline, db, log, workspace, disk,
    async write(word) {
      disk.shop.word = word;
      disk.cache.word = word;
      await workspace.put('a.txt', Buffer.from(word));
    },
    async enter(to) {
      log.append(lab, { type: 'step-entered', step: to });
      await timeline.stepEntered(never);
    },
    pass(of) { log.append(lab, { type: 'attempt', step: of, verdict: 'passed', results: [] }); },
    async look() {
      const { stepsPassed, jumped } = progress();
      const words = [disk.shop.word, disk.cache.word, await readFile(join(disk.folder, 'work/a.txt'), 'utf8')];
      return { words: [...new Set(words)], step: step(), passed: [...stepsPassed], jumped: [...jumped] };
    },
    async close() {
      await timeline.close();
      await workspace.dispose();
      db.close();
    },
  };
}

describe('the timeline', () => {
  it('goes back to the start of a step with files, data and progress, and undoes that as often as there was an act', async () => {
    const world = await open(newDisk('one'));
    const { timeline } = world;
    await timeline.opened(never);
    await world.write('first');
    world.pass('one');
    await world.enter('two');
    await world.write('second');
    await world.enter('three');
    await world.write('third');
    expect(timeline.view().checkpoints.map((each) => `${each.reason} ${each.step}`)).toEqual(['start one', 'step-start two', 'step-start three']);

    const two = timeline.view().checkpoints[1]?.id ?? 0;
    expect(await timeline.preview(two)).toMatchObject({ files: { changed: ['a.txt'], total: 1 }, services: ['shop', 'cache'] });
    await timeline.restore(two, 'before-restore', never);
    expect(await world.look()).toEqual({ words: ['first'], step: 'two', passed: ['one'], jumped: [] });
    await timeline.reset('lab', never);
    expect(await world.look()).toEqual({ words: ['start'], step: 'one', passed: [], jumped: [] });
    await timeline.undo(never);
    expect((await world.look()).words).toEqual(['first']);
    await timeline.undo(never);
    expect(await world.look()).toEqual({ words: ['third'], step: 'three', passed: ['one'], jumped: [] });
    await expect(timeline.undo(never)).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    // Forward again: to what was there before the first undo.
    const forward = timeline.view().checkpoints.find((each) => each.reason === 'before-undo');
    expect(forward).toMatchObject({ onWay: false });
    await timeline.restore(forward?.id ?? 0, 'before-restore', never);
    expect((await world.look()).words).toEqual(['start']);
    await world.close();
  });

  it('jumps ahead with the reference answers, and marks what was not passed', async () => {
    const world = await open(newDisk('one'));
    await world.timeline.opened(never);
    world.pass('one');
    await world.write('mine');
    await world.timeline.jump('three', never);
    expect(await world.look()).toEqual({ words: ['two'], step: 'three', passed: ['one'], jumped: ['two'] });
    await world.write('later');
    await world.timeline.reset('step', never);
    expect((await world.look()).words).toEqual(['two']);
    await world.timeline.undo(never);
    expect((await world.look()).words).toEqual(['later']);
    await world.timeline.undo(never);
    expect(await world.look()).toEqual({ words: ['mine'], step: 'one', passed: ['one'], jumped: [] });
    await world.close();
  });

  it('takes a step\'s start anew once a step before it is passed, and not when it is only looked at', async () => {
    const world = await open(newDisk('one'));
    await world.timeline.opened(never);
    await world.enter('two');
    await world.write('worked');
    await world.enter('one');
    await world.enter('two');
    expect(world.timeline.view().checkpoints.filter((each) => each.step === 'two').length).toBe(1);
    world.pass('one');
    await world.enter('two');
    await world.write('broken');
    await world.timeline.reset('step', never);
    expect((await world.look()).words).toEqual(['worked']);
    await world.close();
  });

  it('keeps the starts of steps and a bounded number of others, also after a restart', async () => {
    let world = await open(newDisk('one'));
    await world.timeline.opened(never);
    await world.enter('two');
    for (let round = 0; round < 20; round += 1) await world.timeline.reset('step', never);
    expect(world.timeline.view().checkpoints.length).toBe(8);
    const { disk } = world;
    await world.close();
    world = await open(disk);
    await world.timeline.opened(never);
    expect(world.timeline.view().checkpoints.length).toBe(8);
    expect(disk.shop.kept.size).toBe(8);
    expect((await world.workspace.kept()).length).toBe(8);
    await world.close();
  });

  it('refuses while another process is at it', async () => {
    const world = await open(newDisk('one'));
    await world.timeline.opened(never);
    const { processToken } = await import('../process-identity.ts');
    const table = createTimelineTable(world.db, '', 'session', 'native');
    table.begin({ reason: 'before-reset', step: 'one', parent: null, event: 0 }, ['shop'], { exchange: processToken(process.pid) ?? '' });
    await expect(world.timeline.reset('lab', never)).rejects.toMatchObject({ code: 'SESSION_BUSY' });
    await world.close();
  });
});

describe('an end of the process at any change', () => {
  it.each<[string, (world: World) => Promise<void>, (world: World) => Promise<void>]>([
    ['a reset', async () => {}, (world) => world.timeline.reset('lab', never)],
    ['a jump', async () => {}, (world) => world.timeline.jump('three', never)],
    ['an undo', (world) => world.timeline.reset('step', never), (world) => world.timeline.undo(never)],
  ])('of %s leaves the state before or the state after, whole', async (_, prepare, act) => {
    const first = await open(newDisk('template'));
    await first.timeline.opened(never);
    await first.write('first');
    await first.enter('two');
    await first.write('mine');
    await prepare(first);
    const before = await first.look();
    await first.close();
    let after: unknown = null;
    const seen = new Set<string>();
    // From the end backwards: the run without a crash comes first and tells the state after.
    const copyOf = (name: string): Disk => {
      const folder = join(base, name);
      cpSync(first.disk.folder, folder, { recursive: true });
      return { folder, shop: structuredClone(first.disk.shop), cache: structuredClone(first.disk.cache) };
    };
    let total = 0;
    const whole = await open(copyOf('whole'), () => { total += 1; });
    await whole.timeline.opened(never);
    total = 0;
    await act(whole);
    after = await whole.look();
    await whole.close();
    expect(after).not.toEqual(before);
    expect(total).toBeGreaterThan(12);
    for (let point = 1; point <= total; point += 1) {
      const disk = copyOf(`at-${String(point)}`);
      let count = 0;
      let armed = false;
      const world = await open(disk, () => {
        count += armed ? 1 : 0;
        if (count >= point) throw new Error('the process ended');
      });
      await world.timeline.opened(never);
      armed = true;
      await expect(act(world)).rejects.toThrow();
      await world.close();
      const next = await open(disk);
      await next.timeline.opened(never);
      const now = await next.look();
      expect([before, after], `at change ${String(point)}: ${JSON.stringify(now)}`).toContainEqual(now);
      seen.add(JSON.stringify(now) === JSON.stringify(before) ? 'before' : 'after');
      // Nothing of the act is left, and the next one works.
      expect(next.db.prepare('SELECT count(*) AS n FROM exchange').get()).toEqual({ n: 0 });
      await next.timeline.reset('lab', never);
      expect((await next.look()).words).toEqual(['start']);
      await next.close();
      await rm(disk.folder, { recursive: true });
    }
    expect(seen.has('before')).toBe(true);
  });
});
