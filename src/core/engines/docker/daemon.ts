/** A Docker daemon that answered: its facts, and the one way to call it, with a deadline on every call. */
import type Dockerode from 'dockerode';
import { BackbenchError } from '../../../shared/errors.ts';
import { daemonReason, mapDockerError } from './map-error.ts';

/** A question to the daemon, in milliseconds; usually a few. */
const ASK_DEADLINE_MS = 20_000;
/**
 * A call that makes something, in milliseconds; usually up to 400. On a machine with little processor to spare
 * the daemon's own tools (runc, iptables) were seen to hold a start up for 25 s.
 */
const MAKE_DEADLINE_MS = 60_000;

export interface DaemonFacts {
  /** The engine's version, e.g. `20.10.24`. */
  version: string;
  apiVersion: string;
  /** e.g. `Docker Desktop`, `Debian GNU/Linux 12`. */
  system: string;
  /** `uname -r` of the machine the daemon runs on. */
  kernel: string;
  rootless: boolean;
  /** 1, 2, or 0 where it was not told. */
  cgroupVersion: number;
  memoryBytes: number;
  cpus: number;
  /** Where images and containers are kept. */
  dataRoot: string;
}

export interface DaemonCall {
  /** What is asked, for the error: `start bb-…-db`. */
  operation: string;
  signal?: AbortSignal;
  deadlineMs?: number;
  /**
   * Let the call come to its end even when the signal fires. For calls that make something: cut off, the
   * daemon would finish them behind our back.
   */
  finish?: boolean;
}

export interface Daemon {
  /** Where it listens: a socket path or `tcp://…`. */
  readonly place: string;
  readonly facts: DaemonFacts;
  /**
   * Calls the daemon.
   * @param act must hand its abort signal to the request, so that the connection is cut too
   * @throws BackbenchError DOCKER_TIMEOUT, DOCKER_FAILED, DOCKER_PERMISSION, DISK_FULL, CANCELLED
   */
  call<T>(call: DaemonCall, act: (docker: Dockerode, abortSignal: AbortSignal) => Promise<T>): Promise<T>;
  /** Cuts every connection. */
  readonly close: () => void;
}

export interface DaemonParts {
  docker: Dockerode;
  place: string;
  facts: DaemonFacts;
  /** Cuts every connection of `docker`. */
  destroy: () => void;
  /** For calls that name none of their own; {@link ASK_DEADLINE_MS} and {@link MAKE_DEADLINE_MS} unless told. */
  deadlineMs?: number;
}

export function createDaemon(parts: DaemonParts): Daemon {
  const { docker, place, facts } = parts;
  return {
    place,
    facts,
    async call(call, act) {
      try {
        return await withDeadline({ deadlineMs: parts.deadlineMs ?? usualDeadline(call), ...call, place }, (abortSignal) => act(docker, abortSignal));
      } catch (error) {
        throw mapDockerError(error, { operation: call.operation, place, dataRoot: facts.dataRoot });
      }
    },
    close: parts.destroy,
  };
}

function usualDeadline(call: DaemonCall): number {
  return call.finish ? MAKE_DEADLINE_MS : ASK_DEADLINE_MS;
}

/**
 * Runs one call with a deadline. The race is ours, because dockerode leaves a promise open for ever when the
 * connection breaks in the middle of an answer.
 * @throws BackbenchError DOCKER_TIMEOUT, CANCELLED; whatever `act` throws
 */
export async function withDeadline<T>(
  call: DaemonCall & { place: string }, act: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal } = call;
  if (signal?.aborted) throw new BackbenchError('CANCELLED', {});
  const afterMs = call.deadlineMs ?? usualDeadline(call);
  const cut = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (error: BackbenchError): void => {
    ended.reject(error);
    cut.abort();
  };
  const timer = setTimeout(() => { end(new BackbenchError('DOCKER_TIMEOUT', { place: call.place, afterMs })); }, afterMs);
  const onAbort = (): void => { end(new BackbenchError('CANCELLED', {})); };
  if (!call.finish) signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([act(cut.signal), ended.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Asks whether anybody is there. @throws whatever the daemon or the socket answers */
export async function ping(docker: Dockerode, abortSignal: AbortSignal): Promise<void> {
  // The type leaves out the options that the function takes.
  await (docker.ping as (options: { abortSignal: AbortSignal }) => Promise<unknown>)({ abortSignal });
}

/**
 * Asks a daemon for its facts.
 * @throws whatever the daemon or the socket answers
 */
export async function readFacts(docker: Dockerode, abortSignal: AbortSignal): Promise<DaemonFacts> {
  const info = await (docker.info as (options: { abortSignal: AbortSignal }) => Promise<unknown>)({ abortSignal });
  const version = await (docker.version as (options: { abortSignal: AbortSignal }) => Promise<unknown>)({ abortSignal });
  if (!isRecord(info) || !isRecord(version)) throw new Error(`this is not a Docker engine: ${daemonReason(info)}`);
  const security = Array.isArray(info['SecurityOptions']) ? info['SecurityOptions'].map(String) : [];
  return {
    version: text(info['ServerVersion']),
    apiVersion: text(version['ApiVersion']),
    system: text(info['OperatingSystem']),
    kernel: text(info['KernelVersion']),
    rootless: security.some((option) => option.startsWith('name=rootless')),
    cgroupVersion: Number(info['CgroupVersion']) || 0,
    memoryBytes: Number(info['MemTotal']) || 0,
    cpus: Number(info['NCPU']) || 1,
    dataRoot: text(info['DockerRootDir']),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Buffer.isBuffer(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
