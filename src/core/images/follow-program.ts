/** Runs a program of this machine to its end: its lines as progress, its last lines when it fails. */
import { spawn } from 'node:child_process';

export interface FollowOptions {
  signal: AbortSignal;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Longest time for the whole run, in milliseconds. */
  deadlineMs: number;
  onLine?: (line: string) => void;
}

export interface FollowedRun {
  exitCode: number | null;
  /** The last lines of both streams, oldest first. */
  tail: string[];
  /** Why it could not be started or was ended by us, else null. */
  failure: string | null;
}

/** Lines kept of a run. */
const TAIL_LINES = 40;
/** Longest wait for a program that was asked to end, in milliseconds. Package managers clean up in less. */
const END_GRACE_MS = 5_000;

/**
 * Runs `program`, without a shell but for batch files of Windows. Resolves at its end, whatever its exit code; whatever it started ends with it.
 * @throws the signal's reason when it fires, after the program has ended
 */
export async function followProgram(program: string, args: readonly string[], options: FollowOptions): Promise<FollowedRun> {
  options.signal.throwIfAborted();
  // A group of its own, so that what it started can be ended too. Windows has none; there the program alone ends.
  const group = process.platform !== 'win32';
  // Windows starts batch files, npm's and Maven's among them, through its shell only.
  const batch = /\.(cmd|bat)$/i.test(program);
  const quoted = (word: string): string => (batch && /\s/.test(word) ? `"${word}"` : word);
  const child = spawn(quoted(program), args.map(quoted), {
    cwd: options.cwd, env: options.env ?? process.env, detached: group, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, shell: batch,
  });
  const tail: string[] = [];
  let failure: string | null = null;

  const kill = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      if (group) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // It has just ended by itself.
    }
  };
  let harder: NodeJS.Timeout | undefined;
  const end = (why: string) => {
    failure ??= why;
    kill('SIGTERM');
    harder ??= setTimeout(() => { kill('SIGKILL'); }, END_GRACE_MS);
  };
  const aborted = () => { end('cancelled'); };
  const deadline = setTimeout(() => {
    end(`took longer than ${Math.round(options.deadlineMs / 1000)} seconds`);
  }, options.deadlineMs);
  options.signal.addEventListener('abort', aborted, { once: true });

  const follow = (stream: NodeJS.ReadableStream) => {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      const lines = (rest + text).split(/\r?\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    stream.on('end', () => { take(rest); });
  };
  const take = (line: string) => {
    if (line.trim() === '') return;
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    options.onLine?.(line);
  };
  follow(child.stdout);
  follow(child.stderr);

  try {
    const exitCode = await new Promise<number | null>((resolve) => {
      child.once('error', (error) => {
        failure ??= error.message;
        resolve(null);
      });
      child.once('close', (code) => { resolve(code); });
    });
    options.signal.throwIfAborted();
    return { exitCode, tail, failure };
  } finally {
    clearTimeout(deadline);
    clearTimeout(harder);
    options.signal.removeEventListener('abort', aborted);
  }
}
