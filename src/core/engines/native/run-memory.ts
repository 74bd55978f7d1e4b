/** Samples the memory of a command and of what it started. Linux only: elsewhere it is not told. */
import { readFileSync } from 'node:fs';
import { processesOf, type RunMark } from './run-processes.ts';

/** Between two samples, in milliseconds. The kernel keeps each process's own peak, so little is missed between them. */
const SAMPLE_MS = 20;
/** Every so many samples it is looked for new processes, which costs more. */
const FAMILY_EVERY = 5;

export interface MemorySampler {
  /** Ends the sampling. @returns the largest sum seen, in MiB; null when nothing was seen */
  stop(): number | null;
}

export function sampleMemory(run: RunMark): MemorySampler {
  let peakKb = 0;
  let family: number[] = [run.leader];
  let samples = 0;
  const sample = (): void => {
    peakKb = Math.max(peakKb, family.reduce((sum, pid) => sum + highWaterKb(pid), 0));
    if (samples % FAMILY_EVERY === 0) void processesOf(run).then((found) => { family = found.map(({ pid }) => pid); });
    samples += 1;
  };
  if (process.platform !== 'linux') return { stop: () => null };
  sample();
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      return peakKb === 0 ? null : peakKb / 1024;
    },
  };
}

/** `VmHWM` of proc_pid_status(5), the peak of the resident set, in KiB; 0 when the process has ended. */
function highWaterKb(pid: number): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
