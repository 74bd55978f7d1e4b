/** Turns what a Docker daemon or its socket answers into our coded errors, the daemon's own words kept. */
import { BackbenchError } from '../../../shared/errors.ts';

/** What dockerode adds to an error that the daemon answered with. */
interface DaemonAnswer extends Error {
  statusCode: number;
  reason: string | undefined;
  json: unknown;
}

export interface CallFacts {
  /** What was asked of the daemon, such as `start bb-…-db`. */
  operation: string;
  /** Where the daemon listens. */
  place: string;
  /** Where the daemon keeps images and containers. */
  dataRoot: string;
}

/** The socket is gone or refuses: there is no daemon. */
const NOT_THERE = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENXIO']);
/** What Docker (before and since 27) and Podman answer when all address ranges for networks are in use. */
const NO_ADDRESSES = /available, non-overlapping IPv4 address pool|predefined address pools have been fully subnetted|could not find free subnet/i;
/** The daemon went away in the middle of a call. */
const CUT_OFF = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** @returns our error for anything that a call to the daemon threw; our own errors pass unchanged */
export function mapDockerError(error: unknown, facts: CallFacts): BackbenchError {
  if (error instanceof BackbenchError) return error as BackbenchError;
  const cause = { cause: error };
  const code = systemCode(error);
  const reason = daemonReason(error);
  if (code === 'EACCES' || code === 'EPERM') {
    const attempts = [{ place: facts.place, source: 'the engine in use', outcome: reason }];
    return new BackbenchError('DOCKER_PERMISSION', { place: facts.place, attempts }, cause);
  }
  if (code !== null && NOT_THERE.has(code)) {
    return new BackbenchError('DOCKER_FAILED', { operation: facts.operation, reason: `the Docker engine is not running: ${reason}` }, cause);
  }
  if ((code !== null && CUT_OFF.has(code)) || /socket hang up/.test(reason)) {
    return new BackbenchError('DOCKER_FAILED', { operation: facts.operation, reason: `the Docker engine ended in the middle of the call: ${reason}` }, cause);
  }
  if (/no space left on device|ENOSPC|disk quota exceeded/i.test(reason)) {
    return new BackbenchError('DISK_FULL', { path: facts.dataRoot }, cause);
  }
  if (NO_ADDRESSES.test(reason)) return new BackbenchError('DOCKER_NO_ADDRESSES', { reason }, cause);
  return new BackbenchError('DOCKER_FAILED', { operation: facts.operation, reason }, cause);
}

/** The HTTP status that the daemon answered with; null when the error is something else. */
export function statusOf(error: unknown): number | null {
  const inner = error instanceof BackbenchError ? error.cause : error;
  return isAnswer(inner) ? inner.statusCode : null;
}

/** The thing asked for does not exist. */
export function isNotFound(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** The thing is in another state than the call needs, or is being removed already. */
export function isConflict(error: unknown): boolean {
  return statusOf(error) === 409;
}

/** Nobody answers at the daemon's address any more. */
export function isDaemonGone(error: unknown): boolean {
  const code = systemCode(error instanceof BackbenchError ? error.cause : error);
  return code !== null && (NOT_THERE.has(code) || CUT_OFF.has(code));
}

/** The system's code of an error, e.g. ENOENT; null when it has none. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code;
}

/** What happened, for a person: the reason that our own error carries, else the words of the daemon or the system. */
export function reasonText(error: unknown): string {
  if (!(error instanceof BackbenchError)) return daemonReason(error);
  const { details } = error.toReport();
  if ('reason' in details) return details.reason;
  if (error.code === 'DOCKER_TIMEOUT') return 'the Docker engine does not answer';
  return error.cause === undefined ? error.message : daemonReason(error.cause);
}

/** What happened, in the words of the daemon or the system. */
export function daemonReason(error: unknown): string {
  if (isAnswer(error)) {
    const { json } = error;
    if (typeof json === 'object' && json !== null && 'message' in json && typeof json.message === 'string') return json.message.trim();
    return (error.reason ?? error.message).trim();
  }
  // When each address of a name refused, the words are in the parts.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(daemonReason).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function isAnswer(error: unknown): error is DaemonAnswer {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
}
