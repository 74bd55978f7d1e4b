/** Finds the Docker daemon of this machine: asks each place in turn and keeps every answer. */
import { BackbenchError, isCode, type Attempt } from '../../../shared/errors.ts';
import { addressText, type DaemonAddress } from './daemon-address.ts';
import { daemonPlaces, type DaemonPlace } from './daemon-places.ts';
import { createDaemon, ping, readFacts, withDeadline, type Daemon } from './daemon.ts';
import type { Machine } from './machine.ts';
import { daemonReason, systemCode } from './map-error.ts';

/**
 * How long a daemon may take to answer a ping, in milliseconds. A healthy one takes a millisecond; one that is
 * still starting accepts the connection and answers late. Long enough for a laptop that just woke up.
 */
export const FIND_DEADLINE_MS = 2_000;
/** The same for its facts, which a daemon with many containers gathers first. */
const FACTS_DEADLINE_MS = 10_000;

export interface PlaceAnswer extends Attempt {
  kind: 'found' | 'refused' | 'permission' | 'timeout';
  /** How long it took, in milliseconds. */
  ms: number;
}

/** Longest waits, in milliseconds; each has its usual value unless told. */
export interface Deadlines {
  /** For a place to answer a ping. */
  findMs?: number;
  /** For a call to the daemon that was found. */
  callMs?: number;
}

export interface Search {
  /** The first place that answered; null when none did. The caller closes it. */
  daemon: Daemon | null;
  /** What each place that was asked answered, in order. */
  answers: PlaceAnswer[];
}

/**
 * Asks the places in order until one answers.
 * @param options.all asks the places after that one too, for the doctor
 * @throws BackbenchError CANCELLED
 */
export async function searchDaemon(
  machine: Machine, options: { signal: AbortSignal; all?: boolean; deadlines?: Deadlines },
): Promise<Search> {
  const search: Search = { daemon: null, answers: [] };
  for (const place of daemonPlaces(machine)) {
    const since = performance.now();
    const { daemon, ...outcome } = await ask(place, options.signal, options.deadlines ?? {});
    if (options.signal.aborted) {
      daemon?.close();
      search.daemon?.close();
      throw new BackbenchError('CANCELLED', {});
    }
    const answer = { place: place.place, source: place.source, ...outcome, ms: performance.now() - since };
    search.answers.push(answer);
    if (daemon === null) continue;
    if (search.daemon === null) search.daemon = daemon;
    else daemon.close();
    if (!options.all) break;
  }
  return search;
}

/**
 * The daemon of this machine.
 * @throws BackbenchError DOCKER_PERMISSION when one is there but not for this user, DOCKER_TIMEOUT when one
 * hangs, else DOCKER_NOT_FOUND; each with what every place answered where the code has room for it
 */
export async function findDaemon(machine: Machine, signal: AbortSignal, deadlines: Deadlines = {}): Promise<Daemon> {
  const { daemon, answers } = await searchDaemon(machine, { signal, deadlines });
  if (daemon !== null) return daemon;
  throw notFound(answers, deadlines.findMs ?? FIND_DEADLINE_MS);
}

/** The error that tells best why no place answered. */
export function notFound(answers: readonly PlaceAnswer[], afterMs: number): BackbenchError {
  const attempts = answers.map(({ place, source, outcome }) => ({ place, source, outcome }));
  const forbidden = answers.find((answer) => answer.kind === 'permission');
  if (forbidden) return new BackbenchError('DOCKER_PERMISSION', { place: forbidden.place, attempts });
  const hanging = answers.find((answer) => answer.kind === 'timeout');
  if (hanging) return new BackbenchError('DOCKER_TIMEOUT', { place: hanging.place, afterMs });
  return new BackbenchError('DOCKER_NOT_FOUND', { attempts });
}

type Outcome = Pick<PlaceAnswer, 'kind' | 'outcome'> & { daemon: Daemon | null };

async function ask({ address, place }: DaemonPlace, signal: AbortSignal, deadlines: Deadlines): Promise<Outcome> {
  if ('refused' in address) return { daemon: null, kind: 'refused', outcome: address.refused };
  try {
    const daemon = await connect(address, signal, deadlines);
    const { version, system } = daemon.facts;
    return { daemon, kind: 'found', outcome: `Docker engine ${version} on ${system}` };
  } catch (error) {
    if (isCode(error, 'DOCKER_TIMEOUT')) {
      return { daemon: null, kind: 'timeout', outcome: `accepts connections, but did not answer within ${String(error.details.afterMs / 1000)} s` };
    }
    const code = systemCode(error);
    if (code === 'EACCES' || code === 'EPERM') return { daemon: null, kind: 'permission', outcome: daemonReason(error) };
    return { daemon: null, kind: 'refused', outcome: daemonReason(error) || `no answer at ${place}` };
  }
}

/**
 * Connects to one address and asks who is there.
 * @throws BackbenchError DOCKER_TIMEOUT, CANCELLED; the socket's or the daemon's own error
 */
async function connect(address: DaemonAddress, signal: AbortSignal, deadlines: Deadlines): Promise<Daemon> {
  const { createDockerClient } = await import('./docker-client.ts');
  const { docker, destroy } = createDockerClient(address);
  const place = addressText(address);
  try {
    await withDeadline({ operation: 'ping', place, signal, deadlineMs: deadlines.findMs ?? FIND_DEADLINE_MS }, (abortSignal) => ping(docker, abortSignal));
    const facts = await withDeadline(
      { operation: 'info', place, signal, deadlineMs: FACTS_DEADLINE_MS }, (abortSignal) => readFacts(docker, abortSignal));
    return createDaemon({ docker, place, facts, destroy, ...(deadlines.callMs === undefined ? {} : { deadlineMs: deadlines.callMs }) });
  } catch (error) {
    destroy();
    throw error;
  }
}
