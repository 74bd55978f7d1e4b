/** The timeline on real services of all kinds: what timeline.*.test.ts share. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileCheckSchema } from '../../src/shared/check-format/file.ts';
import type { EngineKind } from '../../src/shared/lab-format.ts';
import { look, never, openProcess, startOn, write, writeLab, type Process, type State } from './timeline-world.ts';

const TEST_MS = 5 * 60_000;
const CHILD = join(import.meta.dirname, 'timeline-crash-child.ts');

/** @param every one of how many points a crash is tried at; 1 tries all */
export function describeTimeline(engine: EngineKind, { every }: { every: number }): void {
  let base: string;
  let here: Process;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'bb-timeline-'));
    await writeLab(join(base, 'labs'));
    here = await openProcess(base);
    await startOn(here.session, engine);
  }, TEST_MS);
  afterAll(async () => {
    await here.destroy();
    await rm(base, { recursive: true, force: true });
  }, TEST_MS);

  /** Closes this process's view and opens another, as after a crash of the app. */
  async function reopened(): Promise<void> {
    await here.close();
    here = await openProcess(base);
    await startOn(here.session, engine);
  }

  /** The lab at its start, then in step two with one word in everything. */
  async function atWork(word: string): Promise<State> {
    const { session } = here;
    await session.reset('lab', never);
    await session.goToStep('two', never);
    await write(session, word);
    return look(session);
  }

  describe(`the timeline on ${engine}`, () => {
    it('goes back to a step, undoes that, jumps ahead, undoes that, and goes forward again', { timeout: TEST_MS }, async () => {
      const { session } = here;
      const start = await look(session);
      expect(start).toMatchObject({ shop: 'start', cache: expect.stringContaining('start') as string, docs: expect.stringContaining('start') as string, step: 'one' });
      await write(session, 'first');
      await session.goToStep('two', never);
      const two = await look(session);
      await write(session, 'second');
      await session.goToStep('three', never);
      await write(session, 'third');
      const three = await look(session);
      expect(three.files['made/third.txt']).toBe('third');

      const checkpointOf = (step: string): number => session.timeline().checkpoints.findLast((each) => each.reason === 'step-start' && each.step === step)?.id ?? 0;
      expect(await session.preview(checkpointOf('two'))).toMatchObject({ files: { changed: ['a.txt'], removed: ['made/second.txt', 'made/third.txt'], added: [], total: 3 }, services: ['shop', 'cache', 'docs'] });
      await session.restore(checkpointOf('two'), never);
      expect(await look(session)).toEqual(two);
      await session.undo(never);
      expect(await look(session)).toEqual(three);

      await session.jump('three', never);
      const jumped = await look(session);
      expect(jumped).toMatchObject({ shop: 'two', step: 'three', jumped: ['one', 'two'], passed: [] });
      expect(jumped.files).toEqual({ 'a.txt': 'solved one', 'b.txt': 'solved two', 'deep/d.txt': 'start' });
      await write(session, 'after');
      await session.reset('step', never);
      expect(await look(session)).toEqual(jumped);
      await session.reset('lab', never);
      expect(await look(session)).toEqual(start);

      // Back through all of it: the reset of the lab, the reset of the step, the jump.
      await session.undo(never);
      expect(await look(session)).toEqual(jumped);
      await session.undo(never);
      expect((await look(session)).shop).toBe('after');
      await session.undo(never);
      expect(await look(session)).toEqual(three);
      // And forward, to where it was before the last undo.
      const forward = session.timeline().checkpoints.findLast((each) => each.reason === 'before-undo');
      expect(forward?.onWay).toBe(false);
      await session.restore(forward?.id ?? 0, never);
      expect((await look(session)).shop).toBe('after');
      await expect(session.restore(99_999, never)).rejects.toMatchObject({ code: 'CHECKPOINT_UNKNOWN' });
    });

    it('stays usable in another process, keeps a bounded number, and tells its space', { timeout: TEST_MS }, async () => {
      const before = await atWork('kept');
      await reopened();
      for (let round = 0; round < 12; round += 1) await here.session.reset('step', never);
      const { checkpoints } = here.session.timeline();
      expect(checkpoints.length).toBeLessThanOrEqual(14);
      expect(checkpoints[0]?.reason).toBe('start');
      await reopened();
      expect(here.warnings).toEqual([]);
      expect(here.session.timeline().checkpoints.length).toBe(checkpoints.length);
      await expect.poll(() => here.session.timeline().bytes, { timeout: 10_000 }).toBeGreaterThan(1000);
      for (let round = 0; round < 6; round += 1) await here.session.undo(never);
      await expect(here.session.undo(never)).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
      expect((await look(here.session)).step).toBe(before.step);
    });

    it('a check that is asked for during a restore waits for its end', { timeout: TEST_MS }, async () => {
      await atWork('waiting');
      const { session } = here;
      await (await session.workspace()).put('b.txt', Buffer.from('solved'));
      const ended: string[] = [];
      const restore = session.reset('lab', never).then(() => ended.push('restore'));
      const check = session.check('two', never).then((report) => {
        ended.push('check');
        return report;
      });
      await restore;
      expect((await check).verdict).toBe('not-yet');
      expect(ended).toEqual(['restore', 'check']);
      const second = session.loaded.lab.steps[1]?.checks[0];
      expect(fileCheckSchema.parse(second).path).toBe('b.txt');
    });

    it('an error changes nothing: a service that is gone, a reference answer that fails', { timeout: TEST_MS }, async () => {
      const before = await atWork('mine');
      const { session } = here;
      const driver = session.driver('docs');
      const { restore } = driver;
      driver.restore = () => Promise.reject(new Error('out of paper'));
      await expect(session.reset('lab', never)).rejects.toThrow(/out of paper|RESTORE_UNFINISHED/);
      driver.restore = restore;
      // Bringing the data of that service back failed as well; the next act does it first.
      await session.goToStep('one', never);
      await session.goToStep('two', never);
      expect(await look(session)).toEqual(before);
      const run = driver.runScript;
      driver.runScript = () => Promise.reject(new Error('no such word'));
      await expect(session.jump('three', never)).rejects.toThrow('no such word');
      driver.runScript = run;
      expect(await look(session)).toEqual(before);
    });

    describe.each(['reset', 'jump', 'undo'] as const)('a crash during %s', (act) => {
      // A try that failed leaves no lab open, and would fail all that follow.
      beforeEach(async () => {
        if (here.session.state !== 'open') await reopened();
      }, TEST_MS);

      async function crashAt(when: string): Promise<{ ended: boolean; changes: number }> {
        return new Promise((resolve, reject) => {
          execFile(process.execPath, [CHILD, base, engine, act, when], { timeout: 60_000 }, (error, stdout, stderr) => {
            if (error === null) resolve({ ended: true, changes: Number(stdout) });
            else if (error.signal === 'SIGKILL') resolve({ ended: false, changes: 0 });
            else reject(new Error(`${error.message}\n${stderr}`));
          });
        });
      }

      async function tryAt(when: string): Promise<'old' | 'new' | 'ended'> {
        const work = await atWork(`word${when}`);
        if (act === 'undo') await here.session.reset('step', never);
        const before = await look(here.session);
        await here.close();
        const { ended } = await crashAt(when);
        here = await openProcess(base);
        // The files are back before the services run.
        const { folder } = await here.session.workspace();
        expect(folder).not.toBe('');
        await startOn(here.session, engine);
        const now = await look(here.session);
        const after: Partial<State> = act === 'reset' ? { shop: 'start', step: 'one' } : act === 'jump' ? { shop: 'two', step: 'three', jumped: ['one', 'two'] } : work;
        if (now.shop === before.shop && now.step === before.step && act !== 'undo') {
          expect(now).toEqual(before);
          return ended ? 'ended' : 'old';
        }
        if (act === 'undo' && JSON.stringify(now) === JSON.stringify(before)) return 'old';
        expect(now).toMatchObject(after);
        expect(new Set([now.shop, now.cache.replaceAll('"', ''), now.docs.replaceAll("'", '')])).toEqual(new Set([now.shop]));
        expect(now.files).toEqual(act === 'undo' ? work.files : act === 'reset' ? { 'a.txt': 'start', 'deep/d.txt': 'start' } : { 'a.txt': 'solved one', 'b.txt': 'solved two', 'deep/d.txt': 'start' });
        return ended ? 'ended' : 'new';
      }

      it('before any change leaves the state before or the state after, whole', { timeout: TEST_MS * 2 }, async () => {
        await atWork('count');
        if (act === 'undo') await here.session.reset('step', never);
        await here.close();
        const { changes } = await crashAt('0');
        here = await openProcess(base);
        await startOn(here.session, engine);
        expect(changes).toBeGreaterThan(15);
        const seen = new Set<string>();
        for (let point = 1; point <= changes; point += every) seen.add(await tryAt(String(point)));
        expect(seen.has('old')).toBe(true);
        expect(here.warnings).toEqual([]);
      });

      it('at any time does, too', { timeout: TEST_MS }, async () => {
        for (const ms of [20, 80]) await tryAt(`${String(ms)}ms`);
      });
    });
  });
}
