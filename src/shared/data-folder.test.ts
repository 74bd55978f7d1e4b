/** Where the data folder is, by system and by wish. */
import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

const linux = { platform: 'linux', home: '/home/asha', resolve: posix.resolve };

test.each([
  [{ ...linux, env: {} }, '/home/asha/.local/share/backbench'],
  [{ ...linux, env: { XDG_DATA_HOME: '/data' } }, '/data/backbench'],
  [{ ...linux, env: { BACKBENCH_DATA: '/stick/class', XDG_DATA_HOME: '/data' } }, '/stick/class'],
  [{ env: {}, platform: 'darwin', home: '/Users/asha', resolve: posix.resolve }, '/Users/asha/Library/Application Support/Backbench'],
  [{ env: { APPDATA: 'C:\\Roaming' }, platform: 'win32', home: 'C:\\Users\\asha', resolve: win32.resolve }, 'C:\\Roaming\\Backbench'],
])('%#: %j', (home, expected) => {
  expect(dataFolder(home)).toBe(expected);
});
