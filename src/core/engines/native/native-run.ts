/** A command run to its end on this machine: bounded in time and output, and nothing of it is left afterwards. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackbenchError } from '../../../shared/errors.ts';
import { processStart, processToken } from '../../process-identity.ts';
import type { RunRequest, RunResult } from '../engine.ts';
import { keepBeginning, keepEnd } from '../kept-output.ts';
import { OUTCOMES, programMissing } from '../run-errors.ts';
import { sampleMemory } from './run-memory.ts';
import { endRun, RUN_MARK, type RunMark } from './run-processes.ts';
import { removeRecord, writeRecord } from './service-record.ts';
import { findProgram } from './shell-environment.ts';

/** How long what was printed may take to arrive after everything has ended, in milliseconds. */
const DRAIN_MS = 2_000;
/** After SIGKILL only the kernel can be slow, in milliseconds. */
const KILL_DEADLINE_MS = 5_000;

export interface NativeRunOptions {
  request: RunRequest;
  workspace: string;
  /** The whole environment. */
  env: Record<string, string>;
  /** Where the process is written down while it runs, so that a sweep finds it. */
  recordFolder: string;
  deadlineMs: number;
  signal: AbortSignal;
}

/** @throws BackbenchError BINARY_MISSING, FILE_NOT_FOUND, CANCELLED */
export async function runNative(options: NativeRunOptions): Promise<RunResult> {
  const { request, signal } = options;
  if (signal.aborted) throw new BackbenchError('CANCELLED', {});
  const cwd = join(options.workspace, request.cwd ?? '.');
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) throw new BackbenchError('FILE_NOT_FOUND', { path: request.cwd ?? '.' });
  const mark = randomBytes(16).toString('hex');
  const env = { ...options.env, ...request.env, [RUN_MARK]: mark };
  const [name = '', ...args] = request.command;
  const child = spawn(programPath(name, cwd, env), args, { cwd, env, detached: true, windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const [stdout, stderr] = [keepBeginning(request.maxOutputBytes), keepEnd(request.maxOutputBytes)];
  child.stdout.on('data', (bytes: Buffer) => { stdout.push(bytes); });
  child.stderr.on('data', (bytes: Buffer) => { stderr.push(bytes); });
  // A program that doesn't read its input may close it.
  child.stdin.on('error', () => undefined).end(request.stdin ?? '');
  const since = performance.now();
  const exited = Promise.withResolvers<{ exitCode: number | null; signal: string | null }>();
  child.once('exit', (exitCode, by) => { exited.resolve({ exitCode, signal: by }); });
  await spawned(child, name);

  const leader = child.pid ?? 0;
  const run: RunMark = { leader, start: processStart(leader) ?? '', mark };
  const forget = remember(options.recordFolder, leader);
  const memory = request.measureMemory === true ? sampleMemory(run) : null;
  try {
    const why = await firstOf(exited.promise, options.deadlineMs, signal);
    const ms = performance.now() - since;
    const peakMemoryMb = memory?.stop() ?? null;
    await end(run, child);
    if (why === 'aborted') throw new BackbenchError('CANCELLED', {});
    const { exitCode, signal: by } = await within(KILL_DEADLINE_MS, exited.promise) ?? { exitCode: null, signal: 'SIGKILL' };
    return { exitCode, signal: by, stdout: stdout.text(), stderr: stderr.text(), cut: stdout.cut, timedOut: why === 'late', ms, peakMemoryMb };
  } finally {
    memory?.stop();
    forget();
  }
}

/** Ends all of it and waits until what it printed has arrived. */
async function end(run: RunMark, child: ChildProcessWithoutNullStreams): Promise<void> {
  const closed = new Promise<void>((done) => { child.once('close', () => { done(); }); });
  const open = !child.stdout.closed || !child.stderr.closed;
  await endRun(run);
  if (!open) return;
  await within(DRAIN_MS, closed);
  // Held open by a process that could not be found as the command's own.
  child.stdout.destroy();
  child.stderr.destroy();
}

/** Where a program is. @throws BackbenchError BINARY_MISSING */
export function programPath(name: string, cwd: string, env: Record<string, string>): string {
  if (!name.includes('/')) {
    const found = findProgram(name, env);
    if (found === null) throw programMissing(name, OUTCOMES.notFound);
    return found;
  }
  const path = resolve(cwd, name);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw programMissing(name, OUTCOMES.notFound);
  try {
    accessSync(path, constants.X_OK);
  } catch (error) {
    throw programMissing(name, (error as NodeJS.ErrnoException).code === 'EACCES' ? OUTCOMES.notAllowed : String(error));
  }
  return path;
}

async function spawned(child: ChildProcessWithoutNullStreams, name: string): Promise<void> {
  const started = Promise.withResolvers<void>();
  child.once('spawn', () => { started.resolve(); });
  child.once('error', (error) => { started.reject(programMissing(name, error.message)); });
  await started.promise;
}

/** @returns forgets it again */
function remember(folder: string, pid: number): () => void {
  const [token, maker] = [processToken(pid), processToken(process.pid)];
  if (token === null || maker === null) return () => undefined;
  const record = join(folder, `run-${String(pid)}.json`);
  writeRecord(record, { token, port: 0, maker });
  return () => { removeRecord(record); };
}

/** @returns null when it takes longer */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  const timer = new AbortController();
  const outcome = await Promise.race([work, sleep(ms, null, { signal: timer.signal }).catch(() => null)]);
  timer.abort();
  return outcome;
}

async function firstOf(exited: Promise<unknown>, deadlineMs: number, signal: AbortSignal): Promise<'exited' | 'late' | 'aborted'> {
  const timer = new AbortController();
  const late = AbortSignal.any([signal, timer.signal]);
  const why = await Promise.race([
    exited.then(() => 'exited' as const),
    sleep(deadlineMs, 'late' as const, { signal: late }).catch(() => 'aborted' as const),
  ]);
  timer.abort();
  return why;
}
