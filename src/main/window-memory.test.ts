/** A window comes back where it was, if that is still on a screen. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onScreen, readWindowState, writeWindowState } from './window-memory.ts';

let path: string;
beforeEach(() => void (path = join(mkdtempSync(join(tmpdir(), 'backbench-window-')), 'window.json')));
afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

const bounds = { x: 10, y: 20, width: 900, height: 600 };
const fresh = { bounds: null, maximized: false, theme: 'system' };

test('what was written is read', () => {
  const state = { bounds, maximized: true, theme: 'dark' } as const;
  writeWindowState(path, state);
  expect(readWindowState(path)).toEqual(state);
});

test('without a file, or with a damaged one, all is as on the first start', () => {
  expect(readWindowState(path)).toEqual(fresh);
  for (const text of ['', '[]', 'null', '{"bounds":{"x":"1"},"maximized":1,"theme":"pink"}', '{"bounds":{"x":0,"y":0,"width":1e9,"height":600}}']) {
    writeFileSync(path, text);
    expect(readWindowState(path)).toEqual(fresh);
  }
});

test('a folder that is gone is no error', () => {
  expect(() => writeWindowState(join(path, 'nowhere', 'window.json'), { ...fresh, theme: 'light', bounds })).not.toThrow();
});

test('bounds off the screens are forgotten', () => {
  const screens = [{ x: 0, y: 0, width: 1366, height: 768 }];
  expect(onScreen(bounds, screens)).toEqual(bounds);
  expect(onScreen({ ...bounds, x: 1300 }, screens)).toBeNull();
  expect(onScreen({ ...bounds, y: -40 }, screens)).toBeNull();
  expect(onScreen({ ...bounds, x: 1400 }, [...screens, { x: 1366, y: 0, width: 1920, height: 1080 }])).not.toBeNull();
  expect(onScreen(null, screens)).toBeNull();
});
