/**
 * Names a process so that it can be recognised later: its number and when it started, since the
 * system gives numbers again.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When the process started, as the system tells it; null when there is no such process.
 * Linux: clock ticks since boot (proc_pid_stat(5), field 22). Elsewhere: the start date that `ps` or
 * PowerShell prints.
 */
export function processStart(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
      // The name in field 2 may hold spaces and brackets: count from the last bracket.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A zombie has ended; only its parent has not asked yet.
      return fields[0] === 'Z' ? null : (fields[19] ?? null);
    }
    const [program, args] = process.platform === 'win32'
      ? ['powershell.exe', ['-NoProfile', '-Command', `(Get-Process -Id ${String(pid)}).StartTime.Ticks`]] as const
      : ['ps', ['-o', 'lstart=', '-p', String(pid)]] as const;
    return execFileSync(program, args, { encoding: 'utf8', timeout: 5_000, stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null;
  } catch {
    return null;
  }
}

/** @returns a token for a process that runs now, such as `1234@567890`; null when it does not run */
export function processToken(pid: number): string | null {
  const start = processStart(pid);
  return start === null ? null : `${String(pid)}@${start}`;
}

/** True while exactly the process that the token names is running. */
export function isRunning(token: string): boolean {
  const at = token.indexOf('@');
  return processStart(Number(token.slice(0, at))) === token.slice(at + 1);
}
