import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { estimatePack } from '../../shared/pack-estimate.ts';
import { packMakingSchema, packPartsSchema, type PackChoice, type PackMaking } from '../../shared/pack-making.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { ChosenFiles } from '../chosen-files.ts';
import { thisMachine } from '../engines/docker/machine.ts';
import { createPackWorld, type PackWorld } from './pack-world.ts';
import { PackMaker } from './pack-maker.ts';
import { createPacks, type Packs } from './packs.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: PackWorld;
let packs: Packs;
beforeAll(async () => {
  world = await createPackWorld();
  packs = createPacks({ packsFolder: join(world.folder, 'here', 'packs'), machine: thisMachine({ env: {}, platform: 'linux', home: world.folder }), onChange: () => Promise.resolve() });
});
afterAll(() => world.dispose());
const { signal } = new AbortController();

interface Making { maker: PackMaker; place(name: string): string; file(path: string): string; until<S extends PackMaking['state']>(state: S, also?: (making: Extract<PackMaking, { state: S }>) => boolean): Promise<Extract<PackMaking, { state: S }>> }

/** A maker for whom two labs are there, one of them with some megabytes. */
async function making(): Promise<Making> {
  const labs = [await world.lab('small', 1), await world.lab('big', 1, { 'seed/a.bin': Buffer.from(Array.from({ length: 9_000_000 }, (_, at) => (at * 7919 + (at >> 8)) & 255)) })];
  const heads = new Map(labs.map((part) => [part.kind === 'lab' ? part.id : '', part]));
  const catalog = { heads, folder: (id: string) => heads.get(id)?.folder } as unknown as Catalog;
  const chosen = new ChosenFiles();
  const files = new Map<string, string>();
  let token = 0;
  const maker = new PackMaker({
    packs: () => Promise.resolve(packs), places: () => ({ catalog, resourcesFolder: join(world.folder, 'resources'), nativeFolder: join(world.folder, 'native') }),
    images: () => Promise.reject(new BackbenchError('DOCKER_NOT_FOUND', { attempts: [] })), findDaemon: () => Promise.reject(new Error('not asked for')),
    chosen, packFile: (name) => files.get(name) ?? '',
  });
  const stream = maker.watch(signal);
  return {
    maker,
    place(name) {
      chosen.allow('save', String(token += 1), join(world.folder, name));
      return String(token);
    },
    file(path) {
      files.set(String(token += 1), path);
      return String(token);
    },
    async until(state, also = () => true) {
      for (;;) {
        const { value } = await stream.next();
        const now = packMakingSchema.parse(value);
        if (now.state === state && also(now as never)) return now as never;
      }
    },
  };
}

const choice = (more: Partial<PackChoice>): PackChoice => ({ token: '', id: 'class', title: 'Class of June', sequence: 1, key: 'teacher', labs: ['small', 'big'], images: [], native: [], tools: [], update: false, ...more });
const drafts = async (): Promise<string[]> => (await readdir(world.folder)).filter((name) => name.includes('draft'));

it('tells what can be packed, makes a key, makes the pack, and reads it back', async () => {
  const { maker, place, until } = await making();
  const parts = packPartsSchema.parse(await maker.parts(signal));
  expect(parts).toMatchObject({ keys: [], docker: false });
  expect(parts.parts.map(({ name, contents }) => [name, (contents[0]?.bytes ?? 0) > 8_000_000])).toEqual([['small', false], ['big', true]]);
  const { fingerprint } = await maker.makeKey('teacher');
  expect((await maker.parts(signal)).keys).toEqual([{ name: 'teacher', fingerprint }]);
  maker.make(choice({ token: place('made.bbpack') }));
  expect(() => { maker.make(choice({ token: place('other.bbpack') })); }).toThrow(expect.objectContaining({ code: 'PACK_BUSY' }));
  const { progress } = await until('making', (now) => now.progress !== null && now.progress.bytes > 5_000_000);
  expect(progress?.totalBytes).toBeGreaterThan(8_000_000);
  const made = await until('made');
  expect(made).toMatchObject({ path: join(world.folder, 'made.bbpack'), items: 2, fingerprint, sequence: 1, base: null, checked: false });
  expect((await stat(made.path)).size).toBe(made.fileBytes);
  maker.check();
  expect(await until('made', ({ checked }) => checked)).toMatchObject({ path: made.path });
  // One byte that is another is found.
  await writeFile(made.path, 'x', { flag: 'r+' });
  maker.check();
  expect((await until('failed')).error.code).toBe('PACK_INVALID');
  maker.putAway();
  await until('none');
  await expect(maker.makeKey('teacher')).rejects.toMatchObject({ code: 'SIGNING_KEY_EXISTS' });
});

it('holds and goes on, and leaves nothing when it is cancelled', async () => {
  const { maker, place, until } = await making();
  maker.make(choice({ token: place('held.bbpack') }));
  maker.pause();
  const { progress } = await until('making', ({ paused }) => paused);
  await new Promise((resolve) => { setTimeout(resolve, 300); });
  // One chunk at most was read on.
  const later = await maker.watch(signal).next();
  expect((later.value as Extract<PackMaking, { state: 'making' }>).progress?.bytes ?? 0).toBeLessThan((progress?.bytes ?? 0) + 6_000_000);
  expect(await readdir(world.folder)).not.toContain('held.bbpack');
  maker.goOn();
  await until('made');
  maker.putAway();
  maker.make(choice({ token: place('held.bbpack'), sequence: 2 }));
  maker.pause();
  await maker.cancel();
  await until('none');
  // The one that was there stays.
  expect((await packs.inspect(join(world.folder, 'held.bbpack'))).sequence).toBe(1);
  expect(await drafts()).toEqual([]);
});

it('makes an update that carries only what changed, and none of another key or without its pack', async () => {
  const { maker, place, file, until } = await making();
  maker.make(choice({ token: place('whole.bbpack'), id: 'grows' }));
  const whole = await until('made');
  maker.putAway();
  expect(() => { maker.make(choice({ token: place('u.bbpack'), id: 'grows', sequence: 2, update: true })); }).toThrow(expect.objectContaining({ code: 'PATH_REFUSED' }));
  const base = await maker.base(file(whole.path));
  expect(base).toMatchObject({ id: 'grows', sequence: 1, items: [{ kind: 'lab', name: 'small' }, { kind: 'lab', name: 'big' }] });
  expect(base.contents).toHaveLength(2);
  await writeFile(join(world.folder, 'labs', 'small-1', 'steps', '02-more.md'), '# more\n');
  maker.make(choice({ token: place('update.bbpack'), id: 'grows', sequence: 2, update: true }));
  const update = await until('made');
  expect(update).toMatchObject({ base: 1, sequence: 2 });
  expect(update.fileBytes).toBeLessThan(10_000);
  maker.putAway();
  maker.make(choice({ token: place('update.bbpack'), id: 'grows', sequence: 1, update: true }));
  expect((await until('failed')).error.code).toBe('PACK_OLDER');
});

it('looks for room before it writes, and tells a place that is gone', async () => {
  const { place, until, maker } = await making();
  await expect(packs.create({
    target: join(world.folder, 'huge.bbpack'), id: 'huge', title: 'Huge', sequence: 1, folders: [], images: [], since: null, key: 'teacher', expected: { contentBytes: 1e16, fileBytes: 1e16 }, signal, onProgress: () => undefined,
  })).rejects.toMatchObject({ code: 'SPACE_SHORT', details: { path: world.folder } });
  maker.make(choice({ token: place(join('no-such-stick', 'a.bbpack')) }));
  expect((await until('failed')).error.code).toBe('FILE_NOT_FOUND');
  expect(await drafts()).toEqual([]);
});

it('estimates what parts share once, and nothing that an update leaves out', () => {
  const image = (name: string, ...layers: [string, number][]) => ({ kind: 'image' as const, name, title: name, stage: null, platform: 'linux-x64', contents: layers.map(([id, bytes]) => ({ id, bytes })) });
  const parts = [image('a', ['base', 100], ['own', 10]), image('b', ['base', 100], ['other', 1])];
  expect(estimatePack(parts, new Set()).contentBytes).toBe(111);
  expect(estimatePack(parts, new Set(['base'])).contentBytes).toBe(11);
});
