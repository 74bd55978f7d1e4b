/** A thousand packs that were cut short or had bits turned over, and one that a process died over. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCode, toErrorReport } from '../../shared/errors.ts';
import { readInstalled } from './installed-packs.ts';
import { createPackedPlaces } from './packed-places.ts';
import { codec, createPackWorld, fakeEngine, filesIn, tarOf, type PackWorld } from './pack-world.ts';
import { createSource } from './pack-world-images.ts';
import { verifyPack } from './verify-pack.ts';

const DAMAGES = 1_000;
/** How many of them are imported too, evenly spread: each takes some milliseconds. */
const EVERY = 10;

let world: PackWorld;
beforeAll(async () => { world = await createPackWorld(); });
afterAll(() => world.dispose());
const signal = new AbortController().signal;

/** The same numbers in each run (Park and Miller). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('a damaged pack', () => {
  it('is refused with a code at each of 1,000 cut points and turned bits, and nothing of it can be seen', async () => {
    const layer = await tarOf([{ header: { name: 'etc/motd' }, content: 'hello' }]);
    const good = await world.make('good.bbpack', [await world.lab('one', 1, { 'seed/a.sql': 'select 1;\n'.repeat(2_000) }), await world.lab('two', 1)], createSource([{ reference: 'x/y:1', layers: [layer] }]));
    const bytes = await readFile(good);
    const before = await filesIn(world.folder);
    const next = numbers(20_261_123);
    const codes = new Map<string, number>();
    const path = join(world.folder, 'bad.bbpack');
    for (let round = 0; round < DAMAGES; round += 1) {
      const bad = round % 2 === 0 ? bytes.subarray(0, next(bytes.length)) : Buffer.from(bytes);
      if (round % 2 === 1) {
        const at = next(bytes.length);
        bad[at] = (bad[at] ?? 0) ^ (1 << next(8));
      }
      await writeFile(path, bad);
      const error: unknown = await verifyPack(path, codec, signal, () => undefined).then(() => null, (each: unknown) => each);
      const { code } = toErrorReport(error);
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (round % EVERY !== 0 && round % EVERY !== 1) continue;
      const engine = fakeEngine();
      // A machine of its own each time: what is there already is not read again.
      const folder = world.packsFolder(join('damaged', String(round)));
      await world.trust(folder, good);
      const refused: unknown = await world.import(folder, path, { engine }).then(() => null, (each: unknown) => each);
      expect(toErrorReport(refused).code, `round ${String(round)}`).toMatch(/^PACK_(INVALID|DAMAGED|SIGNATURE_WRONG|KEY_UNKNOWN)$/);
      expect([engine.tags.size, (await readInstalled(folder)).packs.length]).toEqual([0, 0]);
    }
    expect([...codes.keys()].toSorted()).toEqual(['PACK_DAMAGED', 'PACK_INVALID', 'PACK_SIGNATURE_WRONG']);
    // Nothing but what was unpacked and not named, inside the folder of packs.
    const more = (await filesIn(world.folder)).filter((name) => !before.includes(name) && name !== 'bad.bbpack' && !/(trusted-keys|loaded-images).json$/.test(name));
    expect(more.filter((name) => !/^damaged.\d+.packs.trees.[0-9a-f]{64}./.test(name))).toEqual([]);
    const folder = world.packsFolder('whole');
    await world.trust(folder, good);
    await world.import(folder, good, { engine: fakeEngine() });
    expect(createPackedPlaces(folder).labs()).toHaveLength(2);
  }, 120_000);

  it('is no file, a folder, or empty: it says so', async () => {
    await mkdir(join(world.folder, 'folder.bbpack'), { recursive: true });
    await writeFile(join(world.folder, 'empty.bbpack'), '');
    const code = (name: string): Promise<string> => verifyPack(join(world.folder, name), codec, signal, () => undefined).then(() => 'fine', (error: unknown) => toErrorReport(error).code);
    expect(await code('nothing.bbpack')).toBe('PLACE_NOT_FOUND');
    expect(await code('empty.bbpack')).toBe('PACK_INVALID');
    expect(await code('folder.bbpack')).toMatch(/^PACK_(INVALID|UNREADABLE)$/);
  });
});

describe('an import whose process is killed', () => {
  it('at any moment leaves nothing to be seen, and goes on where it was', async () => {
    const labs = await Promise.all(['k-one', 'k-two', 'k-three'].map((id) => world.lab(id, 1, { 'seed/a.bin': Buffer.alloc(3_000_000, id) })));
    const path = await world.make('killed.bbpack', labs);
    const folder = world.packsFolder('killed');
    await world.trust(folder, path);
    const child = join(import.meta.dirname, 'import-child.ts');
    let [killed, delay] = [0, 40];
    for (let round = 0; round < 8; round += 1, delay += 30) {
      const importing = fork(child, [path, folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      await once(importing, 'message');
      importing.send('go');
      await wait(delay);
      importing.kill('SIGKILL');
      if (importing.exitCode === null) await once(importing, 'exit');
      const seen = createPackedPlaces(folder).labs().length;
      expect([0, 3]).toContain(seen);
      if (seen === 3) break;
      killed += 1;
    }
    expect(killed).toBeGreaterThan(0);
    const outcome = await world.import(folder, path).catch((error: unknown) => error);
    expect(isCode(outcome, 'PACK_BUSY')).toBe(false);
    expect(createPackedPlaces(folder).labs()).toHaveLength(3);
    expect((await filesIn(join(folder, 'trees'))).filter((name) => name.startsWith('.'))).toEqual([]);
  }, 60_000);
});
