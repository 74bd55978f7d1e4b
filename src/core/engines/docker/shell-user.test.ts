import { expect, test } from 'vitest';
import type { DaemonFacts } from './daemon.ts';
import type { Machine } from './machine.ts';
import { shellUser } from './shell-user.ts';

const machine: Machine = { platform: 'linux', env: {}, home: '/', user: { uid: 1000, gid: 100 }, kernel: '6.1.0', interfaces: () => [] };
const facts: DaemonFacts = {
  version: '20.10.24', apiVersion: '1.41', system: 'Debian GNU/Linux 12', kernel: '6.1.0', rootless: false,
  cgroupVersion: 2, memoryBytes: 0, cpus: 2, dataRoot: '/var/lib/docker',
};

test.each<[string, Partial<Machine>, Partial<DaemonFacts>, string | null]>([
  ['on Linux the learner', {}, {}, '1000:100'],
  ['in a rootless engine its root, who is the learner outside', {}, { rootless: true }, '0:0'],
  ['in Docker Desktop for Linux likewise', {}, { system: 'Docker Desktop' }, '0:0'],
  ['on macOS the image\'s own user', { platform: 'darwin' }, {}, null],
  ['on Windows the image\'s own user', { platform: 'win32', user: null }, {}, null],
])('%s', (_, moreMachine, moreFacts, expected) => {
  expect(shellUser({ ...machine, ...moreMachine }, { ...facts, ...moreFacts })).toBe(expected);
});
