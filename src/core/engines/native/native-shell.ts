/** A shell on this machine, behind the interface that container shells have too. */
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { spawn, type IPty } from 'node-pty';
import { BackbenchError } from '../../../shared/errors.ts';
import { processStart } from '../../process-identity.ts';
import type { PtyStream } from '../engine.ts';
import { findProgram } from './shell-environment.ts';
import { processTable } from './process-table.ts';

/** How long a shell may take to hang up before it is killed, in milliseconds. */
const HANG_UP_MS = 500;

export interface ShellRequest {
  cwd: string;
  env: Record<string, string>;
  /** Chosen in the settings; empty for Bash, which is taken as well when this is no longer there. */
  program: string;
  cols: number;
  rows: number;
}

/** @throws BackbenchError TERMINAL_FAILED */
export function openNativeShell(request: ShellRequest): { stream: PtyStream; pid: number } {
  allowSpawnHelper();
  let pty: IPty;
  try {
    const { program, args } = chooseShell(request.env, request.program);
    // Bytes stay bytes: `encoding: null` is how node-pty says so, though its types only know strings.
    pty = spawn(program, args, {
      name: 'xterm-256color', cwd: request.cwd, cols: request.cols, rows: request.rows, encoding: null,
      env: { ...request.env, TERM: 'xterm-256color', COLORTERM: 'truecolor' },
    });
  } catch (error) {
    throw new BackbenchError('TERMINAL_FAILED', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
  return { stream: ptyStream(pty), pid: pty.pid };
}

/** The chosen one, or Bash where there is one, since the lessons are written for it; else the person's own shell. */
function chooseShell(env: Record<string, string>, chosen: string): { program: string; args: string[] } {
  const args = process.platform === 'darwin' ? ['-l'] : [];
  if (chosen !== '' && existsSync(chosen)) return { program: chosen, args: process.platform === 'win32' ? [] : args };
  if (process.platform === 'win32') {
    return { program: findProgram('pwsh', env) ?? 'powershell.exe', args: ['-NoLogo'] };
  }
  const program = findProgram('bash', env) ?? env['SHELL'] ?? '/bin/sh';
  return { program, args };
}

function ptyStream(pty: IPty): PtyStream {
  let exited = false;
  const exit = Promise.withResolvers<void>();
  pty.onExit(() => {
    exited = true;
    exit.resolve();
  });
  return {
    onData(listener) {
      const subscription = pty.onData((data) => { listener(data as unknown as Uint8Array); });
      return () => { subscription.dispose(); };
    },
    onExit(listener) {
      const subscription = pty.onExit(({ exitCode }) => { listener(exitCode); });
      return () => { subscription.dispose(); };
    },
    write: (data) => { if (!exited) pty.write(data); },
    pause: () => { pty.pause(); },
    resume: () => { pty.resume(); },
    resize: (cols, rows) => { if (!exited) pty.resize(cols, rows); },
    async dispose() {
      // Background jobs have groups of their own; the terminal's session holds them together.
      const jobs = (await processTable()).filter(({ session, group }) => session === pty.pid || group === pty.pid);
      if (!exited) pty.kill();
      const late = setTimeout(() => { if (!exited && process.platform !== 'win32') pty.kill('SIGKILL'); }, HANG_UP_MS);
      await exit.promise;
      clearTimeout(late);
      // Those that ignored the hang-up, such as what was started with nohup.
      for (const { pid, start } of jobs) if (processStart(pid) === start) kill(pid);
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** npm drops the executable bit of node-pty's helper on macOS when the package is unpacked by another tool. */
function allowSpawnHelper(): void {
  if (process.platform !== 'darwin') return;
  const prebuilds = join(dirname(createRequire(import.meta.url).resolve('node-pty/package.json')), 'prebuilds');
  for (const folder of existsSync(prebuilds) ? readdirSync(prebuilds) : []) {
    const helper = join(prebuilds, folder, 'spawn-helper');
    if (existsSync(helper) && (statSync(helper).mode & 0o111) === 0) chmodSync(helper, 0o755);
  }
}
