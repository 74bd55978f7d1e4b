/** Which addresses a room may have: those that no router passes on to the internet. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { BackbenchError } from '../../shared/errors.ts';
import { ROOM_PORT } from './room-protocol.ts';

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291: private, link-local, loopback. */
const PRIVATE = new BlockList();
for (const [net, bits] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['169.254.0.0', 16], ['127.0.0.0', 8]] as const) PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['fc00::', 7], ['fe80::', 10], ['::1', 128]] as const) PRIVATE.addSubnet(net, bits, 'ipv6');

/** An IPv4 address that came in over an IPv6 socket. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

export function isPrivateAddress(address: string): boolean {
  const bare = plain(address);
  return isIP(bare) !== 0 && PRIVATE.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4');
}

/** As a person knows it, and as limits count it. */
export const shownAddress = plain;

/**
 * `192.168.1.7`, `192.168.1.7:47420`, `[fd00::7]:47420`, each also after `backbench://`.
 * @throws BackbenchError ROOM_ADDRESS_INVALID for anything else; names are not looked up, and no address beyond the local network is called
 */
export function readRoomAddress(typed: string): { host: string; port: number; shown: string } {
  const text = typed.trim().replace(/^backbench:\/\//i, '').replace(/\/$/, '');
  const [, six, four, given] = (isIPv6(text) ? null : /^(?:\[([^\]]+)\]|([\d.]+))(?::(\d{1,5}))?$/.exec(text)) ?? [];
  const host = isIPv6(text) ? text : six ?? four ?? '';
  const port = given === undefined ? ROOM_PORT : Number(given);
  if (!isPrivateAddress(host) || port < 1 || port > 65_535) throw new BackbenchError('ROOM_ADDRESS_INVALID', { address: typed.slice(0, 100) });
  return { host, port, shown: hostAndPort(host, port) };
}

const hostAndPort = (host: string, port: number): string => (isIPv6(host) ? `[${host}]:${String(port)}` : `${host}:${String(port)}`);

/** The addresses of this machine that others in the room can reach; its loopback address where it has no other. */
export function roomAddresses(port: number): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []).filter(({ internal, address }) => !internal && isPrivateAddress(address));
  // A link-local address of IPv6 means something on one cable only.
  const four = all.filter(({ family }) => family === 'IPv4');
  const six = all.filter(({ family, address }) => family === 'IPv6' && !address.startsWith('fe80'));
  const hosts = [...four, ...six].map(({ address }) => address);
  return (hosts.length === 0 ? ['127.0.0.1'] : hosts).map((host) => hostAndPort(host, port));
}
