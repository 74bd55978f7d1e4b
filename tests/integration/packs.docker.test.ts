/** Images in packs, with the real engine: out, removed, back; layers that two share; a damaged pack; a stop in the middle. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import tar from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thisMachine } from '../../src/core/engines/docker/machine.ts';
import { findDaemon } from '../../src/core/engines/docker/find-daemon.ts';
import type { Daemon } from '../../src/core/engines/docker/daemon.ts';
import { daemonMessages } from '../../src/core/images/daemon-stream.ts';
import { createDockerImageSource } from '../../src/core/packs/docker-image-source.ts';
import { createDockerImages } from '../../src/core/packs/docker-images.ts';
import { realDisk } from '../../src/core/packs/disk.ts';
import { removeUnlisted } from '../../src/core/packs/remove-unlisted.ts';
import { createPackWorld, type PackWorld } from '../../src/core/packs/pack-world.ts';
import { docker, soon } from './docker-support.ts';

const name = `bb-packs-${randomUUID().slice(0, 8)}`;
const [base, one, two] = [`${name}/base:1`, `${name}/one:1`, `${name}/two:1`];
let world: PackWorld;
let daemon: Daemon;

async function build(reference: string, dockerfile: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const context = tar.pack();
  context.entry({ name: 'Dockerfile' }, dockerfile);
  for (const [file, bytes] of Object.entries(files)) context.entry({ name: file }, bytes);
  context.finalize();
  const answer = await docker.buildImage(context as unknown as NodeJS.ReadableStream, { t: reference, labels: { 'dev.backbench.test': name } });
  for await (const message of daemonMessages(answer, { signal: soon(), idleMs: 60_000 })) if (message.error !== undefined) throw new Error(String(message.error));
}

const idOf = async (reference: string): Promise<string | null> => docker.getImage(reference).inspect().then(({ Id }) => Id, () => null);
const remove = async (...references: string[]): Promise<void> => {
  for (const reference of references) await docker.getImage(reference).remove({ force: true }).catch(() => undefined);
};
const engine = () => createDockerImages(daemon, soon());
const images = (...references: string[]) => ({ images: { source: createDockerImageSource(daemon), references } });

beforeAll(async () => {
  world = await createPackWorld();
  daemon = await findDaemon(thisMachine({ env: process.env, platform: process.platform, home: homedir() }), soon());
  await build(base, 'FROM scratch\nCOPY shared.bin /shared.bin\n', { 'shared.bin': randomBytes(20_000_000) });
  await build(one, `FROM ${base}\nCOPY one.txt /one.txt\n`, { 'one.txt': Buffer.from('one') });
  await build(two, `FROM ${base}\nCOPY two.txt /two.txt\nCOPY two.txt /again.txt\n`, { 'two.txt': Buffer.from('two') });
}, 120_000);
afterAll(async () => {
  await remove(one, two, base);
  daemon.close();
  await world.dispose();
});

describe('an image in a pack', () => {
  test('comes back as it was after it was removed, and is skipped when it is there', async () => {
    const before = await idOf(one);
    const path = await world.make('one.bbpack', [], images(one));
    await remove(one, two, base);
    expect(await idOf(one)).toBeNull();
    const folder = world.packsFolder('one');
    await world.trust(folder, path);
    const told: string[] = [];
    await world.import(folder, path, { engine: await engine(), onProgress: ({ doing }) => { told.push(doing); } });
    expect(await idOf(one)).toBe(before);
    expect(new Set(told)).toEqual(new Set(['checking', 'loading']));
    const container = await docker.createContainer({ Image: one, Cmd: ['/none'], Labels: { 'dev.backbench.test': name } });
    try {
      const archive = await container.getArchive({ path: '/one.txt' });
      const extract = tar.extract();
      archive.pipe(extract);
      for await (const entry of extract) {
        const pieces: Buffer[] = [];
        for await (const piece of entry) pieces.push(piece as Buffer);
        expect(Buffer.concat(pieces).toString()).toBe('one');
      }
    } finally {
      await container.remove({ force: true });
    }
    expect(await world.import(folder, path, { engine: await engine() })).toMatchObject({ newBytes: 0 });
    // The name was taken off: it is put on again, and nothing is loaded.
    await docker.getImage(one).tag({ repo: `${name}/kept`, tag: '1' });
    await docker.getImage(one).remove();
    expect(await world.import(folder, path, { engine: await engine() })).toMatchObject({ newBytes: 0 });
    expect(await idOf(one)).toBe(before);
    await remove(`${name}/kept:1`);
  }, 120_000);

  test('shares layers with another pack\'s: they are in each file once, and the engine gets them once', async () => {
    await build(base, 'FROM scratch\nCOPY shared.bin /shared.bin\n', { 'shared.bin': randomBytes(20_000_000) });
    await build(one, `FROM ${base}\nCOPY one.txt /one.txt\n`, { 'one.txt': Buffer.from('one') });
    await build(two, `FROM ${base}\nCOPY two.txt /two.txt\nCOPY two.txt /again.txt\n`, { 'two.txt': Buffer.from('two') });
    const [first, second] = [await idOf(one), await idOf(two)];
    const both = await world.make('both.bbpack', [], images(one, two));
    expect((await readFile(both)).length).toBeLessThan(20_400_000);
    const alone = await world.make('alone.bbpack', [], images(one));
    const other = await world.make('other.bbpack', [], { ...images(two), id: 'other' });
    const update = await world.make('update.bbpack', [], { ...images(one, two), sequence: 2, since: alone });
    expect((await readFile(update)).length).toBeLessThan(100_000);
    await remove(one, two, base);
    const folder = world.packsFolder('both');
    await world.trust(folder, both);
    await expect(world.import(folder, update, { engine: await engine() })).rejects.toMatchObject({ code: 'PACK_BASE_MISSING' });
    expect((await world.import(folder, alone, { engine: await engine() })).newBytes).toBeGreaterThan(40_000_000);
    expect((await world.import(folder, other, { engine: await engine() })).newBytes).toBeLessThan(100_000);
    expect([await idOf(one), await idOf(two)]).toEqual([first, second]);
    await remove(two);
    expect((await world.import(folder, update, { engine: await engine(), update: true })).newBytes).toBeLessThan(100_000);
    expect(await idOf(two)).toBe(second);
  }, 120_000);

  test('is not named when the pack is damaged or the import stopped, and comes when it is tried again', async () => {
    const path = await world.make('cut.bbpack', [], images(one, two));
    const [first, second] = [await idOf(one), await idOf(two)];
    await remove(one, two, base);
    const folder = world.packsFolder('cut');
    await world.trust(folder, path);
    const good = await readFile(path);
    const bad = Buffer.from(good);
    bad[bad.length - 3_000_000] = (bad[bad.length - 3_000_000] ?? 0) ^ 1;
    await writeFile(path, bad);
    await expect(world.import(folder, path, { engine: await engine() })).rejects.toMatchObject({ code: 'PACK_DAMAGED' });
    expect([await idOf(one), await idOf(two)]).toEqual([null, null]);
    await writeFile(path, good);
    const stop = new AbortController();
    await expect(world.import(folder, path, { engine: await engine(), signal: stop.signal, onProgress: ({ doing }) => { if (doing === 'loading') stop.abort(); } })).rejects.toThrow();
    expect([await idOf(one), await idOf(two)]).toEqual([null, null]);
    await world.import(folder, path, { engine: await engine() });
    expect([await idOf(one), await idOf(two)]).toEqual([first, second]);
  }, 120_000);

  test('that was brought by an import which was given up is removed; one with a name, and one in use, stay', async () => {
    const path = await world.make('given-up.bbpack', [], images(one, two));
    const [first, second] = [await idOf(one) ?? '', await idOf(two) ?? ''];
    await remove(one, two, base);
    const folder = world.packsFolder('given-up');
    await world.trust(folder, path);
    const stopped = async (): Promise<void> => {
      const stop = new AbortController();
      // Both were taken, and neither is named.
      const all = await engine();
      await expect(world.import(folder, path, { engine: { ...all, tag: () => { stop.abort(); return Promise.reject(new Error('stopped')); } }, signal: stop.signal })).rejects.toThrow();
      expect([await idOf(first), await idOf(second)]).toEqual([first, second]);
    };
    await stopped();
    await removeUnlisted(folder, realDisk, engine);
    expect([await idOf(first), await idOf(second)]).toEqual([null, null]);
    await stopped();
    await docker.getImage(first).tag({ repo: `${name}/kept`, tag: '2' });
    const container = await docker.createContainer({ Image: second, Cmd: ['/none'], Labels: { 'dev.backbench.test': name } });
    try {
      await removeUnlisted(folder, realDisk, engine);
      expect([await idOf(first), await idOf(second)]).toEqual([first, second]);
    } finally {
      await container.remove({ force: true });
      await remove(`${name}/kept:2`, second);
    }
  }, 120_000);

  test('that is not here can\'t be packed', async () => {
    await expect(world.make('none.bbpack', [], images(`${name}/none:1`))).rejects.toMatchObject({ code: 'PACK_ITEM_UNKNOWN' });
  });
});
