import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEVICE_KEY_FILE, deviceKey, fingerprint, isSignedBy } from './device-key.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'bb-key-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

it('is made once, for its owner only, and stays', () => {
  const key = deviceKey(folder);
  expect(deviceKey(folder).publicKey).toBe(key.publicKey);
  expect(key.fingerprint).toBe(fingerprint(key.publicKey));
  expect(readdirSync(folder)).toEqual([DEVICE_KEY_FILE]);
  if (process.platform !== 'win32') expect(statSync(join(folder, DEVICE_KEY_FILE)).mode & 0o777).toBe(0o600);
});

it('signs what only its public key accepts', () => {
  const key = deviceKey(folder);
  const signature = key.sign(Buffer.from('text'));
  expect(isSignedBy(key.publicKey, Buffer.from('text'), signature)).toBe(true);
  expect(isSignedBy(key.publicKey, Buffer.from('texT'), signature)).toBe(false);
  const other = deviceKey(join(folder, 'other'));
  expect(isSignedBy(other.publicKey, Buffer.from('text'), signature)).toBe(false);
  expect(isSignedBy('no key', Buffer.from('text'), signature)).toBe(false);
  expect(isSignedBy(key.publicKey, Buffer.from('text'), 'no signature')).toBe(false);
});

it('puts aside what is no key, and makes one', () => {
  writeFileSync(join(folder, DEVICE_KEY_FILE), 'half a ke');
  const key = deviceKey(folder);
  expect(deviceKey(folder).publicKey).toBe(key.publicKey);
  expect(readdirSync(folder).toSorted()).toEqual([DEVICE_KEY_FILE, `${DEVICE_KEY_FILE}.damaged`]);
});
