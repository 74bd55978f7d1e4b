/** A container engine is asked for images only: where it hangs, packs of labs come in all the same. What was given to it and has no name is not forgotten. */
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { thisMachine } from '../engines/docker/machine.ts';
import { readInstalled } from './installed-packs.ts';
import { realDisk } from './disk.ts';
import { createSource } from './pack-world-images.ts';
import { createPackWorld, fakeEngine, tarOf, type PackWorld } from './pack-world.ts';
import { createPacks, type Packs } from './packs.ts';
import { loadedImages } from './loaded-images.ts';
import { removeUnlisted } from './remove-unlisted.ts';

// Every file is brought to the disk, which a busy one takes its time for.
vi.setConfig({ testTimeout: 60_000 });

let world: PackWorld;
let hanging: Server;
const sockets: Socket[] = [];
let images: ReturnType<typeof createSource>;

beforeAll(async () => {
  world = await createPackWorld();
  // Takes every connection, and never says a word.
  hanging = createServer((socket) => { sockets.push(socket); });
  await new Promise<void>((resolve) => hanging.listen(join(world.folder, 'd.sock'), resolve));
  images = createSource([{ reference: 'backbench/one:1', layers: [await tarOf([{ header: { name: 'one.txt' }, content: 'one' }])] }]);
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  hanging.close();
  await world.dispose();
});

const request = (path: string, update = false) => ({ path, update, signal: new AbortController().signal, onProgress: () => undefined });
function packsWithHangingDocker(packsFolder: string): Packs {
  sockets.splice(0).forEach((socket) => socket.destroy());
  return createPacks({
    packsFolder,
    // As on Windows: the usual places of this machine's own Docker are not looked at.
    machine: thisMachine({ env: { DOCKER_HOST: `unix://${join(world.folder, 'd.sock')}` }, platform: 'win32', home: world.folder }), onChange: () => Promise.resolve(),
  });
}

it.skipIf(process.platform === 'win32')('imports labs without asking the engine, and asks it for a pack with images', async () => {
  const labs = await world.make('labs.bbpack', [await world.lab('one', 1)]);
  const folder = world.packsFolder('labs');
  await world.trust(folder, labs);
  const packs = packsWithHangingDocker(folder);
  expect(await packs.import(request(labs))).toMatchObject({ items: ['lab one'], skipped: [] });
  expect(sockets).toHaveLength(0);
  // A pack with images has to know what is there.
  const more = await world.make('more.bbpack', [await world.lab('one', 1)], { ...images, sequence: 2 });
  await expect(packs.import(request(more))).rejects.toMatchObject({ code: 'DOCKER_TIMEOUT' });
  expect(sockets.length).toBeGreaterThan(0);
  expect((await readInstalled(folder)).packs).toMatchObject([{ sequence: 1 }]);
});

it.skipIf(process.platform === 'win32')('takes an update of labs to a pack with images without asking the engine, and keeps its images listed', async () => {
  const first = await world.make('first.bbpack', [await world.lab('one', 1)], images);
  const update = await world.make('update.bbpack', [await world.lab('one', 2)], { ...images, sequence: 2, since: first });
  const folder = world.packsFolder('update');
  await world.trust(folder, first);
  await world.import(folder, first, { engine: fakeEngine() });
  const packs = packsWithHangingDocker(folder);
  expect(await packs.import(request(update, true))).toMatchObject({ pack: { sequence: 2 }, items: ['lab one', 'image backbench/one:1 amd64'], skipped: [] });
  expect(sockets).toHaveLength(0);
  const [pack] = (await readInstalled(folder)).packs;
  expect(pack?.items).toMatchObject([{ kind: 'lab', version: 2 }, { kind: 'image', reference: 'backbench/one:1' }]);
  // Where that pack never came, the engine has to say whether the images are there.
  const elsewhere = world.packsFolder('elsewhere');
  await world.trust(elsewhere, update);
  await expect(packsWithHangingDocker(elsewhere).import(request(update))).rejects.toMatchObject({ code: 'DOCKER_TIMEOUT' });
});

it('notes the images of an import that was given up until they are removed, whatever is imported meanwhile', async () => {
  const other = createSource([{ reference: 'backbench/two:1', layers: [await tarOf([{ header: { name: 'two.txt' }, content: 'two' }])] }]);
  const given = await world.make('given.bbpack', [], images);
  const whole = await world.make('whole.bbpack', [], { ...other, id: 'other' });
  const folder = world.packsFolder('given-up');
  await world.trust(folder, given);
  const engine = fakeEngine();
  await expect(world.import(folder, given, { engine: { ...engine, tag: () => Promise.reject(new Error('stopped')) } })).rejects.toThrow('stopped');
  const [first = ''] = engine.images.keys();
  await world.import(folder, whole, { engine });
  expect(engine.images.size).toBe(2);
  expect(await loadedImages(folder)).toEqual([first]);
  await removeUnlisted(folder, realDisk, () => Promise.resolve(engine));
  expect([...engine.images.keys()]).toEqual([...engine.tags.values()]);
  expect(await loadedImages(folder)).toEqual([]);
});
