/** Waits until a service answers an authenticated query; notices when its container ends instead. */
import type { ContainerInspectInfo } from 'dockerode';
import { BackbenchError } from '../../../shared/errors.ts';
import type { ServiceDriver } from '../../services/service.ts';
import type { Endpoint } from '../engine.ts';
import { exitedError } from './container-exit.ts';
import { lastLines } from './container-logs.ts';
import type { Daemon } from './daemon.ts';
import { pause } from './waits.ts';

/** Between two queries, in milliseconds: a quarter of what the fastest service needs to come up. */
const POLL_MS = 10;
/** The longest that one query may take, in milliseconds; a server that is starting up can leave it unanswered. */
const PING_DEADLINE_MS = 1_000;
/**
 * The longest that a service may take until it answers, in milliseconds: an official image that first makes its
 * data folder on a slow disk needs some twenty seconds.
 */
const START_DEADLINE_MS = 60_000;
/** How often to look at the container when no event says anything, in milliseconds. */
const LOOK_MS = 1_000;

export interface ReadinessParts {
  daemon: Daemon;
  service: string;
  signal: AbortSignal;
  /** Fires when something happened to the container. A new signal each time. */
  woken: () => AbortSignal;
  /** Looks at the container, and keeps where it is reached. */
  inspect: () => Promise<ContainerInspectInfo>;
  /** Where it is reached, once that is known. */
  place: () => { host: string; port: number } | null;
  endpoint: (place: { host: string; port: number }) => Endpoint;
  driver: (endpoint: () => Endpoint) => ServiceDriver;
}

/**
 * Resolves when the service has answered a query as its user.
 * @throws BackbenchError SERVICE_EXITED, SERVICE_START_TIMEOUT, CANCELLED, or what the daemon answered
 */
export async function untilReady(parts: ReadinessParts): Promise<void> {
  const { signal } = parts;
  const until = Date.now() + START_DEADLINE_MS;
  const driver = parts.driver(() => {
    const place = parts.place();
    if (place === null) throw new BackbenchError('SERVICE_UNREACHABLE', { service: parts.service, reason: 'it has no address yet', log: [] });
    return parts.endpoint(place);
  });
  let woken = parts.woken();
  try {
    for (let looked = 0, last: unknown; ; await pause(POLL_MS, signal)) {
      if (signal.aborted) throw new BackbenchError('CANCELLED', {});
      if (woken.aborted || Date.now() - looked > LOOK_MS) {
        woken = parts.woken();
        looked = Date.now();
        await assertRunning(parts);
      }
      try {
        await driver.ping(AbortSignal.any([signal, woken, AbortSignal.timeout(PING_DEADLINE_MS)]));
        return;
      } catch (error) {
        last = error;
      }
      if (Date.now() > until) {
        const log = await lastLines(parts.daemon, (await parts.inspect()).Id);
        throw new BackbenchError('SERVICE_START_TIMEOUT', { service: parts.service, afterMs: START_DEADLINE_MS, log }, { cause: last });
      }
    }
  } finally {
    await driver.dispose();
  }
}

async function assertRunning(parts: ReadinessParts): Promise<void> {
  const info = await parts.inspect();
  if (info.State.Running && !info.State.Paused) return;
  if (info.State.Paused) {
    throw new BackbenchError('SERVICE_UNREACHABLE', { service: parts.service, reason: 'its container is paused', log: [] });
  }
  throw await exitedError(parts.daemon, parts.service, info);
}
