/** Signals to a process together with everything it started, and waiting until all of it is gone. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, processStart } from '../../process-identity.ts';
import { familyOf, processTable } from './process-table.ts';

/** How often a process's end is looked for, in milliseconds. Where it takes a program to tell, less often. */
const LOOK_MS = process.platform === 'linux' ? 10 : 50;
/** After SIGKILL only the kernel can be slow. */
const KILL_DEADLINE_MS = 5_000;
/** Processes that are born while others are being stopped are found by looking again; nothing needs more rounds. */
const FREEZE_ROUNDS = 5;

/** The process number in a token. */
export const pidOf = (token: string): number => Number(token.slice(0, token.indexOf('@')));

/** Stops the process and all it started; they cost no processor time until {@link thaw}. Not on Windows. */
export async function freeze(token: string): Promise<void> {
  const stopped = new Set<number>();
  for (let round = 0; round < FREEZE_ROUNDS && isRunning(token); round += 1) {
    // Parents first, so that they start nothing more.
    const born = familyOf(pidOf(token), await processTable()).filter((pid) => !stopped.has(pid));
    if (born.length === 0) return;
    for (const pid of born) {
      send(pid, 'SIGSTOP');
      stopped.add(pid);
    }
  }
}

/** Lets a frozen process go on. Not on Windows. */
export async function thaw(token: string): Promise<void> {
  if (process.platform === 'win32' || !isRunning(token)) return;
  // Children first: a parent that wakes alone may wonder at their silence.
  for (const pid of familyOf(pidOf(token), await processTable()).reverse()) send(pid, 'SIGCONT');
}

/**
 * Ends a process and all it started: the given signal, and SIGKILL for what is left after `graceMs`.
 * Nothing happens when exactly this process no longer runs: its number may be another program's by now.
 * @throws Error when it is still there after SIGKILL
 */
export async function endFamily(token: string, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!isRunning(token)) return;
  const leader = pidOf(token);
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(leader), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
    if (!(await gone([token], KILL_DEADLINE_MS))) throw new Error(`process ${String(leader)} does not end`);
    return;
  }
  // A stopped process acts on nothing but SIGKILL until it is continued.
  await thaw(token);
  const family = tokensOf(familyOf(leader, await processTable()));
  send(-leader, signal);
  if (await gone([token, ...family], graceMs)) return;
  // Looked for again, because it may have started more meanwhile.
  const rest = new Set([...family, ...tokensOf(familyOf(leader, await processTable()))]);
  for (const each of rest) if (isRunning(each)) send(pidOf(each), 'SIGKILL');
  if (!(await gone([...rest], KILL_DEADLINE_MS))) throw new Error(`process ${String(leader)} does not end`);
}

function tokensOf(pids: readonly number[]): string[] {
  return pids.flatMap((pid) => {
    const start = processStart(pid);
    return start === null ? [] : [`${String(pid)}@${start}`];
  });
}

/** A number below 0 names a group. What is gone already is no error. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function gone(tokens: readonly string[], withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  for (;;) {
    if (!tokens.some(isRunning)) return true;
    if (performance.now() > end) return false;
    await sleep(LOOK_MS);
  }
}
