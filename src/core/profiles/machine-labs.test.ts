/** What labs of other profiles hold counts, whoever looks; what nobody uses any more is stopped first; one limit for all. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { processToken } from '../process-identity.ts';
import { openDatabase } from '../progress/database.ts';
import { createSessionTable, type SessionRow } from '../progress/session-table.ts';
import { createSettings } from '../progress/settings.ts';
import { heldElsewhere, type LeftSession } from './machine-labs.ts';
import { machineSettings } from './machine-settings.ts';
import { openProfiles, type Profile } from './profiles.ts';

const signal = AbortSignal.timeout(20_000);
const me = processToken(process.pid);
const GONE = '999999@1';
let root: string;
let ravi: Profile;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'bb-machine-'));
  ravi = await openProfiles(root).create('Ravi', null);
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

function running(folder: string, lab: string, owner: string | null): SessionRow {
  const path = join(folder, 'backbench.db');
  const db = openDatabase({ path });
  const table = createSessionTable(db, path);
  const row = table.ensure({ lab, variant: null }, []);
  table.update(row, { engine: 'native', running: true, owner });
  db.close();
  return { ...row, engine: 'native', running: true, owner };
}

const stopped: { folder: string; sessions: readonly LeftSession[] }[] = [];
const parts = (dataFolder: string, own: SessionRow[], stop = true) => ({
  root, dataFolder, nativeBinding: undefined, own: () => own, owner: me, onWarning: () => undefined,
  memoryOf: (lab: string) => ({ small: 100, large: 700 })[lab] ?? 0,
  stop: (folder: string, sessions: readonly LeftSession[]) => {
    stopped.push({ folder, sessions });
    return stop ? Promise.resolve() : Promise.reject(new Error('no engine'));
  },
});

it('counts labs of other profiles and one\'s own in other processes, but not those of this process', async () => {
  running(ravi.folder, 'large', null);
  const own = [running(root, 'small', null), running(root, 'large', me)];
  expect(await heldElsewhere(parts(root, own), 'the-one-that-starts', signal)).toEqual([
    { profile: null, lab: 'small', memoryMb: 100 }, { profile: 'Ravi', lab: 'large', memoryMb: 700 },
  ]);
  expect(await heldElsewhere(parts(root, own), own[0]?.id ?? '', signal)).toEqual([{ profile: 'Ravi', lab: 'large', memoryMb: 700 }]);
  // Ravi sees what runs in the root, under the name that its learner has.
  expect(await heldElsewhere(parts(ravi.folder, []), '', signal)).toContainEqual({ profile: 'Learner 1', lab: 'small', memoryMb: 100 });
});

it('stops what an ended process left to others, and counts it only where that fails', async () => {
  const left = running(ravi.folder, 'large', GONE);
  stopped.length = 0;
  expect(await heldElsewhere(parts(root, []), '', signal)).toEqual([]);
  expect(stopped).toMatchObject([{ folder: ravi.folder, sessions: [{ id: left.id, engine: 'native' }] }]);
  expect(await heldElsewhere(parts(root, [], false), '', signal)).toEqual([{ profile: 'Ravi', lab: 'large', memoryMb: 700 }]);
});

it('is one limit for all profiles, and the first learner\'s holds on', () => {
  const settingsOf = (folder: string) => {
    const path = join(folder, 'backbench.db');
    const db = openDatabase({ path });
    return { db, own: createSettings(db, path) };
  };
  const first = settingsOf(root);
  first.own.set({ memoryMb: 512, fontSize: 18 });
  const other = settingsOf(ravi.folder);
  const mine = machineSettings(first.own, { root, dataFolder: root, nativeBinding: undefined });
  expect(mine.get().memoryMb).toBe(512);
  const theirs = machineSettings(other.own, { root, dataFolder: ravi.folder, nativeBinding: undefined });
  expect(theirs.get()).toMatchObject({ memoryMb: 512, fontSize: 14 });
  theirs.set({ memoryMb: 900, theme: 'dark' });
  expect(mine.get()).toMatchObject({ memoryMb: 900, theme: 'system' });
  mine.set({ memoryMb: null });
  expect(theirs.get().memoryMb).toBeNull();
  first.db.close();
  other.db.close();
});
