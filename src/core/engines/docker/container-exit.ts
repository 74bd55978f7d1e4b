/** Why a container ended, as our coded error. */
import { constants } from 'node:os';
import type { ContainerInspectInfo } from 'dockerode';
import { BackbenchError } from '../../../shared/errors.ts';
import { lastLines } from './container-logs.ts';
import type { Daemon } from './daemon.ts';

/** Shells and inits report a program that a signal ended as 128 plus the signal's number. */
const SIGNAL_BASE = 128;

/** The signal that an exit code stands for; null when the program ended by itself. */
export function exitSignal(exitCode: number | null): string | null {
  if (exitCode === null || exitCode <= SIGNAL_BASE) return null;
  const entry = Object.entries(constants.signals).find(([, value]) => value === exitCode - SIGNAL_BASE);
  return entry?.[0] ?? null;
}

/** One more line for the log of a container that the kernel killed; null when it was something else. */
export function outOfMemoryLine(info: Pick<ContainerInspectInfo, 'State' | 'HostConfig'>): string | null {
  if (!info.State.OOMKilled) return null;
  const limit = (info.HostConfig.Memory ?? 0) / (1024 * 1024);
  return `Out of memory: the container needed more than its ${String(limit)} MiB and was killed (OOM).`;
}

/** SERVICE_EXITED with the exit code and the last lines of the log. */
export async function exitedError(daemon: Daemon, service: string, info: ContainerInspectInfo): Promise<BackbenchError<'SERVICE_EXITED'>> {
  const log = await lastLines(daemon, info.Id);
  const oom = outOfMemoryLine(info);
  // What the daemon itself has to say, e.g. that the entry point does not exist.
  const extra = [info.State.Error, oom ?? ''].filter((line) => line !== '');
  const { ExitCode: exitCode } = info.State;
  return new BackbenchError('SERVICE_EXITED', { service, exitCode, signal: exitSignal(exitCode), log: [...log, ...extra] });
}
