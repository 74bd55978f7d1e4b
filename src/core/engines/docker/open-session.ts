/** Brings a session's services up: what is missing is made, what is stopped is started, what runs is taken up. */
import type { ContainerInfo } from 'dockerode';
import { BackbenchError } from '../../../shared/errors.ts';
import type { CallOptions, EnvironmentRequest, ServiceRequest } from '../engine.ts';
import type { Connection } from './connection.ts';
import type { serviceSpec, SpecParts } from './container-spec.ts';
import type { ImageChoice } from './images.ts';
import { networkName, type Owner } from './labels.ts';
import type { Machine } from './machine.ts';
import { createContainer } from './make-container.ts';
import { isConflict } from './map-error.ts';
import {
  listOwned, nameOf, pauseContainer, plugIn, removeContainer, removeOwned, roleOf, stopContainer, STOP_GRACE_S, unplugAndRemove, type Owned,
} from './owned.ts';
import { bridgeIsHere, networkOptions } from './reach.ts';
import type { ServiceContainer } from './service-container.ts';

export interface OpenSessionParts {
  connection: Connection;
  machine: Machine;
  owner: Owner;
  request: EnvironmentRequest;
  /** The image of a service. */
  image: (service: ServiceRequest) => ImageChoice;
  containers: ServiceContainer[];
  specOf: (parts: SpecParts, service: ServiceRequest) => ReturnType<typeof serviceSpec>;
}

export interface OpenedSession {
  /** Services whose data is new. */
  created: string[];
  /** The shell's container of a former process, if there is one. */
  shell: ContainerInfo | null;
}

/** How long undoing a failed start may take, in milliseconds: a clean stop with its grace and room to spare. */
const UNDO_DEADLINE_MS = 40_000;

/** Thrown when the first network shows that containers can't be reached at their own address. */
class AddressesOutOfReach extends Error {}

/**
 * Resolves when every service has answered a query.
 * @throws BackbenchError with the first failure, after everything that this call started has been stopped again
 */
export async function openSession(parts: OpenSessionParts, options: CallOptions): Promise<OpenedSession> {
  try {
    return await attempt(parts, options);
  } catch (error) {
    if (!(error instanceof AddressesOutOfReach)) throw error;
    parts.connection.reach = 'published';
    return attempt(parts, options);
  }
}

async function attempt(parts: OpenSessionParts, { signal, onProgress }: CallOptions): Promise<OpenedSession> {
  const { connection: { daemon }, owner, request, containers } = parts;
  const [owned] = await Promise.all([listOwned(daemon, owner.instance, owner.session, signal), parts.connection.events().ready()]);
  const undo: (() => Promise<void>)[] = [];
  // The first failure calls the others off.
  const all = new AbortController();
  const inner = AbortSignal.any([signal, all.signal]);
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      all.abort();
      throw error;
    }
  };
  const network = guarded(ensureNetwork(parts, owned, undo, inner));
  // Its failure is told below.
  network.catch(() => undefined);
  const created: string[] = [];
  const work = request.services.map(async (service) => {
    const container = containers.find((each) => each.id === service.id);
    if (container === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service: service.id });
    onProgress?.({ subject: service.id, fraction: 0 });
    const isNew = await bringUp(parts, { service, container, found: existing(owned, container.name), network, undo }, inner);
    if (isNew) created.push(service.id);
    onProgress?.({ subject: service.id, fraction: 1 });
  });
  // The network too: a lab without services has nobody else who waits for it, and its shell needs it.
  const results = await Promise.allSettled([...work, network, removeLeftPrograms(parts, owned, inner)].map(guarded));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length > 0) {
    await network.catch(() => undefined);
    await undoAll(undo);
    throw worst(failures);
  }
  return { created, shell: owned.containers.find((container) => roleOf(container) === 'shell') ?? null };
}

interface BringUp {
  service: ServiceRequest;
  container: ServiceContainer;
  found: ContainerInfo | undefined;
  network: Promise<void>;
  undo: (() => Promise<void>)[];
}

/** @returns whether the service's data is new */
async function bringUp(parts: OpenSessionParts, { service, container, found, network, undo }: BringUp, signal: AbortSignal): Promise<boolean> {
  const { connection: { daemon, reach }, owner } = parts;
  const { name } = container;
  const undoSignal = (): AbortSignal => AbortSignal.timeout(UNDO_DEADLINE_MS);
  if (found === undefined || found.State === 'dead' || found.State === 'removing') {
    if (found !== undefined) await removeContainer(daemon, name, signal);
    undo.push(async () => {
      const { containers, volumes } = await listOwned(daemon, owner.instance, owner.session, undoSignal());
      await removeOwned(daemon, {
        containers: containers.filter((each) => nameOf(each) === name), volumes: volumes.filter((each) => each.Name === name), networks: [],
      }, undoSignal());
    });
    const spec = parts.specOf({ owner, reach, image: parts.image(service), cpus: daemon.facts.cpus }, service);
    // The network is being made meanwhile: a container needs it at its start only.
    await createContainer(daemon, spec, service.id, signal);
    await network;
    await container.start(signal);
    return true;
  }
  await network;
  if (found.State === 'running') {
    await container.takeUp(false, signal);
  } else if (found.State === 'paused') {
    undo.push(() => pauseContainer(daemon, name, undoSignal()));
    await container.takeUp(true, signal);
  } else {
    undo.push(() => stopContainer(daemon, name, STOP_GRACE_S, undoSignal()));
    await plugIn(daemon, owner.session, name, service.id, signal);
    await container.start(signal);
  }
  // Made by a process that ended before it was ever started.
  return found.State === 'created';
}

async function ensureNetwork(parts: OpenSessionParts, owned: Owned, undo: (() => Promise<void>)[], signal: AbortSignal): Promise<void> {
  const { connection, owner, machine } = parts;
  const { daemon, reach } = connection;
  const name = networkName(owner.session);
  if (owned.networks.some((network) => network.Name === name)) return;
  // Undone after the containers, which are plugged into it: see undoAll.
  undo.unshift(async () => {
    const signal = AbortSignal.timeout(UNDO_DEADLINE_MS);
    const { containers, networks } = await listOwned(daemon, owner.instance, owner.session, signal);
    await Promise.all(networks.map((network) => unplugAndRemove(daemon, network, containers, signal)));
  });
  try {
    await daemon.call({ operation: `create network ${name}`, signal, finish: true }, (docker) => docker.createNetwork(networkOptions(reach, owner)));
  } catch (error) {
    // Another process opens the same session at this moment and was faster.
    if (!isConflict(error)) throw error;
  }
  if (reach === 'address' && !bridgeIsHere(machine, owner.session)) throw new AddressesOutOfReach();
}

/** Programs under check of a process that has ended: nobody waits for them. */
async function removeLeftPrograms(parts: OpenSessionParts, owned: Owned, signal: AbortSignal): Promise<void> {
  await Promise.all(owned.containers
    .filter((container) => roleOf(container) === 'process')
    .map((container) => removeContainer(parts.connection.daemon, container.Id, signal)));
}

/** Containers at once, the network (first in the list) when they are gone. What can't be undone, the next sweep finds. */
async function undoAll(undo: (() => Promise<void>)[]): Promise<void> {
  const [first, ...rest] = undo;
  await Promise.allSettled(rest.map((step) => step()));
  await first?.().catch(() => undefined);
}

/** The failure that caused the others: they were called off because of it. */
function worst(failures: unknown[]): unknown {
  const calledOff = (error: unknown): boolean => error instanceof BackbenchError && error.code === 'CANCELLED';
  return failures.find((error) => error instanceof AddressesOutOfReach) ?? failures.find((error) => !calledOff(error)) ?? failures[0];
}

function existing(owned: Owned, name: string): ContainerInfo | undefined {
  return owned.containers.find((container) => nameOf(container) === name);
}
