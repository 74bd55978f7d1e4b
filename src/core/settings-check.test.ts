/** Settings that name something on this machine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settingsChangeSchema } from '../shared/views.ts';
import { checkSettings } from './settings-check.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-settings-'));
  writeFileSync(join(folder, 'plain.txt'), 'x', { mode: 0o600 });
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const refusal = (shell: string): string | null => {
  try {
    checkSettings({ shell });
    return null;
  } catch (error) {
    return (error as { details: { issues: { message: string }[] } }).details.issues[0]?.message ?? '';
  }
};

it('takes a shell that is there, and says what is wrong with another', () => {
  expect(refusal('')).toBeNull();
  expect(refusal(process.execPath)).toBeNull();
  expect(refusal('bash')).toContain('whole path');
  expect(refusal(folder)).toContain('folder');
  expect(refusal(join(folder, 'none'))).toContain('no such file');
});

it.runIf(process.platform !== 'win32')('refuses a file that may not be run', () => {
  expect(refusal(join(folder, 'plain.txt'))).toContain('may not be run');
});

it('takes fonts by name only, and a memory limit that a lab can live with', () => {
  const ok = (part: object): boolean => settingsChangeSchema.safeParse(part).success;
  expect([{ font: '' }, { font: 'DejaVu Sans Mono' }, { font: 'मोनो' }, { memoryMb: null }, { memoryMb: 2048 }].every(ok)).toBe(true);
  expect([{ font: 'x"; color: red' }, { font: 'a,b' }, { font: 'x'.repeat(65) }, { memoryMb: 10 }, { memoryMb: 1.5 }, { memoryMb: 1e9 }, { shell: 'x'.repeat(5000) }].some(ok)).toBe(false);
});

it('leaves out of a change what was not given: no default takes the place of a setting', () => {
  expect(settingsChangeSchema.parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
  expect(settingsChangeSchema.parse({})).toEqual({});
});
