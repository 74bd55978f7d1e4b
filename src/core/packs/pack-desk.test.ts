import { randomBytes } from 'node:crypto';
import { readdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { packsViewSchema, type PackAct, type PacksView } from '../../shared/packs-contract.ts';
import { thisMachine } from '../engines/docker/machine.ts';
import { PackDesk } from './pack-desk.ts';
import { createPackWorld, type PackWorld } from './pack-world.ts';
import { createPacks, type Packs } from './packs.ts';

// Every file is brought to the disk, which a busy one takes its time for.
vi.setConfig({ testTimeout: 60_000 });

let world: PackWorld;
beforeAll(async () => { world = await createPackWorld(); });
afterAll(() => world.dispose());

interface Watching {
  desk: PackDesk;
  packsFolder: string;
  /** How often labs may have got other rights. */
  keyChanges: () => number;
  /** Has the pack looked at, as if the person had chosen it in the dialog. */
  choose(path: string): Promise<void>;
  /** The next state that the stream tells of this kind; states before it are let go. */
  until<S extends PackAct['state']>(state: S, also?: (act: Extract<PackAct, { state: S }>) => boolean): Promise<PacksView & { act: Extract<PackAct, { state: S }> }>;
}

let machines = 0;
/** A desk on a fresh data folder; labs need no container engine, so none is looked for. */
function freshDesk(): Watching {
  const packsFolder = world.packsFolder(`desk-${String(machines += 1)}`);
  let changes = 0;
  const real = createPacks({ packsFolder, machine: thisMachine({ env: {}, platform: process.platform, home: tmpdir() }), onChange: () => Promise.resolve() });
  const packs: Packs = { ...real, import: ({ path, signal, onProgress, update }) => world.import(packsFolder, path, { signal, onProgress, update, now: () => 1_000 }) };
  const desk = new PackDesk({ packs: () => Promise.resolve(packs), onKeys: () => { changes += 1; return Promise.resolve(); } });
  const stop = new AbortController();
  onTestFinished(async () => {
    stop.abort();
    await desk.close();
  });
  const stream = desk.watch(stop.signal);
  let token = 0;
  return {
    desk, packsFolder, keyChanges: () => changes,
    async choose(path) {
      token += 1;
      desk.allowFile(String(token), path);
      await desk.look(String(token));
    },
    async until(state, also = () => true) {
      for (;;) {
        const { value, done } = await stream.next();
        if (done === true) throw new Error('The stream has ended.');
        // What goes over the line is this.
        const view = packsViewSchema.parse(value);
        if (view.act.state === state && also(view.act as Extract<PackAct, { state: typeof state }>)) return view as never;
      }
    },
  };
}

it('shows a pack before it is used, trusts its key once, imports it, and tells what is here', async () => {
  const { desk, choose, until, keyChanges } = freshDesk();
  expect(await until('none')).toEqual({ installed: [], keys: [], act: { state: 'none' } });
  const path = await world.make('first.bbpack', [await world.lab('one', 1, { 'seed/data.bin': randomBytes(50_000) }), await world.lab('two', 1)]);
  await choose(path);
  const { act: { pack } } = await until('offered');
  expect(pack).toMatchObject({ file: 'first.bbpack', id: 'course', sequence: 1, trusted: null, commands: false, installed: null, refusal: { code: 'PACK_KEY_UNKNOWN' } });
  expect(pack.items.map(({ kind, title, bytes }) => [kind, title, bytes > 500])).toEqual([['lab', 'one', true], ['lab', 'two', true]]);

  await expect(desk.trust({ fingerprint: pack.fingerprint.replace(/^..../, '0000'), name: 'Ms Rao', commands: false })).rejects.toMatchObject({ code: 'PACK_KEY_UNKNOWN' });
  await desk.trust({ fingerprint: pack.fingerprint, name: 'Ms Rao', commands: true });
  const trusted = await until('offered', (act) => act.pack.trusted !== null);
  expect(trusted.act.pack).toMatchObject({ trusted: 'Ms Rao', commands: true, refusal: null });
  expect(trusted.keys).toMatchObject([{ fingerprint: pack.fingerprint, name: 'Ms Rao', commands: true }]);
  expect(keyChanges()).toBe(1);

  desk.import();
  expect(() => { desk.import(); }).toThrow(expect.objectContaining({ code: 'PACK_BUSY' }));
  await expect(choose(path)).rejects.toMatchObject({ code: 'PACK_BUSY' });
  expect(() => { desk.putAway(); }).toThrow(expect.objectContaining({ code: 'PACK_BUSY' }));
  const done = await until('done');
  expect(done.act).toMatchObject({ title: 'The course', sequence: 1, items: 2, labs: ['one', 'two'], skipped: [] });
  expect(done.act.newBytes).toBeGreaterThan(50_000);
  expect(done.installed).toMatchObject([{ id: 'course', title: 'The course', sequence: 1, importedAt: 1_000, fingerprint: pack.fingerprint, bytes: done.act.newBytes, items: [{ kind: 'lab', title: 'one' }, { kind: 'lab', title: 'two' }] }]);

  desk.putAway();
  await until('none');
  await desk.forget(pack.fingerprint);
  expect(await until('none', () => true)).toMatchObject({ keys: [], installed: [{ id: 'course' }] });
  await expect(desk.forget(pack.fingerprint)).rejects.toMatchObject({ code: 'PACK_ITEM_UNKNOWN' });
});

/** A desk on which the import of a pack of three labs, the last ones big, is going. */
async function going(name: string, former?: string): Promise<Watching & { path: string }> {
  const watching = freshDesk();
  // Several chunks each: an import can be stopped between any two.
  const path = await world.make(`${name}.bbpack`, [await world.lab(`${name}-a`, 1), await world.lab(`${name}-b`, 1, { 'seed/b.bin': randomBytes(9_000_000) }), await world.lab(`${name}-c`, 1, { 'seed/c.bin': randomBytes(9_000_000) })]);
  await world.trust(watching.packsFolder, path);
  if (former !== undefined) await world.import(watching.packsFolder, former);
  await watching.choose(path);
  await watching.until('offered');
  watching.desk.import();
  return { ...watching, path };
}

const treesOf = async (packsFolder: string): Promise<number> => (await readdir(join(packsFolder, 'trees')).catch(() => [])).length;

it('pauses, keeps what is done, and goes on from there', async () => {
  const { desk, until, packsFolder } = await going('pause');
  const { act: { progress } } = await until('importing', (act) => act.progress?.item === 'lab pause-b');
  expect(progress).toMatchObject({ doing: 'unpacking' });
  await desk.pause();
  const { act: paused, installed } = await until('paused');
  expect(installed).toEqual([]);
  expect(paused.progress?.bytes).toBeLessThan(paused.progress?.totalBytes ?? 0);
  expect(await treesOf(packsFolder)).toBeGreaterThan(0);

  desk.import();
  // What was done before counts: the whole stays the whole.
  const again = await until('importing', (act) => act.progress !== null);
  expect(again.act.progress?.totalBytes).toBe(paused.progress?.totalBytes);
  expect(again.act.progress?.bytes).toBeGreaterThan(0);
  const { act: done } = await until('done');
  expect(done.newBytes).toBeLessThan(paused.progress?.totalBytes ?? 0);
  expect(done.items).toBe(3);
});

it('cancels, and removes what it brought; a former pack stays', async () => {
  const former = await world.make('former.bbpack', [await world.lab('former', 1)], { id: 'former', title: 'Former' });
  const { desk, until, packsFolder } = await going('cancel', former);
  await until('importing', (act) => act.progress?.item === 'lab cancel-b');
  await desk.cancel();
  expect(await until('none')).toMatchObject({ installed: [{ id: 'former' }] });
  expect(await treesOf(packsFolder)).toBe(1);
  expect(() => { desk.import(); }).toThrow(expect.objectContaining({ code: 'PACK_ITEM_UNKNOWN' }));
});

it('goes on while nobody looks, and tells a window that comes later', async () => {
  const { desk, until } = await going('alone');
  const second = desk.watch(new AbortController().signal);
  const first = await second.next();
  expect(['importing', 'done']).toContain(first.value?.act.state);
  await second.return();
  await until('done');
  expect((await desk.watch(AbortSignal.timeout(60_000)).next()).value?.act.state).toBe('done');
});

it('tells a pack that can\'t be read or went away with its code, and tries again when it is back', async () => {
  const { desk, choose, until, packsFolder } = freshDesk();
  await expect(desk.look('no such token')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
  await choose(join(world.folder, 'nowhere.bbpack'));
  expect((await until('failed')).act).toMatchObject({ title: 'nowhere.bbpack', error: { code: 'PLACE_NOT_FOUND' }, again: false });
  const path = await world.make('stick.bbpack', [await world.lab('stick', 1)]);
  await world.trust(packsFolder, path);
  await choose(path);
  await until('offered');
  await rename(path, `${path}-away`);
  desk.import();
  expect((await until('failed')).act).toMatchObject({ title: 'The course', error: { code: 'PLACE_NOT_FOUND' }, again: true });
  await rename(`${path}-away`, path);
  desk.import();
  expect((await until('done')).act.items).toBe(1);
});

it('a token is good for one look', async () => {
  const { desk, until } = freshDesk();
  desk.allowFile('once', await world.make('once.bbpack', [await world.lab('once', 1)]));
  await desk.look('once');
  await until('offered');
  await expect(desk.look('once')).rejects.toMatchObject({ code: 'PATH_REFUSED' });
});
