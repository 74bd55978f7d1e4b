/** What a command started on this machine, wherever it went, and the end of all of it. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, processStart } from '../../process-identity.ts';
import { familyOf, processTable } from './process-table.ts';

/** The variable that marks a command's processes: what leaves its group and its parents is found by it. */
export const RUN_MARK = 'BACKBENCH_RUN';
/** Processes that are born while others are ended are found by looking again; nothing needs more rounds. */
const ROUNDS = 50;
/** Between two looks, in milliseconds: the kernel takes a moment to end a process. */
const LOOK_MS = 5;

export interface RunMark {
  /** The process number of the command itself, which leads a group of its own. */
  leader: number;
  /** When it started, see ProcessEntry. */
  start: string;
  /** The value of {@link RUN_MARK}. */
  mark: string;
}

/**
 * The processes of a command that run now. A process that made itself independent (a daemon) is found on Linux
 * only, where a process's environment can be read.
 */
export async function processesOf({ leader, start, mark }: RunMark): Promise<{ pid: number; start: string }[]> {
  const table = await processTable();
  const linux = process.platform === 'linux';
  // Nothing that was there before the command is its own; this also keeps the number of files that are read small.
  const young = linux ? table.filter((entry) => Number(entry.start) >= Number(start)) : table;
  const family = new Set(familyOf(leader, young));
  for (const entry of young) {
    if (linux && !family.has(entry.pid) && (entry.session === leader || hasMark(entry.pid, mark))) family.add(entry.pid);
  }
  return young.filter(({ pid }) => family.has(pid));
}

function hasMark(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'latin1').split('\0').includes(`${RUN_MARK}=${mark}`);
  } catch {
    // Another user's, or it has ended meanwhile.
    return false;
  }
}

/** Ends the command and all it started. Nothing else is touched: a process number alone proves nothing. */
export async function endRun(run: RunMark): Promise<void> {
  if (process.platform === 'win32') {
    if (isRunning(`${String(run.leader)}@${run.start}`)) spawn('taskkill', ['/pid', String(run.leader), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
    return;
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await processesOf(run);
    if (found.length === 0) return;
    for (const { pid, start } of found) if (start === '' || processStart(pid) === start) kill(pid);
    await sleep(LOOK_MS);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
