/**
 * The disk is full at any moment of a save: the save says so, nothing that was saved is lost, and with room again it goes on. A small
 * disk of its own, filled up to one page more each time, takes root to mount.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCode } from '../../src/shared/errors.ts';
import { SAVES, type Open } from './power/saves.ts';

const COUNT = 4;
const PAGE_BYTES = 4_096;
/** More than any of the saves takes. */
const MOST_PAGES = 400;
const DEADLINE_MS = 5 * 60_000;

let place: string;
let disk: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'bb-full-'));
  disk = join(place, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(MOST_PAGES * 2 * PAGE_BYTES)}`, 'backbench-full', disk]);
});
afterAll(() => {
  execFileSync('umount', ['--lazy', disk]);
  rmSync(place, { recursive: true, force: true });
});

/** An empty disk with so much room. @returns frees the rest */
function withRoom(pages: number): () => void {
  for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true, force: true });
  const filling = join(disk, 'filling');
  writeFileSync(filling, '');
  writeFileSync(filling, Buffer.alloc((statfsSync(disk).bavail - pages) * PAGE_BYTES));
  return () => rmSync(filling);
}

/** @returns how many saves were done, and why there were no more */
async function saveAll(open: () => Promise<Open>): Promise<{ done: number; error: unknown }> {
  let done = 0;
  let opened: Open | undefined;
  try {
    opened = await open();
    for (let number = 1; number <= COUNT; number += 1) {
      await opened.save(number);
      done = number;
    }
    return { done, error: null };
  } catch (error) {
    return { done, error };
  } finally {
    await opened?.close?.();
  }
}

describe('a disk that is full during a save', () => {
  for (const [kind, save] of Object.entries(SAVES)) {
    it(`of ${kind} is told, and loses nothing`, { timeout: DEADLINE_MS }, async () => {
      const wrong: string[] = [];
      let refused = 0;
      for (let pages = 0, enough = false; !enough; pages += 1) {
        expect(pages).toBeLessThan(MOST_PAGES);
        const makeRoom = withRoom(pages);
        const { done, error } = await saveAll(() => save.open(disk));
        if (error !== null && !isCode(error, 'DISK_FULL')) wrong.push(`${String(pages)} pages: ${error instanceof Error ? error.message : 'no error'}`);
        makeRoom();
        const seen = await save.seen(disk).catch((thrown: unknown) => String(thrown));
        // What was refused may be there all the same, as a whole: it is what the learner meant.
        if (seen !== done && seen !== done + 1 && kind !== 'who this computer is') wrong.push(`${String(pages)} pages: ${String(seen)} seen, ${String(done)} done`);
        enough = error === null;
        refused += enough ? 0 : 1;
      }
      expect(wrong).toEqual([]);
      expect(refused).toBeGreaterThan(0);
    });
  }
});
