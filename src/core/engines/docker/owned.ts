/**
 * Everything that this installation has made, found by its labels, and how it is stopped and removed.
 * "Not there" is a success here: somebody else, or the call before, was faster.
 */
import type { ContainerInfo, NetworkInspectInfo, VolumeInspectInfo } from 'dockerode';
import { BackbenchError, isCode } from '../../../shared/errors.ts';
import type { Daemon } from './daemon.ts';
import { LABEL, networkName, ownFilter } from './labels.ts';
import { daemonReason, isConflict, isNotFound, statusOf } from './map-error.ts';
import { pause } from './waits.ts';

/** How long a service may take to write its data and end before it is killed, in seconds. Docker's own default. */
export const STOP_GRACE_S = 10;
/** The same with room for the daemon's own work, in milliseconds. */
export const STOP_DEADLINE_MS = STOP_GRACE_S * 1000 + 60_000;
/** The daemon tears down a removed container's network connection a moment later: how often and how long to wait for that. */
const REMOVAL_POLL_MS = 50;
const REMOVAL_DEADLINE_MS = 10_000;

export interface Owned {
  containers: ContainerInfo[];
  networks: NetworkInspectInfo[];
  volumes: VolumeInspectInfo[];
}

/** What this installation owns, or one session's part of it. */
export async function listOwned(daemon: Daemon, instance: string, session: string | undefined, signal: AbortSignal): Promise<Owned> {
  const filters = ownFilter(instance, session);
  const [containers, networks, volumes] = await Promise.all([
    daemon.call({ operation: 'list containers', signal }, (docker, abortSignal) => docker.listContainers({ all: true, filters, abortSignal })),
    daemon.call({ operation: 'list networks', signal }, (docker, abortSignal) => docker.listNetworks({ filters, abortSignal })),
    daemon.call({ operation: 'list volumes', signal }, (docker, abortSignal) =>
      // The list of volumes is null when there are none.
      docker.listVolumes({ filters, abortSignal }).then((answer) => answer.Volumes as VolumeInspectInfo[] | null ?? [])),
  ]);
  return { containers, networks, volumes };
}

export function nameOf(container: ContainerInfo): string {
  return (container.Names[0] ?? container.Id).replace(/^\//, '');
}

export function roleOf(container: ContainerInfo): string {
  return container.Labels[LABEL.role] ?? '';
}

/** Kills and removes containers, then the networks and volumes that they used. @returns what was removed */
export async function removeOwned(daemon: Daemon, owned: Owned, signal: AbortSignal): Promise<string[]> {
  await Promise.all(owned.containers.map((container) => removeContainer(daemon, container.Id, signal)));
  await Promise.all([
    ...owned.networks.map((network) => removeNetwork(daemon, network.Id, signal)),
    ...owned.volumes.map((volume) => removeVolume(daemon, volume.Name, signal)),
  ]);
  return [
    ...owned.containers.map((container) => `container ${nameOf(container)}`),
    ...owned.networks.map((network) => `network ${network.Name}`),
    ...owned.volumes.map((volume) => `volume ${volume.Name}`),
  ];
}

/**
 * Stops one session's services and shell with their data kept, removes its programs' containers and the network:
 * Docker has addresses for some thirty networks only, too few to keep one for every lab that was ever begun.
 */
export async function stopOwned(daemon: Daemon, owned: Owned, signal: AbortSignal): Promise<void> {
  const kept = owned.containers.filter((container) => roleOf(container) !== 'process');
  await Promise.all([
    ...owned.containers.filter((container) => !kept.includes(container)).map((container) => removeContainer(daemon, container.Id, signal)),
    ...kept.map(async (container) => {
      if (container.State === 'paused') await unpauseContainer(daemon, container.Id, signal);
      // The shell has nothing to write; what runs in it was told when its terminal closed.
      if (container.State === 'running' || container.State === 'paused') {
        await stopContainer(daemon, container.Id, roleOf(container) === 'shell' ? 0 : STOP_GRACE_S, signal);
      }
    }),
  ]);
  await Promise.all(owned.networks.map((network) => unplugAndRemove(daemon, network, kept, signal)));
}

/** Removes a network that stopped containers still name; they are plugged into a new one by {@link plugIn}. */
export async function unplugAndRemove(
  daemon: Daemon, network: Pick<NetworkInspectInfo, 'Id' | 'Name'>, containers: readonly ContainerInfo[], signal: AbortSignal,
): Promise<void> {
  await Promise.all(containers
    .filter((container) => network.Name in container.NetworkSettings.Networks)
    .map((container) => unplug(daemon, network.Id, container.Id, signal)));
  await removeNetwork(daemon, network.Id, signal);
}

export async function stopContainer(daemon: Daemon, container: string, graceSeconds: number, signal: AbortSignal): Promise<void> {
  await daemon.call({ operation: `stop ${container}`, deadlineMs: STOP_DEADLINE_MS, signal, finish: true }, (docker, abortSignal) =>
    // dockerode calls "not modified" (it was stopped already) an error of its own kind.
    docker.getContainer(container).stop({ t: graceSeconds, abortSignal }).catch(unless(304, 404)));
}

/** How often a pause is asked for: on a busy machine the kernel may not freeze all processes in the time that runc gives it. */
const PAUSE_TRIES = 3;

export async function pauseContainer(daemon: Daemon, container: string, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await daemon.call({ operation: `pause ${container}`, signal, finish: true }, (docker, abortSignal) =>
        docker.getContainer(container).pause({ abortSignal }));
      return;
    } catch (error) {
      const other = !(isCode(error, 'DOCKER_FAILED') && error.details.reason.includes('unable to freeze'));
      if (other || attempt === PAUSE_TRIES) throw error;
    }
  }
}

export async function unpauseContainer(daemon: Daemon, container: string, signal: AbortSignal): Promise<void> {
  await daemon.call({ operation: `resume ${container}`, signal, finish: true }, (docker, abortSignal) =>
    docker.getContainer(container).unpause({ abortSignal }));
}

export async function removeContainer(daemon: Daemon, container: string, signal: AbortSignal): Promise<void> {
  const remove = async (): Promise<boolean> => {
    try {
      await daemon.call({ operation: `remove ${container}`, signal, finish: true }, (docker, abortSignal) =>
        docker.getContainer(container).remove({ force: true, v: true, abortSignal }));
      return true;
    } catch (error) {
      if (isNotFound(error)) return true;
      // Somebody's removal is under way already.
      if (isConflict(error)) return false;
      throw error;
    }
  };
  await until(daemon, remove, signal);
}

export async function removeNetwork(daemon: Daemon, network: string, signal: AbortSignal): Promise<void> {
  const remove = async (): Promise<boolean> => {
    try {
      await daemon.call({ operation: `remove network ${network}`, signal, finish: true }, (docker, abortSignal) =>
        docker.getNetwork(network).remove({ abortSignal }));
      return true;
    } catch (error) {
      if (isNotFound(error)) return true;
      // "has active endpoints": a container that was just stopped is still being unplugged.
      if (statusOf(error) === 403) return false;
      throw error;
    }
  };
  await until(daemon, remove, signal);
}

async function removeVolume(daemon: Daemon, volume: string, signal: AbortSignal): Promise<void> {
  await daemon.call({ operation: `remove volume ${volume}`, signal, finish: true }, (docker, abortSignal) =>
    docker.getVolume(volume).remove({ force: true, abortSignal }).catch(unless(404)));
}

/**
 * Plugs a stopped container into its session's network. It may still name an older network of that name, which
 * was removed when the session stopped, or by hand; with that it would not start.
 */
export async function plugIn(daemon: Daemon, session: string, container: string, alias: string, signal: AbortSignal): Promise<void> {
  const network = networkName(session);
  await unplug(daemon, network, container, signal);
  await daemon.call({ operation: `plug in ${container}`, signal, finish: true }, (docker) =>
    docker.getNetwork(network).connect({ Container: container, EndpointConfig: { Aliases: [alias] } }));
}

async function unplug(daemon: Daemon, network: string, container: string, signal: AbortSignal): Promise<void> {
  await daemon.call({ operation: `unplug ${container}`, signal, finish: true }, (docker, abortSignal) =>
    docker.getNetwork(network).disconnect({ Container: container, Force: true, abortSignal }).catch((error: unknown) => {
      // Which status says "it is not plugged in" differs between releases: 404, 403 or 500.
      if (statusOf(error) !== 404 && !/not connected to/i.test(daemonReason(error))) throw error;
    }));
}

/** A handler that lets these HTTP statuses pass. */
function unless(...statuses: number[]): (error: unknown) => void {
  return (error) => {
    if (!statuses.includes(statusOf(error) ?? 0)) throw error;
  };
}

async function until(daemon: Daemon, attempt: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + REMOVAL_DEADLINE_MS;
  while (!await attempt()) {
    if (signal.aborted) throw new BackbenchError('CANCELLED', {});
    if (Date.now() > deadline) throw new BackbenchError('DOCKER_TIMEOUT', { place: daemon.place, afterMs: REMOVAL_DEADLINE_MS });
    await pause(REMOVAL_POLL_MS, signal);
  }
}
