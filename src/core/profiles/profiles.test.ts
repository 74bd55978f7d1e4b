/** Who shares a machine: nothing of the first learner's moves, names and PINs hold, and a kill at any moment loses nobody. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIRST_PROFILE, openProfiles, type Profiles } from './profiles.ts';
import { secondsLeft, waitAfter } from './pin-tries.ts';

let root: string;
let clock: number;
let profiles: Profiles;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bb-profiles-'));
  clock = 1_000_000;
  profiles = openProfiles(root, () => clock);
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

const names = (): string[] => profiles.list().map(({ name }) => name);

describe('one learner', () => {
  it('has the root as their folder, and nothing is written for them', async () => {
    expect(profiles.list()).toEqual([{ id: FIRST_PROFILE, name: 'Learner 1', named: false, hasPin: false, lastUsed: 0, removing: false, folder: root }]);
    await profiles.touch(FIRST_PROFILE);
    expect(readdirSync(root)).toEqual([]);
  });

  it('can take a name and a PIN', async () => {
    await profiles.rename(FIRST_PROFILE, '  Asha   K. ');
    await profiles.setPin(FIRST_PROFILE, '2468');
    expect(profiles.list()).toMatchObject([{ id: FIRST_PROFILE, name: 'Asha K.', named: true, hasPin: true, folder: root }]);
  });
});

describe('several learners', () => {
  it('have folders of their own; what lies in the root stays where it is', async () => {
    writeFileSync(join(root, 'backbench.db'), 'the work of the first');
    const ravi = await profiles.create('Ravi', null);
    expect(ravi.folder).toBe(join(root, 'profiles', ravi.id));
    expect(profiles.find('ravi')).toEqual(ravi);
    expect(profiles.find(FIRST_PROFILE).folder).toBe(root);
    expect(readFileSync(join(root, 'backbench.db'), 'utf8')).toBe('the work of the first');
    expect(names().toSorted()).toEqual(['Learner 1', 'Ravi']);
  });

  it('are listed by who was here last', async () => {
    const ravi = await profiles.create('Ravi', null);
    const meera = await profiles.create('Meera', null);
    expect(names()).toEqual(['Learner 1', 'Meera', 'Ravi']);
    await profiles.touch(ravi.id);
    clock += 1_000;
    await profiles.touch(meera.id);
    expect(names()).toEqual(['Meera', 'Ravi', 'Learner 1']);
    expect(profiles.find('Meera').lastUsed).toBe(clock);
  });

  it.each([['', 'empty'], [' – ', 'empty'], ['x'.repeat(41), 'long'], ['a\u202Eb', 'characters'], ['a\u0007b', 'characters']])('no name is %j', async (name, reason) => {
    await expect(profiles.create(name, null)).rejects.toMatchObject({ code: 'PROFILE_NAME_UNUSABLE', details: { reason } });
    expect(existsSync(join(root, 'profiles', 'changing.lock'))).toBe(false);
  });

  it('are never called the same', async () => {
    const [first, second] = await Promise.allSettled([profiles.create('मीरा', null), openProfiles(root).create('मीरा', null)]);
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(profiles.rename(FIRST_PROFILE, 'मीरा')).rejects.toMatchObject({ code: 'PROFILE_NAME_UNUSABLE', details: { reason: 'taken' } });
    await profiles.create('Asha', null);
    await expect(profiles.create('ASHA', null)).rejects.toMatchObject({ details: { reason: 'taken' } });
    expect(() => profiles.find('Nobody')).toThrow(expect.objectContaining({ code: 'PROFILE_UNKNOWN' }));
  });

  it('are forgotten with all that is in their folder, and only in theirs', async () => {
    const ravi = await profiles.create('Ravi', null);
    const meera = await profiles.create('Meera', null);
    writeFileSync(join(ravi.folder, 'backbench.db'), 'x');
    await profiles.forget(ravi.id);
    expect(existsSync(ravi.folder)).toBe(false);
    expect(existsSync(meera.folder)).toBe(true);
    await profiles.forget(meera.id);
    await profiles.forget(FIRST_PROFILE);
    expect(readdirSync(root)).toEqual([]);
    expect(names()).toEqual(['Learner 1']);
  });

  it('stay when the first one has gone', async () => {
    await profiles.create('Ravi', null);
    await profiles.forget(FIRST_PROFILE);
    expect(names()).toEqual(['Ravi']);
    // Data in the root is always somebody's.
    writeFileSync(join(root, 'backbench.db'), 'x');
    expect(names()).toContain('Learner 1');
  });
});

describe('a process that was killed', () => {
  it('while it made a second profile leaves the first, and the next try works', async () => {
    writeFileSync(join(root, 'backbench.db'), 'the work of the first');
    // Each state on the way, as the steps leave them one after the other.
    const all = join(root, 'profiles');
    const states: (() => void)[] = [
      () => mkdirSync(all),
      () => writeFileSync(join(all, 'changing.lock'), '999999@1'),
      () => mkdirSync(join(all, 'first')),
      () => writeFileSync(join(all, 'first', '.profile.json.0a.backbench-writing'), '{"na'),
      () => mkdirSync(join(all, '.new-00000001')),
      () => writeFileSync(join(all, '.new-00000001', 'profile.json'), '{"name":"Ravi"}'),
    ];
    for (const [at, state] of states.entries()) {
      state();
      expect(names(), String(at)).toEqual(['Learner 1']);
      expect(profiles.find(FIRST_PROFILE).folder).toBe(root);
    }
    await profiles.create('Ravi', null);
    expect(names().toSorted()).toEqual(['Learner 1', 'Ravi']);
    expect(readdirSync(all).toSorted()).toEqual([profiles.find('Ravi').id, 'first'].toSorted());
    expect(readFileSync(join(root, 'backbench.db'), 'utf8')).toBe('the work of the first');
  });

  it('keeps the data of a record that was damaged', async () => {
    const ravi = await profiles.create('Ravi', null);
    writeFileSync(join(ravi.folder, 'profile.json'), '{"name":');
    expect(profiles.list()).toContainEqual(expect.objectContaining({ id: ravi.id, name: `Profile ${ravi.id}` }));
    await profiles.rename(ravi.id, 'Ravi');
    expect(profiles.find('Ravi').folder).toBe(ravi.folder);
  });
});

describe('a PIN', () => {
  it('opens with the right digits, in any script, and is nowhere as it was typed', async () => {
    const { id, folder } = await profiles.create('Asha', '1357');
    await profiles.assertPin(id, '1357');
    await profiles.assertPin(id, ' १३५७ ');
    expect(readFileSync(join(folder, 'profile.json'), 'utf8')).not.toContain('1357');
    await expect(profiles.assertPin(id, null)).rejects.toMatchObject({ code: 'PIN_WRONG' });
    await profiles.assertPin(FIRST_PROFILE, null);
  });

  it.each(['', '123', '12a4', '1'.repeat(13)])('is not %j', async (pin) => {
    await expect(profiles.create('Asha', pin)).rejects.toMatchObject({ code: 'PIN_UNUSABLE' });
  });

  it('waits longer and longer after wrong ones, across restarts, and forgets them with the right one', async () => {
    const { id } = await profiles.create('Asha', '1357');
    for (const waitSeconds of [0, 0, 5]) await expect(profiles.assertPin(id, '0000')).rejects.toMatchObject({ code: 'PIN_WRONG', details: { waitSeconds } });
    const again = openProfiles(root, () => clock);
    await expect(again.assertPin(id, '1357')).rejects.toMatchObject({ code: 'PIN_WAIT', details: { waitSeconds: 5 } });
    // A clock that is put back gains nothing.
    clock -= 500_000;
    await expect(again.assertPin(id, '1357')).rejects.toMatchObject({ code: 'PIN_WAIT', details: { waitSeconds: 5 } });
    clock += 505_000;
    await expect(again.assertPin(id, '1111')).rejects.toMatchObject({ code: 'PIN_WRONG', details: { waitSeconds: 10 } });
    clock += 10_000;
    await again.assertPin(id, '1357');
    await expect(again.assertPin(id, '1111')).rejects.toMatchObject({ details: { waitSeconds: 0 } });
  });

  it('is tried one after the other', async () => {
    const { id } = await profiles.create('Asha', '1357');
    const tries = await Promise.allSettled(['0000', '0001', '0002', '0003', '1357'].map((pin) => profiles.assertPin(id, pin)));
    expect(tries.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'opened'))).toEqual(['PIN_WRONG', 'PIN_WRONG', 'PIN_WRONG', 'PIN_WAIT', 'PIN_WAIT']);
  });

  it('that was forgotten is taken away, with the waits', async () => {
    const { id } = await profiles.create('Asha', '1357');
    for (let n = 0; n < 3; n += 1) await profiles.assertPin(id, '0000').catch(() => undefined);
    await profiles.setPin(id, null);
    await profiles.assertPin(id, null);
    expect(profiles.find(id).hasPin).toBe(false);
  });

  it('waits no longer than a quarter of an hour', () => {
    expect([0, 2, 3, 4, 5, 20, 2_000].map(waitAfter)).toEqual([0, 0, 5, 10, 20, 900, 900]);
    expect(secondsLeft({ failures: 3, at: 1_000 }, 3_500)).toBe(3);
  });
});
