import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Assignment } from '../../shared/assignment-format.ts';
import { createPackedPlaces } from '../packs/packed-places.ts';
import { codec, createPackWorld, type PackWorld } from '../packs/pack-world.ts';
import { openPack } from '../packs/pack-reader.ts';
import { signAssignment } from './assignment-file.ts';

let world: PackWorld;
beforeAll(async () => { world = await createPackWorld(); });
afterAll(() => world.dispose());

const assignment: Assignment = {
  id: 'week-3', number: 1, title: 'Week 3', note: '', labs: [{ lab: 'a-lab', variant: null, title: 'A lab' }],
  due: { at: 1_800_000_000_000, zone: 'Asia/Kolkata' }, work: { kind: 'practice' }, issuedAt: 0,
};

it('come with their pack, and by nobody else than its maker', async () => {
  const own = signAssignment(assignment, world.keys);
  const path = await world.make('with.bbpack', [await world.lab('a-lab', 1)], { assignments: [own] });
  const packsFolder = world.packsFolder('machine');
  expect(createPackedPlaces(packsFolder).assignments()).toEqual([]);
  await world.trust(packsFolder, path);
  await world.import(packsFolder, path);
  expect(createPackedPlaces(packsFolder).assignments()).toEqual([own]);
  const foreign = signAssignment(assignment, world.others);
  await expect(world.make('foreign.bbpack', [await world.lab('a-lab', 1)], { assignments: [foreign] })).rejects.toMatchObject({ code: 'ASSIGNMENT_KEY_CHANGED' });
});

it('are refused in a pack when they were changed after they were signed', async () => {
  const own = signAssignment(assignment, world.keys);
  const path = await world.make('changed.bbpack', [await world.lab('a-lab', 1)], { assignments: [{ ...own, assignment: { ...assignment, due: { ...assignment.due, at: 1 } } }] });
  await expect(openPack(path, codec)).rejects.toMatchObject({ code: 'PACK_INVALID' });
});
