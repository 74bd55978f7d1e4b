/**
 * The power fails at any moment of a save. What was said to be saved is there afterwards, whole, and nothing else is lost: shown on
 * every change that each save makes to the disk, with what was not brought to it lost, in part or wholly.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskModel, SURVIVALS } from './power/disk-model.ts';
import { readChanges, traced, type Change } from './power/recording.ts';
import { SAVES } from './power/saves.ts';

const COUNT = 6;
const PROGRAM = join(import.meta.dirname, 'power', 'saves.ts');
const DEADLINE_MS = 5 * 60_000;

let root: string;
beforeAll(() => { root = mkdtempSync(join(tmpdir(), 'bb-power-')); });
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The same numbers in every run. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function recorded(kind: string, count: number): Promise<{ folder: string; changes: Change[] }> {
  const place = mkdtempSync(join(root, 'save-'));
  const folder = join(place, 'data');
  mkdirSync(folder);
  const { errors, said } = await traced([PROGRAM, kind, folder, String(count)], { log: join(place, 'trace') });
  expect(said.at(-1), errors).toBe(`done ${String(count)}`);
  return { folder, changes: readChanges(join(place, 'trace'), folder) };
}

/** Looks at every state that a power cut may leave. @returns how many there were */
async function eachCut(folder: string, changes: readonly Change[], look: (found: string, done: number, begun: number, where: string) => Promise<void>): Promise<number> {
  const disk = new DiskModel(folder);
  const chance = chances(1);
  let [begun, done, states] = [0, 0, 0];
  for (const [at, change] of changes.entries()) {
    if (change.kind === 'said') {
      const [word, number] = change.text.split(' ');
      if (word === 'begin') begun = Number(number);
      if (word === 'done') done = Number(number);
      continue;
    }
    disk.apply(change);
    // Before the first save nothing was promised.
    if (begun === 0) continue;
    const before = done;
    const next = changes[at + 1];
    const told = next?.kind === 'said' && next.text.startsWith('done') ? begun : before;
    for (const survives of SURVIVALS) {
      const found = mkdtempSync(join(root, 'found-'));
      disk.leave(found, survives, chance);
      await look(found, told, begun, `after change ${String(at)} (${change.kind}), ${survives} of what was not synced`);
      rmSync(found, { recursive: true, force: true });
      states += 1;
    }
  }
  return states;
}

describe('a power cut during a save', () => {
  for (const kind of Object.keys(SAVES).filter((each) => each !== 'who this computer is')) {
    it(`of ${kind} leaves what was saved before, or the new, whole`, { timeout: DEADLINE_MS }, async () => {
      const { folder, changes } = await recorded(kind, COUNT);
      const wrong: string[] = [];
      const states = await eachCut(folder, changes, async (found, done, begun, where) => {
        try {
          const seen = (await SAVES[kind]?.seen(found)) ?? -1;
          if (seen < done || seen > begun) wrong.push(`${where}: ${String(seen)} of ${String(done)} saved and ${String(begun)} begun`);
        } catch (error) {
          wrong.push(`${where}: ${String(error)}`);
        }
      });
      expect(wrong).toEqual([]);
      expect(states).toBeGreaterThan(COUNT * SURVIVALS.length);
    });
  }

  it('while the computer gets its name and its key changes neither, once they were used', { timeout: DEADLINE_MS }, async () => {
    const { folder, changes } = await recorded('who this computer is', 2);
    const known = changes.flatMap((change) => (change.kind === 'said' && change.text.startsWith('known') ? [change.text] : []));
    expect(new Set(known).size).toBe(1);
    const { instanceId } = await import('../../src/core/instance.ts');
    const { deviceKey } = await import('../../src/core/progress/device-key.ts');
    const wrong: string[] = [];
    const disk = new DiskModel(folder);
    for (const change of changes) {
      if (change.kind !== 'said') disk.apply(change);
      if (change.kind !== 'said' || !change.text.startsWith('done')) continue;
      for (const survives of SURVIVALS) {
        const found = mkdtempSync(join(root, 'found-'));
        disk.leave(found, survives, chances(2));
        const now = `known ${instanceId(found)} ${deviceKey(found).fingerprint}`;
        if (now !== known[0]) wrong.push(`${survives}: ${now}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
