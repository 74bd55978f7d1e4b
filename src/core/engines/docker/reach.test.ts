import { expect, test } from 'vitest';
import type { DaemonFacts } from './daemon.ts';
import type { Machine } from './machine.ts';
import { likelyReach, networkOptions, portSettings, reachedAt } from './reach.ts';

const machine: Machine = { platform: 'linux', env: {}, home: '/', user: null, kernel: '6.1.0-18-amd64', interfaces: () => [] };
const facts: DaemonFacts = {
  version: '20.10.24', apiVersion: '1.41', system: 'Debian GNU/Linux 12', kernel: '6.1.0-18-amd64', rootless: false,
  cgroupVersion: 2, memoryBytes: 0, cpus: 2, dataRoot: '/var/lib/docker',
};
const owner = { instance: 'i', session: '0123456789ab', lab: 'l' };

test.each<[string, Partial<DaemonFacts>, Partial<Machine>, string]>([
  ['Linux, an engine older than 28', {}, {}, 'address'],
  ['Linux, engine 28', { version: '28.0.1' }, {}, 'published'],
  ['a rootless engine', { rootless: true }, {}, 'published'],
  ['an engine in a virtual machine (another kernel)', { kernel: '6.6.12-linuxkit' }, {}, 'published'],
  ['Docker Desktop for Linux', { system: 'Docker Desktop' }, {}, 'published'],
  ['macOS', {}, { platform: 'darwin' }, 'published'],
])('%s: %s', (_, moreFacts, moreMachine, expected) => {
  expect(likelyReach({ ...machine, ...moreMachine }, { place: '/x.sock', facts: { ...facts, ...moreFacts } })).toBe(expected);
});

test('by address: an internal network, nothing published', () => {
  expect(networkOptions('address', owner)).toMatchObject({ Name: 'bb-0123456789ab', Internal: true });
  expect(portSettings('address', [5432]).PortBindings).toEqual({});
});

test('published: on 127.0.0.1 with a port of the system\'s choice, and no way out', () => {
  expect(networkOptions('published', owner)).toMatchObject({ Internal: false, Options: { 'com.docker.network.bridge.enable_ip_masquerade': 'false' } });
  expect(portSettings('published', [5432]).PortBindings).toEqual({ '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] });
});

test('the bridge\'s name fits into what Linux allows for an interface', () => {
  expect(networkOptions('address', owner).Options?.['com.docker.network.bridge.name']).toHaveLength(15);
});

test('a container is reached where inspect says', () => {
  const Networks = { 'bb-0123456789ab': { IPAddress: '172.20.0.2' } };
  expect(reachedAt({ NetworkSettings: { Ports: { '5432/tcp': null }, Networks } }, owner.session, 5432)).toEqual({ host: '172.20.0.2', port: 5432 });
  expect(reachedAt({ NetworkSettings: { Ports: { '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '49153' }] }, Networks } }, owner.session, 5432))
    .toEqual({ host: '127.0.0.1', port: 49153 });
  expect(reachedAt({ NetworkSettings: { Ports: null, Networks: { 'bb-0123456789ab': { IPAddress: '' } } } }, owner.session, 5432)).toBeNull();
});
