/** A command run to its end inside a container: an exec, with a wrapper that tells how it ended. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import { posix } from 'node:path';
import type { Duplex } from 'node:stream';
import { BackbenchError } from '../../../shared/errors.ts';
import type { RunRequest, RunResult } from '../engine.ts';
import { keepBeginning, keepEnd } from '../kept-output.ts';
import { OUTCOMES, programMissing } from '../run-errors.ts';
import { WORKSPACE } from './container-spec.ts';
import type { Daemon } from './daemon.ts';
import { endBy, MARK } from './end-marked.ts';
import { createFrameReader } from './output-frames.ts';
import { ENDER, readEnd, WRAPPER, type WrapperEnd } from './run-wrapper.ts';
import { pause } from './waits.ts';

/** How long an exec may take to start, in milliseconds; usually 60. */
const START_DEADLINE_MS = 4_000;
/** A busy daemon at times starts an exec and never connects its streams: it is ended, and another one started. */
const ATTEMPTS = 3;
/** How long the last output may take to arrive once the command has ended, in milliseconds. */
const DRAIN_MS = 2_000;
const [STDOUT, STDERR] = [1, 2];
/** The variable that tells a command of a check from what the learner runs. */
export const RUN_MARK = 'BACKBENCH_RUN';

export interface RunInContainerOptions {
  request: RunRequest & { env: Record<string, string> };
  container: string;
  deadlineMs: number;
  signal: AbortSignal;
  /** Runs `act`, which starts an exec, when the container runs. */
  start: <T>(act: () => Promise<T>) => Promise<T>;
  /** Called when the processes can't be ended one by one: ends all of the container. */
  endAll: () => Promise<void>;
  /** Runs `act` while the container is not paused. */
  whileRunning: <T>(act: () => Promise<T>) => Promise<T>;
}

/** @throws BackbenchError BINARY_MISSING, FILE_NOT_FOUND, DOCKER_FAILED, CANCELLED */
export async function runInContainer(daemon: Daemon, options: RunInContainerOptions): Promise<RunResult> {
  const { request, signal, deadlineMs } = options;
  const run = await options.start(() => startRun(daemon, options));
  try {
    run.go(request.stdin ?? '');
    const since = performance.now();
    const why = await firstOf(run.ended, deadlineMs, signal);
    const ms = performance.now() - since;
    if (why === 'aborted') throw new BackbenchError('CANCELLED', {});
    const timedOut = why === 'late';
    if (timedOut) await run.kill();
    await run.drained(DRAIN_MS);
    const end = timedOut ? { exitCode: null, signal: constants.signals.SIGKILL, problem: null, peakMemoryMb: run.end()?.peakMemoryMb ?? null } : run.end();
    if (end === null) {
      throw new BackbenchError('DOCKER_FAILED', { operation: `run ${request.command[0] ?? ''}`, reason: run.stderr.text().trim() || 'its end was not told' });
    }
    throwProblem(end, request);
    return {
      exitCode: end.exitCode, signal: signalName(end.signal), stdout: run.stdout.text(), stderr: run.stderr.text(), cut: run.stdout.cut, timedOut, ms,
      peakMemoryMb: end.peakMemoryMb,
    };
  } finally {
    await run.dispose();
  }
}

function throwProblem({ problem }: WrapperEnd, request: RunRequest): void {
  if (problem === null) return;
  if (problem === 'folder') throw new BackbenchError('FILE_NOT_FOUND', { path: request.cwd ?? '.' });
  throw programMissing(request.command[0] ?? '', problem === 'missing' ? OUTCOMES.notFound : problem === 'denied' ? OUTCOMES.notAllowed : problem);
}

function signalName(number: number | null): string | null {
  if (number === null) return null;
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? String(number);
}

interface Run {
  stdout: ReturnType<typeof keepBeginning>;
  stderr: ReturnType<typeof keepEnd>;
  /** Lets the command start, with its input. */
  go(stdin: string | Uint8Array): void;
  /** Settles when the wrapper says so, or when nothing more can come. */
  ended: Promise<void>;
  end(): WrapperEnd | null;
  /** Waits until all output is there. */
  drained(ms: number): Promise<void>;
  kill(): Promise<void>;
  /** Ends what is left. */
  dispose(): Promise<void>;
}

async function startRun(daemon: Daemon, options: RunInContainerOptions): Promise<Run> {
  for (let attempt = 1; ; attempt += 1) {
    const { run, started } = await openRun(daemon, options);
    const outcome = await firstOf(started, START_DEADLINE_MS, options.signal);
    if (outcome === 'ended' && run.end() === null && !run.closed()) return run;
    // Nothing of the command has run: the wrapper waits for its word.
    await run.dispose();
    if (outcome === 'aborted') throw new BackbenchError('CANCELLED', {});
    if (outcome === 'ended' || attempt === ATTEMPTS) {
      throw new BackbenchError('DOCKER_FAILED', { operation: `run ${options.request.command[0] ?? ''}`, reason: run.said() || 'no command starts in the container' });
    }
  }
}

async function openRun(daemon: Daemon, options: RunInContainerOptions): Promise<{ run: Run & { closed(): boolean; said(): string }; started: Promise<void> }> {
  const { request, container, signal } = options;
  const [word, mark] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const operation = `run a command in ${container}`;
  const exec = await daemon.call({ operation, signal }, (docker, abortSignal) => docker.getContainer(container).exec({
    AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false, WorkingDir: WORKSPACE,
    Env: Object.entries({ ...request.env, [MARK]: mark, [RUN_MARK]: mark }).map(([key, value]) => `${key}=${value}`),
    Cmd: [
      'perl', '-e', WRAPPER, word, `${MARK}=${mark}`, request.measureMemory === true ? '1' : '',
      posix.join(WORKSPACE, request.cwd ?? '.'), ...request.command,
    ],
    abortSignal,
  }));
  const stream: Duplex = await daemon.call({ operation, signal, finish: true }, () => exec.start({ hijack: true, stdin: true, Tty: false }));

  const [started, ended, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [stdout, stderr] = [keepBeginning(request.maxOutputBytes), keepEnd(request.maxOutputBytes)];
  const frames = createFrameReader();
  const words = createWordReader(word, stderr.push, (line) => {
    if (line === ' started') return started.resolve();
    end ??= readEnd(line);
    ended.resolve();
  });
  let end: WrapperEnd | null = null;
  let isClosed = false;
  stream.on('data', (chunk: Buffer) => {
    for (const { stream: from, bytes } of frames(chunk)) {
      if (from === STDOUT) stdout.push(bytes);
      else if (from === STDERR) words.push(bytes);
    }
  });
  stream.on('error', () => { /* a cut connection; `close` follows */ });
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    words.end();
    for (const each of [started, ended, closed]) each.resolve();
  };
  stream.once('end', close);
  stream.once('close', close);

  const kill = async (): Promise<void> => {
    if (isClosed) return;
    try {
      await options.whileRunning(() => endBy(daemon, container, ['perl', '-e', ENDER, `${MARK}=${mark}`]));
    } catch {
      await options.endAll();
    }
  };
  return {
    started: started.promise,
    run: {
      stdout, stderr, ended: ended.promise, end: () => end, closed: () => isClosed, said: () => stderr.text().trim(), kill,
      go(stdin) {
        stream.write('!');
        stream.end(stdin);
      },
      drained: (ms) => firstOf(closed.promise, ms, new AbortController().signal).then(() => undefined),
      async dispose() {
        // Ended by itself, it has left nothing: the wrapper has seen to that.
        if (end === null) await kill();
        stream.destroy();
      },
    },
  };
}

/** Passes on what is printed, and keeps back the wrapper's own lines: `word` and what follows it, up to the line's end. */
function createWordReader(word: string, pass: (bytes: Uint8Array) => void, onLine: (rest: string) => void): { push(bytes: Uint8Array): void; end(): void } {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(bytes) {
      rest = Buffer.concat([rest, bytes]);
      for (let at = rest.indexOf(word); at >= 0; at = rest.indexOf(word)) {
        const lineEnd = rest.indexOf('\n', at);
        if (lineEnd < 0) break;
        pass(rest.subarray(0, at));
        onLine(rest.toString('utf8', at + word.length, lineEnd));
        rest = rest.subarray(lineEnd + 1);
      }
      // The word may be cut between two pieces; where it has begun, all of it is kept back.
      const begun = rest.indexOf(word);
      const safe = begun >= 0 ? begun : Math.max(0, rest.length - word.length + 1);
      pass(rest.subarray(0, safe));
      rest = Buffer.from(rest.subarray(safe));
    },
    end() {
      pass(rest);
      rest = Buffer.alloc(0);
    },
  };
}

async function firstOf(ended: Promise<void>, ms: number, signal: AbortSignal): Promise<'ended' | 'late' | 'aborted'> {
  const timer = new AbortController();
  const outcome = await Promise.race([
    ended.then(() => 'ended' as const),
    pause(ms, AbortSignal.any([signal, timer.signal])).then(() => (signal.aborted ? 'aborted' as const : 'late' as const)),
  ]);
  timer.abort();
  return outcome;
}
