/** What a container costs, as `docker stats` counts it. */
import type { ContainerStats } from 'dockerode';
import type { Daemon } from './daemon.ts';

const MIB = 1024 * 1024;
const NS_PER_MS = 1_000_000;

/** @returns null when it does not run @throws the signal's reason */
export async function containerCost(daemon: Daemon, name: string, signal: AbortSignal): Promise<{ cpuMs: number; memoryMb: number } | null> {
  try {
    const stats = await daemon.call({ operation: `ask what ${name} costs`, signal }, (docker) => docker.getContainer(name).stats({ stream: false, 'one-shot': true }));
    return { cpuMs: stats.cpu_stats.cpu_usage.total_usage / NS_PER_MS, memoryMb: usedMb(stats) };
  } catch {
    signal.throwIfAborted();
    // Stopped or gone: its state tells so elsewhere.
    return null;
  }
}

/** Without file pages that can go at any time. */
export function usedMb({ memory_stats: memory }: ContainerStats): number {
  const stats = memory.stats as Partial<Record<'inactive_file' | 'total_inactive_file', number>> | undefined;
  const usage = (memory as { usage?: number }).usage ?? 0;
  return Math.max(0, usage - (stats?.total_inactive_file ?? stats?.inactive_file ?? 0)) / MIB;
}
