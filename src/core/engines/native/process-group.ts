/** Signals to a process together with everything it started, and waiting until all of it is gone. */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../../process-identity.ts';

/** How often a process's end is looked for, in milliseconds. */
const LOOK_MS = 15;
/** After SIGKILL only the kernel can be slow. */
const KILL_DEADLINE_MS = 5_000;

const pidOf = (token: string): number => Number(token.slice(0, token.indexOf('@')));

/**
 * Sends a signal to the process's group. Nothing happens when exactly this process no longer runs:
 * its number may be another program's by now.
 */
export function signalGroup(token: string, signal: NodeJS.Signals): void {
  if (!isRunning(token)) return;
  const pid = pidOf(token);
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    else process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends a process group: the given signal, and SIGKILL when it has not ended by `graceMs`.
 * @throws Error when it is still there after SIGKILL
 */
export async function endGroup(token: string, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  // A stopped process acts on nothing but SIGKILL until it is continued.
  if (process.platform !== 'win32') signalGroup(token, 'SIGCONT');
  signalGroup(token, signal);
  if (await gone(token, graceMs)) return;
  signalGroup(token, 'SIGKILL');
  if (!(await gone(token, KILL_DEADLINE_MS))) throw new Error(`process ${String(pidOf(token))} does not end`);
}

async function gone(token: string, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (isRunning(token)) {
    if (Date.now() > end) return false;
    await sleep(LOOK_MS);
  }
  return true;
}

/**
 * The processes that belong to a terminal's session, background jobs included, which have groups of their
 * own. Read from /proc (field 6 of proc_pid_stat(5)); elsewhere the system's hang-up has to do.
 */
export function sessionMembers(leader: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]) === leader;
    } catch {
      return false;
    }
  });
}
