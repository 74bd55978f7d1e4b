import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { isCode } from '../shared/errors.ts';
import { policyPlace } from '../shared/policy.ts';
import { settingsSchema, type Settings } from '../shared/views.ts';
import { engineUnder, mustAllowEngine, mustAllowUpdates, readPolicy, settingsUnder } from './policy.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-policy-'));
  path = join(folder, 'policy.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problems(text: string): string[] {
  writeFileSync(path, text);
  try {
    readPolicy(path);
  } catch (error) {
    if (!isCode(error, 'POLICY_INVALID')) throw error;
    const details = error.details;
    expect(details.path).toBe(path);
    return details.problems;
  }
  throw new Error('it was taken for a policy');
}

it('has a place of the administrator on each system', () => {
  expect(policyPlace('linux', {})).toBe('/etc/backbench/policy.json');
  expect(policyPlace('darwin', {})).toBe('/Library/Application Support/Backbench/policy.json');
  expect(policyPlace('win32', { ProgramData: 'D:\\ProgramData' })).toBe('D:\\ProgramData\\Backbench\\policy.json');
});

it('is none where there is no file', () => {
  expect(readPolicy(path)).toBeNull();
  expect(readPolicy(join(folder, 'no', 'folder', 'policy.json'))).toBeNull();
  expect(readPolicy(undefined)).toBeNull();
});

it('reads a policy, with an editor’s mark before it too', () => {
  const text = JSON.stringify({ engine: 'native', packFolder: folder, updates: false });
  for (const before of ['', '\uFEFF']) {
    writeFileSync(path, before + text);
    expect(readPolicy(path)).toEqual({ engine: 'native', packFolder: folder, updates: false, path });
  }
});

test.each([
  ['no JSON', '{ engine: native }', /JSON/],
  ['a word that is misspelt', '{ "engin": "native" }', /engin/],
  ['an engine that does not exist', '{ "engine": "podman" }', /^engine: /],
  ['a path that depends on where one is', '{ "packFolder": "packs" }', /^packFolder: not an absolute path$/],
  ['a word for a switch', '{ "updates": "off" }', /^updates: /],
  ['a list', '[]', /^the file: /],
  ['nothing at all', '', /JSON/],
])('refuses %s and names it', (_what, text, named) => {
  expect(problems(text).join('\n')).toMatch(named);
});

it('tells of a folder in the file’s place instead of running without a policy', () => {
  expect(() => readPolicy(folder)).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }));
});

it('holds the engine to the policy, leaves all else to the learner, and refuses another engine', () => {
  let kept: Settings = settingsSchema.parse({ engine: 'docker' });
  const own = { get: () => kept, set: (change: Partial<Settings>) => (kept = { ...kept, ...change }) };
  const settings = settingsUnder({ engine: 'native', path }, own);
  expect(settings.get().engine).toBe('native');
  expect(settings.set({ fontSize: 20, engine: 'native' })).toMatchObject({ fontSize: 20, engine: 'native' });
  expect(() => settings.set({ engine: 'docker', fontSize: 9 })).toThrow(expect.objectContaining({ code: 'SET_BY_ADMINISTRATOR', details: { what: 'engine', path } }));
  // The learner's own choice is still there for the day the policy goes.
  expect(kept).toMatchObject({ engine: 'docker', fontSize: 20 });
  expect(settingsUnder({ updates: false, path }, own)).toBe(own);
  expect(settingsUnder(null, own)).toBe(own);
});

it('holds each start to its engine, whoever asks for another', () => {
  const refused: unknown = expect.objectContaining({ code: 'SET_BY_ADMINISTRATOR', details: { what: 'engine', path } });
  const native = { engine: 'native', path } as const;
  expect(engineUnder(native, null, { engine: 'native' })).toBe('native');
  expect(engineUnder(native, 'native', { engine: 'native' })).toBe('native');
  expect(() => engineUnder(native, 'docker', { engine: 'native' })).toThrow(refused);
  expect(() => mustAllowEngine({ engine: 'docker', path }, 'native')).toThrow(refused);
  // Where the policy leaves it to the machine, or says nothing of it, one start may be on either.
  for (const policy of [null, { path }, { engine: 'auto', path } as const]) {
    expect(engineUnder(policy, 'docker', { engine: 'auto' })).toBe('docker');
    expect(engineUnder(policy, 'native', { engine: 'auto' })).toBe('native');
    expect(engineUnder(policy, null, { engine: 'auto' })).toBeNull();
  }
});

it('lets packs in unless updates are off', () => {
  mustAllowUpdates(null);
  mustAllowUpdates({ path, engine: 'native' });
  mustAllowUpdates({ path, updates: true });
  expect(() => mustAllowUpdates({ path, updates: false })).toThrow(expect.objectContaining({ code: 'SET_BY_ADMINISTRATOR' }));
});
