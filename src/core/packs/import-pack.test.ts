import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { realDisk, type PackDisk } from './disk.ts';
import { readInstalled, treeFolder } from './installed-packs.ts';
import { createPackedPlaces } from './packed-places.ts';
import { createPackWorld, filesIn, fullDisk, type PackWorld } from './pack-world.ts';
import { openPack } from './pack-reader.ts';
import { verifyPack } from './verify-pack.ts';
import { createTrustedKeys } from './trusted-keys.ts';
import { createChunkCodec } from './zstd-frame.ts';

// Every file is brought to the disk, which a busy one takes its time for.
vi.setConfig({ testTimeout: 60_000 });

let world: PackWorld;
beforeAll(async () => { world = await createPackWorld(); });
afterAll(() => world.dispose());
const signal = new AbortController().signal;
/** Fresh folders for each test. */
let count = 0;
const fresh = (): string => world.packsFolder(`machine-${String(count += 1)}`);

describe('a pack', () => {
  it('brings its labs, file by file as they were, and is skipped the second time', async () => {
    const big = randomBytes(4_300_000);
    const path = await world.make('a.bbpack', [await world.lab('one', 1, { 'seed/data.bin': big }), await world.lab('two', 3)]);
    expect(await verifyPack(path, createChunkCodec(), signal, () => undefined)).toMatchObject({ contents: 2 });
    const folder = fresh();
    await world.trust(folder, path);
    const seen: number[] = [];
    const result = await world.import(folder, path, { onProgress: ({ bytes }) => { seen.push(bytes); } });
    expect(result).toMatchObject({ pack: { id: 'course', sequence: 1 }, items: ['lab one', 'lab two'], skipped: [] });
    expect(seen.at(-1)).toBe(result.newBytes);
    const places = createPackedPlaces(folder);
    const [two, one] = places.labs();
    expect([two?.name, one?.name]).toEqual(['two', 'one']);
    expect(await readFile(join(one?.folder ?? '', 'seed', 'data.bin'))).toEqual(big);
    expect(await readFile(join(two?.folder ?? '', 'lab.yaml'), 'utf8')).toBe('id: two\nversion: 3\n');
    expect(await world.import(folder, path)).toMatchObject({ newBytes: 0 });
  });

  it('is the same bytes of content for the same lab, whoever packs it and when', async () => {
    const lab = await world.lab('same', 1);
    const [a, b] = [await world.make('same-a.bbpack', [lab]), await world.make('same-b.bbpack', [await world.lab('same', 1)], { sequence: 2 })];
    const [first, second] = [await openPack(a, createChunkCodec()), await openPack(b, createChunkCodec())];
    expect(first.manifest.blobs).toEqual(second.manifest.blobs);
    await Promise.all([first.close(), second.close()]);
  });

  it('puts a starter in for a program\'s link and a copy for any other, and takes no link out of the folder', async () => {
    const part = await world.lab('links', 1, { 'bin/tool.js': '#!/usr/bin/env node\n', 'data.txt': 'data' });
    await chmod(join(part.folder, 'bin', 'tool.js'), 0o755);
    await symlink('bin/tool.js', join(part.folder, 'tool'));
    await symlink('data.txt', join(part.folder, 'copy.txt'));
    const path = await world.make('links.bbpack', [part]);
    const folder = fresh();
    await world.trust(folder, path);
    await world.import(folder, path);
    const place = createPackedPlaces(folder).labs()[0]?.folder ?? '';
    expect(await readFile(join(place, 'copy.txt'), 'utf8')).toBe('data');
    expect(await readFile(join(place, 'tool'), 'utf8')).toBe('#!/bin/sh\nexec "$(dirname "$0")/bin/tool.js" "$@"\n');
    expect((await stat(join(place, 'tool'))).mode & 0o111).not.toBe(0);
    await symlink('/etc/passwd', join(part.folder, 'out'));
    await expect(world.make('out.bbpack', [part])).rejects.toMatchObject({ code: 'PACK_ENTRY_REFUSED' });
  });

  it('that is an update carries only what changed, and needs the rest', async () => {
    const kept = await world.lab('kept', 1, { 'seed/big.bin': randomBytes(300_000) });
    const whole = await world.make('whole.bbpack', [kept, await world.lab('changed', 1)]);
    const update = await world.make('update.bbpack', [kept, await world.lab('changed', 2)], { sequence: 2, since: whole });
    expect((await stat(update)).size).toBeLessThan(10_000);
    const [folder, bare] = [fresh(), fresh()];
    await world.trust(folder, whole);
    await world.trust(bare, whole);
    await expect(world.import(bare, update)).rejects.toMatchObject({ code: 'PACK_BASE_MISSING', details: { base: 1, missing: ['lab kept'] } });
    await expect(world.import(bare, whole, { update: true })).rejects.toMatchObject({ code: 'PACK_NOT_INSTALLED' });
    await world.import(folder, whole);
    const before = (await readInstalled(folder)).packs[0]?.items.flatMap((item) => (item.kind === 'lab' ? [item] : []));
    expect(await world.import(folder, update, { update: true })).toMatchObject({ pack: { sequence: 2 }, items: ['lab kept', 'lab changed'] });
    expect(createPackedPlaces(folder).labs().map(({ name, packed }) => [name, packed?.version])).toEqual([['changed', 2], ['kept', 1]]);
    // What an open lab may still read stays until the next update.
    expect(await filesIn(treeFolder(folder, before?.[1]?.tree ?? ''))).toContain('databases/changed/lab.yaml');
  });
});

describe('a pack is not let in', () => {
  it('when nobody trusts its key, when it is older, when another has its number, and when its key changed', async () => {
    const [one, two] = [await world.lab('x', 1), await world.lab('x', 2)];
    const first = await world.make('r1.bbpack', [one]);
    const second = await world.make('r2.bbpack', [two], { sequence: 2 });
    const twin = await world.make('r2b.bbpack', [one], { sequence: 2 });
    const stranger = await world.make('r3.bbpack', [two], { sequence: 3, keys: world.others });
    const elsewhere = await world.make('r4.bbpack', [two], { id: 'school', keys: world.others });
    const folder = fresh();
    await expect(world.import(folder, first)).rejects.toMatchObject({ code: 'PACK_KEY_UNKNOWN', details: { fingerprint: expect.stringMatching(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/) as string } });
    await world.trust(folder, first);
    await world.import(folder, second);
    await expect(world.import(folder, first)).rejects.toMatchObject({ code: 'PACK_OLDER', details: { installed: 2, found: 1 } });
    await expect(world.import(folder, twin)).rejects.toMatchObject({ code: 'PACK_MIXED' });
    await expect(world.import(folder, stranger)).rejects.toMatchObject({ code: 'PACK_KEY_UNKNOWN' });
    await world.trust(folder, stranger);
    await expect(world.import(folder, stranger)).rejects.toMatchObject({ code: 'PACK_KEY_CHANGED' });
    await expect(world.import(folder, elsewhere)).rejects.toMatchObject({ code: 'PACK_CONFLICT', details: { item: 'lab x', other: 'course' } });
    expect((await readInstalled(folder)).packs.map(({ id, sequence }) => [id, sequence])).toEqual([['course', 2]]);
  });

  it('when parts of two packs were put together, or the header of one on another', async () => {
    const a = await readFile(await world.make('m1.bbpack', [await world.lab('m', 1, { 'a.txt': 'a'.repeat(5_000) })]));
    const b = await readFile(await world.make('m2.bbpack', [await world.lab('m', 1, { 'a.txt': 'b'.repeat(5_000) })], { sequence: 2 }));
    const startOf = (bytes: Buffer): number => 112 + bytes.readUInt32LE(12);
    const mixed = { 'mix1.bbpack': Buffer.concat([a.subarray(0, startOf(a)), b.subarray(startOf(b))]), 'mix2.bbpack': Buffer.concat([a.subarray(0, 112), b.subarray(112)]) };
    const folder = fresh();
    await world.trust(folder, join(world.folder, 'm1.bbpack'));
    for (const [name, bytes] of Object.entries(mixed)) {
      await writeFile(join(world.folder, name), bytes);
      await expect(world.import(folder, join(world.folder, name))).rejects.toMatchObject({ code: expect.stringMatching(/^PACK_(DAMAGED|SIGNATURE_WRONG|INVALID)$/) as string });
    }
    expect((await readInstalled(folder)).packs).toEqual([]);
  });

  it('when the list of trusted keys or of packs can\'t be read: neither is forgotten', async () => {
    const path = await world.make('state.bbpack', [await world.lab('s', 1)]);
    const folder = fresh();
    await world.trust(folder, path);
    await writeFile(join(folder, 'installed.json'), '{"packs":');
    await expect(world.import(folder, path)).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
    await writeFile(join(folder, 'trusted-keys.json'), '[]garbage');
    await expect(createTrustedKeys(folder, realDisk, Date.now).list()).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
  });
});

describe('an import that is cut off', () => {
  it('by a full disk, at any write: nothing is visible, what was there stays, and it goes on later', async () => {
    const before = await world.make('d1.bbpack', [await world.lab('d', 1)]);
    const path = await world.make('d2.bbpack', [await world.lab('d', 2), await world.lab('e', 1)], { sequence: 2 });
    for (let write = 1; ; write += 1) {
      const folder = fresh();
      await world.trust(folder, before);
      await world.import(folder, before);
      const full = fullDisk(write);
      const outcome = await world.import(folder, path, { disk: full.disk }).then(() => 'done', (error: unknown) => error);
      const labs = createPackedPlaces(folder).labs().map(({ name, packed }) => `${name} ${String(packed?.version)}`);
      if (outcome === 'done') {
        expect(labs).toEqual(['d 2', 'e 1']);
        expect(write).toBeGreaterThan(15);
        break;
      }
      expect(outcome).toMatchObject({ code: 'DISK_FULL' });
      expect(labs).toEqual(['d 1']);
      expect((await filesIn(join(folder, 'trees'))).filter((name) => name.startsWith('.'))).toEqual([]);
      await world.import(folder, path);
      expect(createPackedPlaces(folder).labs()).toHaveLength(2);
    }
  });

  it('by its caller: what was complete is not unpacked again', async () => {
    const path = await world.make('c.bbpack', [await world.lab('c-one', 1), await world.lab('c-two', 1, { 'big.bin': randomBytes(9_000_000) })]);
    const folder = fresh();
    await world.trust(folder, path);
    const stop = new AbortController();
    await expect(world.import(folder, path, { signal: stop.signal, onProgress: ({ item }) => { if (item === 'lab c-two') stop.abort(); } })).rejects.toThrow();
    expect(createPackedPlaces(folder).labs()).toEqual([]);
    expect((await filesIn(join(folder, 'trees'))).some((name) => name.includes('c-one'))).toBe(true);
    const unpacked = new Set<string>();
    await world.import(folder, path, { onProgress: ({ item }) => { unpacked.add(item); } });
    expect([...unpacked]).toEqual(['lab c-two']);
  });

  it('by a stick that is pulled out: it says so, and goes on with the file in its place again', async () => {
    const path = await world.make('p.bbpack', [await world.lab('p', 1, { 'big.bin': randomBytes(9_000_000) })]);
    const whole = await readFile(path);
    const folder = fresh();
    await world.trust(folder, path);
    await expect(world.import(folder, path, { onProgress: ({ item }) => { if (item === 'lab p') writeFileSync(path, whole.subarray(0, 200)); } })).rejects.toMatchObject({ code: expect.stringMatching(/^PACK_(DAMAGED|UNREADABLE)$/) as string });
    expect(createPackedPlaces(folder).labs()).toEqual([]);
    await writeFile(path, whole);
    await world.import(folder, path);
    expect(createPackedPlaces(folder).labs()).toHaveLength(1);
  });

  it('by a loss of power, at any write: the packs are those before or those after, and every file is whole', async () => {
    const before = await world.make('w1.bbpack', [await world.lab('w', 1)]);
    const path = await world.make('w2.bbpack', [await world.lab('w', 2)], { sequence: 2 });
    for (let write = 1, done = false; !done; write += 1) {
      const folder = fresh();
      await world.trust(folder, before);
      await world.import(folder, before);
      const power = powerCut(write);
      done = await world.import(folder, path, { disk: power.disk }).then(() => true, () => false);
      await power.lose();
      const [lab, ...more] = createPackedPlaces(folder).labs();
      expect(more).toEqual([]);
      expect(await readFile(join(lab?.folder ?? '', 'lab.yaml'), 'utf8')).toBe(`id: w\nversion: ${String(lab?.packed?.version)}\n`);
      expect(await readFile(join(lab?.folder ?? '', 'steps', '01-first.md'), 'utf8')).toBe('# w\n');
      await world.import(folder, path);
    }
  });

  it('by another that runs: one at a time', async () => {
    const path = await world.make('two.bbpack', [await world.lab('t', 1, { 'big.bin': randomBytes(6_000_000) })]);
    const folder = fresh();
    await world.trust(folder, path);
    const outcomes = await Promise.allSettled([world.import(folder, path), world.import(folder, path)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find((each) => each.status === 'rejected')).toMatchObject({ reason: { code: 'PACK_BUSY' } });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'importing.lock'), '999999@1');
    await world.import(folder, path);
  });
});

/** A disk whose power fails before its `count`th write. Then what was not brought to the disk is lost: contents, and names in folders. */
function powerCut(count: number): { disk: PackDisk; lose: () => Promise<void> } {
  let writes = 0;
  const undo = new Map<string, () => Promise<void>>();
  const step = (): void => {
    writes += 1;
    if (writes >= count) throw Object.assign(new Error('EIO: power'), { code: 'EIO', syscall: 'write' });
  };
  const disk: PackDisk = {
    async makeFolder(path) {
      step();
      await realDisk.makeFolder(path);
    },
    async writeFile(path, bytes, mode, mtime) {
      await this.writeFileLater(path, bytes, mode, mtime);
      await this.syncFiles([path]);
    },
    async writeFileLater(path, bytes, mode, mtime) {
      step();
      // Until it is brought to the disk: half of the file is there.
      undo.set(path, () => writeFile(path, 'half').catch(() => undefined));
      await realDisk.writeFileLater(path, (async function* counted() {
        for await (const piece of bytes) {
          step();
          yield piece;
        }
      })(), mode, mtime);
    },
    async syncFiles(paths) {
      for (const path of paths) {
        step();
        await realDisk.syncFiles([path]);
        undo.delete(path);
      }
    },
    async syncFolder(path) {
      step();
      await realDisk.syncFolder(path);
    },
    async rename(from, to) {
      step();
      await realDisk.rename(from, to);
      // What was moved before it was on the disk is lost where it lies now.
      for (const [path] of [...undo].filter(([each]) => each === from || each.startsWith(`${from}/`))) {
        undo.delete(path);
        undo.set(`${to}${path.slice(from.length)}`, () => writeFile(`${to}${path.slice(from.length)}`, 'half').catch(() => undefined));
      }
    },
    // After the power is gone nothing can be tidied up.
    async remove(path) {
      if (writes >= count) throw Object.assign(new Error('EIO: power'), { code: 'EIO' });
      await realDisk.remove(path);
    },
  };
  return { disk, async lose() { for (const act of undo.values()) await act(); } };
}
