/** A stick that is pulled out at random moments of an import, and put in again: nothing is seen before all is there, and it goes on. */
import { randomBytes } from 'node:crypto';
import { readdir, rename } from 'node:fs/promises';
import { renameSync, truncateSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toErrorReport } from '../../shared/errors.ts';
import { createPackedPlaces } from './packed-places.ts';
import { createPackWorld, fakeEngine, tarOf, type PackWorld } from './pack-world.ts';
import { createSource } from './pack-world-images.ts';

/** Pulled out so often in all, each import several times. */
const PULLS = 40;

let world: PackWorld;
beforeAll(async () => { world = await createPackWorld(); });
afterAll(() => world.dispose());

it('pulled out at 40 random moments, an import says so, shows nothing, and goes on to its end', async () => {
  const layer = await tarOf([{ header: { name: 'data.bin' }, content: randomBytes(150_000).toString('base64') }]);
  const labs = await Promise.all(['s-one', 's-two', 's-three'].map((id) => world.lab(id, 1, { 'seed/a.bin': randomBytes(4_500_000) })));
  const path = await world.make('stick.bbpack', labs, createSource([{ reference: 'x/y:1', layers: [layer] }]));
  const whole = join(world.folder, 'whole.bbpack');
  copyFileSync(path, whole);
  const codes = new Set<string>();
  let [pulls, machine] = [0, 0];
  while (pulls < PULLS) {
    const folder = world.packsFolder(`stick-${String(machine += 1)}`);
    await world.trust(folder, path);
    const engine = fakeEngine();
    for (let tries = 0; ; tries += 1) {
      // The first tellings come one a piece; then it is left in, so that it comes to its end.
      const moment = tries < 4 ? Math.floor(Math.random() * 8) : Infinity;
      const way = Math.random() < 0.5 ? 'gone' : 'cut';
      let tellings = 0;
      const outcome: unknown = await world.import(folder, path, {
        engine, onProgress: () => {
          if (tellings++ !== moment) return;
          pulls += 1;
          // Gone with its folder, as a file system that was unmounted; or every further read ends at once, as on a device that is gone.
          if (way === 'gone') renameSync(path, `${path}-away`);
          truncateSync(way === 'gone' ? `${path}-away` : path, 200);
        },
      }).then(() => null, (error: unknown) => error);
      await rename(`${path}-away`, path).catch(() => undefined);
      copyFileSync(whole, path);
      const seen = createPackedPlaces(folder).labs().length;
      if (outcome === null) {
        expect(seen).toBe(3);
        expect(engine.tags.has('x/y:1')).toBe(true);
        break;
      }
      codes.add(toErrorReport(outcome).code);
      expect([seen, engine.tags.size]).toEqual([0, 0]);
      expect((await readdir(join(folder, 'trees'))).filter((name) => name.startsWith('.'))).toEqual([]);
    }
  }
  expect([...codes].filter((code) => code !== 'PACK_DAMAGED' && code !== 'PACK_UNREADABLE')).toEqual([]);
  expect(codes.size).toBeGreaterThan(0);
}, 120_000);
