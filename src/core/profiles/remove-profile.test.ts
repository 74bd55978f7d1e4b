/** Removing a learner: all of theirs goes and nothing of the others; cut off, it goes on; refused, nothing is lost. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BackbenchError } from '../../shared/errors.ts';
import { placeOf } from '../privacy/held-places.ts';
import { KeptItems } from './kept-items.ts';
import { FIRST_PROFILE, openProfiles } from './profiles.ts';
import { removeProfile } from './remove-profile.ts';

const signal = AbortSignal.timeout(20_000);
let root: string;
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'bb-remove-')); });
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
const holding = (text: string): string[] => readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => statSync(join(root, path)).isFile() && readFileSync(join(root, path)).includes(text));

/** Erases a folder as the privacy list says, without engines. */
const core = (folder: string, fail: Error | null = null) => ({
  privacy: {
    held: () => Promise.resolve([]), copy: () => Promise.resolve([]),
    erase: (_signal: AbortSignal, spare: readonly string[] = []) => {
      if (fail !== null) return Promise.reject(fail);
      const doomed = readdirSync(folder).filter((name) => !spare.includes(name) && ['learner', 'installation'].includes(placeOf(name).about));
      for (const name of doomed) rmSync(join(folder, name), { recursive: true });
      return Promise.resolve(doomed.map((name) => join(folder, name)));
    },
  },
});

it('leaves no trace of one learner and all of the other', async () => {
  const profiles = openProfiles(root);
  const asha = await profiles.create('Asha', '1357');
  const ravi = await profiles.create('Ravi', null);
  for (const [folder, mark] of [[asha.folder, 'ashas-mark'], [ravi.folder, 'ravis-mark'], [root, 'firsts-mark']] as const) {
    write(join(folder, 'backbench.db'), mark);
    write(join(folder, 'workspaces', 'a', 'x.sql'), mark);
    write(join(folder, 'classes', 'c', 'x.bbprogress'), mark);
    await new KeptItems(folder).write({ 'backbench.window': mark });
  }
  write(join(root, 'logs', 'backbench.log'), 'ashas-mark');
  await removeProfile({ root, profile: asha, core: core(asha.folder) }, signal);
  expect(holding('ashas-mark')).toEqual([]);
  expect(holding('Asha')).toEqual([]);
  expect(holding('ravis-mark')).toHaveLength(4);
  expect(holding('firsts-mark')).toHaveLength(4);

  await removeProfile({ root, profile: profiles.find(FIRST_PROFILE), core: core(root), spare: ['window'] }, signal);
  // What a teacher collected is about others; `class erase` takes it out.
  expect(holding('firsts-mark')).toEqual([join('classes', 'c', 'x.bbprogress')]);
  expect(holding('ravis-mark')).toHaveLength(4);
  expect(profiles.list().map(({ name }) => name)).toEqual(['Ravi']);
});

it('that can\'t begin leaves the learner as they were', async () => {
  const asha = await openProfiles(root).create('Asha', null);
  await expect(removeProfile({ root, profile: asha, core: core(asha.folder, new BackbenchError('DATA_IN_USE', { path: asha.folder })) }, signal)).rejects.toMatchObject({ code: 'DATA_IN_USE' });
  expect(openProfiles(root).find('Asha').removing).toBe(false);
});

it('that was cut off can only be completed', async () => {
  const asha = await openProfiles(root).create('Asha', null);
  write(join(asha.folder, 'backbench.db'), 'x');
  await expect(removeProfile({ root, profile: asha, core: core(asha.folder, new BackbenchError('ERASE_INCOMPLETE', { left: [] })) }, signal)).rejects.toMatchObject({ code: 'ERASE_INCOMPLETE' });
  const left = openProfiles(root).find('Asha');
  expect(left.removing).toBe(true);
  await removeProfile({ root, profile: left, core: core(asha.folder) }, signal);
  expect(existsSync(asha.folder)).toBe(false);
});

it('keeps what the window keeps, one after the other, and reads it again', async () => {
  const kept = new KeptItems(root);
  expect(kept.read()).toEqual({});
  await Promise.all([kept.write({ a: '1' }), kept.write({ b: '2' }), kept.write({ a: '3' })]);
  expect(new KeptItems(root).read()).toEqual({ a: '3', b: '2' });
  writeFileSync(join(root, 'window-kept.json'), '{"a":');
  expect(new KeptItems(root).read()).toEqual({});
});
