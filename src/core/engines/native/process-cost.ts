/** What a process and all it started cost: processor time and memory. Linux and macOS; elsewhere nobody tells. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readFileSync } from 'node:fs';
import { familyOf, processTable } from './process-table.ts';

/** `ps` answers in some ten milliseconds. */
const PS_TIMEOUT_MS = 5_000;
/** Processor time is counted in these on every Linux, whatever the kernel's own clock (USER_HZ, time(7)). */
const TICK_MS = 10;

export interface ProcessCost {
  /** Processor time of all together since they started, those included that ended and were waited for. */
  cpuMs: number;
  /** Memory shared by several of them counts once on Linux (PSS). */
  memoryMb: number;
}

/** @returns null when it has ended, or where the system doesn't tell */
export async function processCost(leader: number): Promise<ProcessCost | null> {
  if (process.platform === 'win32') return null;
  const family = familyOf(leader, await processTable());
  if (family.length === 0) return null;
  return process.platform === 'linux' ? linuxCost(family) : psCost(family);
}

function linuxCost(pids: readonly number[]): ProcessCost {
  let ticks = 0;
  let kib = 0;
  for (const pid of pids) {
    const stat = textOf(`/proc/${String(pid)}/stat`);
    // utime, stime, cutime, cstime: fields 14 to 17 of proc_pid_stat(5), counted from the one after the name.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    for (const at of [11, 12, 13, 14]) ticks += Number(fields[at] ?? 0);
    kib += Number(/^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? 0);
  }
  return { cpuMs: ticks * TICK_MS, memoryMb: kib / 1024 };
}

async function psCost(pids: readonly number[]): Promise<ProcessCost | null> {
  const told = await promisify(execFile)('ps', ['-o', 'rss=,time=', '-p', pids.join(',')], { timeout: PS_TIMEOUT_MS }).catch(() => null);
  return told === null ? null : readPs(told.stdout);
}

/** @param text lines of kibibytes and processor time, which is written `1-02:03:04.56` with its larger parts left out */
export function readPs(text: string): ProcessCost {
  let kib = 0;
  let seconds = 0;
  for (const line of text.split('\n')) {
    const [rss, time] = line.trim().split(/\s+/);
    if (rss === undefined || time === undefined) continue;
    kib += Number(rss);
    const [days, clock] = time.includes('-') ? time.split('-') : ['0', time];
    seconds += Number(days) * 86_400 + (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  }
  return { cpuMs: seconds * 1000, memoryMb: kib / 1024 };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile, or the kernel was built without it.
    return '';
  }
}
