/** The way in: who is opened without asking, who is asked for, and what the window may do with whom. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FORGET_WINDOW } from '../../shared/host-protocol.ts';
import type { Core } from '../core.ts';
import { ProfileDesk } from './profile-desk.ts';
import { FIRST_PROFILE, openProfiles, type Profile } from './profiles.ts';

let root: string;
let opened: Profile[];
let left: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bb-desk-'));
  opened = [];
  left = 0;
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

/** A core that erases nothing but the database. */
const coreOn = (profile: Profile): Core => ({
  privacy: { erase: () => { rmSync(join(profile.folder, 'backbench.db'), { force: true }); return Promise.resolve([]); } },
  close: () => Promise.resolve(),
}) as unknown as Core;

const desk = (change: { resume?: string; choose?: boolean; openCore?: (profile: Profile) => Promise<Core> } = {}): ProfileDesk => new ProfileDesk({
  root, resume: change.resume ?? null, choose: change.choose === true, onOpen: (profile) => { opened.push(profile); }, onLeave: () => { left += 1; }, contact: () => null,
  openCore: change.openCore ?? ((profile) => Promise.resolve(coreOn(profile))),
});

it('opens the only learner without a word, unless they have a PIN or somebody wants to choose', async () => {
  expect(desk().open?.id).toBe(FIRST_PROFILE);
  expect(desk({ choose: true }).open).toBeNull();
  await openProfiles(root).setPin(FIRST_PROFILE, '1357');
  expect(desk().open).toBeNull();
  expect(opened).toHaveLength(1);
});

it('asks where there are several, and opens again who was at work when a host died', async () => {
  const ravi = await openProfiles(root).create('Ravi', '1357');
  expect(desk().open).toBeNull();
  expect(desk({ resume: ravi.id }).open?.name).toBe('Ravi');
  expect(desk({ resume: 'ffffffff' }).open).toBeNull();
});

it('opens one at a time, with the PIN, and keeps their things and nobody else\'s', async () => {
  const profiles = openProfiles(root);
  const ravi = await profiles.create('Ravi', '1357');
  const asked = desk();
  expect(asked.kept()).toBeNull();
  await expect(asked.keep(ravi.id, { a: '1' })).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
  await expect(asked.choose(ravi.id, '0000')).rejects.toMatchObject({ code: 'PIN_WRONG' });
  expect(opened).toEqual([]);
  await asked.choose(ravi.id, '1357');
  expect(opened.map(({ folder }) => folder)).toEqual([ravi.folder]);
  await expect(asked.choose(FIRST_PROFILE, null)).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
  await expect(asked.remove(FIRST_PROFILE, null)).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
  await expect(asked.keep(FIRST_PROFILE, { a: '1' })).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
  await asked.keep(ravi.id, { a: '1' });
  await asked.leave();
  expect(left).toBe(1);
  const next = desk();
  await next.choose(FIRST_PROFILE, null);
  expect(next.kept()).toEqual({});
  const again = desk({ resume: ravi.id });
  expect(again.kept()).toEqual({ a: '1' });
});

it('leaves the window\'s things with the browser while nobody else is known', () => {
  const only = desk({ choose: true });
  expect(only.kept()).toBeNull();
  expect(existsSync(join(root, 'profiles'))).toBe(false);
});

it('removes with the PIN only, and has the browser\'s storage erased with the first', async () => {
  const profiles = openProfiles(root);
  writeFileSync(join(root, 'backbench.db'), 'x');
  const ravi = await profiles.create('Ravi', '1357');
  await expect(desk().remove(ravi.id, null)).rejects.toMatchObject({ code: 'PIN_WRONG' });
  expect(existsSync(ravi.folder)).toBe(true);
  await desk({ openCore: () => Promise.reject(new Error('away')) }).remove(FIRST_PROFILE, null).catch(() => undefined);
  expect(existsSync(join(root, FORGET_WINDOW))).toBe(false);
  expect(profiles.list()).toHaveLength(2);
  await desk().remove(FIRST_PROFILE, null);
  expect(existsSync(join(root, FORGET_WINDOW))).toBe(true);
  await desk().remove(ravi.id, '1357');
  expect(existsSync(ravi.folder)).toBe(false);
});

it('tells the window who is here, after each change', async () => {
  const asked = desk({ choose: true });
  const stop = new AbortController();
  const views = asked.watch(stop.signal);
  expect((await views.next()).value).toMatchObject({ open: null, profiles: [{ name: 'Learner 1' }] });
  const { profile } = await asked.create('Meera', '');
  expect((await views.next()).value).toMatchObject({ profiles: [{ name: 'Learner 1' }, { name: 'Meera', hasPin: false }] });
  await asked.setPin(profile, null, '1357');
  await asked.rename(profile, 'Mira', '1357');
  stop.abort();
  expect(openProfiles(root).find('Mira').hasPin).toBe(true);
});
