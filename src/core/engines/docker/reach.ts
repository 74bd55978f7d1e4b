/**
 * How this process reaches a container's port. Decided in one place, since it decides what the network is.
 *
 * `address`: nothing is published, we connect to the container's own address. Possible where the daemon
 * shares this machine's network, that is on Linux outside of virtual machines and rootless engines. The
 * network is internal: containers have no route but to each other and this host, and before Docker 28 ports
 * "published on 127.0.0.1" could be reached from the LAN, so there it is the safe way.
 *
 * `published`: the port is published on 127.0.0.1 with a number the system chooses; the only way into a virtual
 * machine (Docker Desktop, Colima, …). An internal network can't publish, so it is a bridge without
 * masquerading: what a container sends beyond it has an address nobody answers to. Since Docker 28 ports on
 * the loopback address are shielded from the LAN; Desktop has always forwarded them by itself.
 */
import type { NetworkCreateOptions } from 'dockerode';
import { labelsOf, networkName, type Owner } from './labels.ts';
import type { DaemonFacts } from './daemon.ts';
import type { Machine } from './machine.ts';

export type Reach = 'address' | 'published';

/** The first Docker release that shields loopback ports (release notes of 28.0). */
const SHIELDED_SINCE = 28;

/**
 * The way to try first. Where it says `address`, {@link bridgeIsHere} must confirm it once a network exists.
 * @param place where the daemon listens
 */
export function likelyReach(machine: Machine, daemon: { place: string; facts: DaemonFacts }): Reach {
  const { facts } = daemon;
  const major = Number.parseInt(facts.version, 10);
  const sameKernel = machine.platform === 'linux' && facts.kernel === machine.kernel;
  if (!sameKernel || facts.rootless || facts.system.startsWith('Docker Desktop')) return 'published';
  return major < SHIELDED_SINCE ? 'address' : 'published';
}

/** True when the network's bridge is an interface of this process's own network: its containers can be reached. */
export function bridgeIsHere(machine: Machine, session: string): boolean {
  return machine.interfaces().includes(networkName(session));
}

/** What to ask of the daemon for a session's network. */
export function networkOptions(reach: Reach, owner: Owner): NetworkCreateOptions {
  const name = networkName(owner.session);
  const bridge = { 'com.docker.network.bridge.name': name };
  return {
    Name: name,
    CheckDuplicate: true,
    Driver: 'bridge',
    Internal: reach === 'address',
    Labels: labelsOf(owner, 'network'),
    Options: reach === 'address' ? bridge : { ...bridge, 'com.docker.network.bridge.enable_ip_masquerade': 'false' },
  };
}

/** The port part of a container's settings. @param ports those that are to be reached */
export function portSettings(reach: Reach, ports: readonly number[]): {
  ExposedPorts: Record<string, Record<string, never>>;
  PortBindings: Record<string, { HostIp: string; HostPort: string }[]>;
} {
  const names = ports.map((port) => `${String(port)}/tcp`);
  return {
    ExposedPorts: Object.fromEntries(names.map((name) => [name, {}])),
    // An empty HostPort lets the system choose one that is free.
    PortBindings: reach === 'address' ? {} : Object.fromEntries(names.map((name) => [name, [{ HostIp: '127.0.0.1', HostPort: '' }]])),
  };
}

/** The part of `inspect` that tells how a container is reached. */
export interface Reachable {
  NetworkSettings: {
    Ports: Record<string, { HostIp: string; HostPort: string }[] | null> | null;
    Networks: Record<string, { IPAddress: string }>;
  };
}

/** @returns where this process reaches the container's port; null while it has no address */
export function reachedAt(container: Reachable, session: string, port: number): { host: string; port: number } | null {
  const published = container.NetworkSettings.Ports?.[`${String(port)}/tcp`]?.[0];
  if (published) return { host: '127.0.0.1', port: Number(published.HostPort) };
  const host = container.NetworkSettings.Networks[networkName(session)]?.IPAddress;
  return host ? { host, port } : null;
}
