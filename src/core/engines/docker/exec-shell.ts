/** A shell with a terminal inside a container: an exec and its byte stream. */
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import { BackbenchError } from '../../../shared/errors.ts';
import type { PtyStream } from '../engine.ts';
import { WORKSPACE } from './container-spec.ts';
import type { Daemon } from './daemon.ts';
import { endMarked, MARK } from './end-marked.ts';
import { statusOf } from './map-error.ts';
import { orAborted, pause } from './waits.ts';

/** The daemon learns of an exec's end a moment after its stream ends: how often and how long to ask, in milliseconds. */
const EXIT_POLL_MS = 10;
const EXIT_DEADLINE_MS = 1_000;

export interface ExecShellOptions {
  container: string;
  cols: number;
  rows: number;
  env: Record<string, string>;
  signal: AbortSignal;
  /** Called when the processes of a shell can't be ended one by one: ends all of the container. */
  endAll: () => Promise<void>;
  /** Runs `act` while the container is not paused. */
  whileRunning: <T>(act: () => Promise<T>) => Promise<T>;
}

/** Printed before bash starts, and kept from the listeners: from here on the terminal is there, a resize included. */
const STARTED = 'backbench-shell-started\r\n';
/** How long an exec may take to print that, in milliseconds; usually 60. */
const START_DEADLINE_MS = 4_000;
/** A busy daemon at times starts an exec and never connects its streams: it is ended, and another one started. */
const ATTEMPTS = 3;
/**
 * `$1` rows, `$2` columns. The size is set from within before bash starts: engines before API 1.42 take no size at
 * the start, and a resize right after it can come too early.
 */
const LAUNCH = 'stty rows "$1" cols "$2"; echo backbench-shell-started; exec bash';

/**
 * Resolves when the shell runs.
 * @throws BackbenchError DOCKER_FAILED when the container does not run (HTTP status 409) or no shell starts in it, CANCELLED
 */
export async function openExecShell(daemon: Daemon, options: ExecShellOptions): Promise<PtyStream> {
  for (let attempt = 1; ; attempt += 1) {
    const shell = await startExec(daemon, options);
    try {
      const outcome = await orAborted(shell.started(START_DEADLINE_MS), options.signal);
      if (outcome === 'started') return shell;
      await shell.dispose();
      if (outcome === 'ended' || attempt === ATTEMPTS) throw new BackbenchError('TERMINAL_FAILED', { reason: shell.said() || 'the shell did not start' });
    } catch (error) {
      await shell.dispose();
      throw error;
    }
  }
}

async function startExec(daemon: Daemon, options: ExecShellOptions): Promise<ExecShell> {
  const mark = randomBytes(16).toString('hex');
  const { container, signal } = options;
  const variables = { ...options.env, TERM: 'xterm-256color', COLORTERM: 'truecolor', [MARK]: mark };
  const exec = await daemon.call({ operation: `open a shell in ${container}`, signal }, (docker, abortSignal) =>
    docker.getContainer(container).exec({
      AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, WorkingDir: WORKSPACE,
      Env: Object.entries(variables).map(([key, value]) => `${key}=${value}`),
      // Bash from the start: a plain sh would drop the functions among the variables.
      Cmd: ['bash', '-c', LAUNCH, 'backbench', String(options.rows), String(options.cols)],
      abortSignal,
    }));
  const stream = await daemon.call({ operation: `open a shell in ${container}`, signal, finish: true }, () =>
    exec.start({ hijack: true, stdin: true, Tty: true }));
  return new ExecShell(daemon, exec, stream, mark, options);
}

class ExecShell implements PtyStream {
  readonly #daemon: Daemon;
  readonly #exec: Dockerode.Exec;
  readonly #stream: Duplex;
  readonly #mark: string;
  readonly #options: ExecShellOptions;
  readonly #exited = Promise.withResolvers<number | null>();
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #started = Promise.withResolvers<'started' | 'ended'>();
  /** What came before the shell had started; null from then on. */
  #opening: Buffer | null = Buffer.alloc(0);
  #paused = false;
  #disposed: Promise<void> | null = null;

  constructor(daemon: Daemon, exec: Dockerode.Exec, stream: Duplex, mark: string, options: ExecShellOptions) {
    this.#daemon = daemon;
    this.#exec = exec;
    this.#stream = stream;
    this.#mark = mark;
    this.#options = options;
    stream.on('data', (bytes: Buffer) => { this.#receive(bytes); });
    stream.on('error', () => { /* a cut connection; `close` follows and ends the shell */ });
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      stream.destroy();
      this.#started.resolve('ended');
      void this.#exitCode().then(this.#exited.resolve);
    };
    stream.once('end', end);
    stream.once('close', end);
  }

  /** Resolves when the shell has started, has ended instead, or has not after `ms` milliseconds. */
  async started(ms: number): Promise<'started' | 'ended' | 'silent'> {
    const timer = new AbortController();
    const outcome = await Promise.race([this.#started.promise, pause(ms, timer.signal).then(() => 'silent' as const)]);
    timer.abort();
    return outcome;
  }

  /** What was printed instead of starting, e.g. that there is no bash. */
  said(): string {
    return this.#opening?.toString().trim() ?? '';
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    if (!this.#paused) this.#stream.resume();
    return () => { this.#dataListeners.delete(listener); };
  }

  onExit(listener: (exitCode: number | null) => void): () => void {
    let wanted = true;
    void this.#exited.promise.then((exitCode) => { if (wanted) listener(exitCode); });
    return () => { wanted = false; };
  }

  #receive(bytes: Buffer): void {
    if (this.#opening !== null) {
      this.#opening = Buffer.concat([this.#opening, bytes]);
      const at = this.#opening.indexOf(STARTED);
      if (at < 0) return;
      const rest = this.#opening.subarray(at + STARTED.length);
      this.#opening = null;
      // Nothing more is read, and so nothing is lost, before somebody listens.
      this.#stream.pause();
      if (rest.length > 0) this.#stream.unshift(rest);
      this.#started.resolve('started');
      return;
    }
    for (const listener of [...this.#dataListeners]) listener(bytes);
  }

  write(data: string): void {
    if (this.#stream.writable) this.#stream.write(data);
  }

  pause(): void {
    this.#paused = true;
    this.#stream.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#dataListeners.size > 0) this.#stream.resume();
  }

  resize(cols: number, rows: number): void {
    if (this.#stream.destroyed) return;
    this.#daemon.call({ operation: 'resize a terminal' }, (_docker, abortSignal) =>
      // The daemon's answer to success is 201, which dockerode takes for an error.
      this.#exec.resize({ h: rows, w: cols, abortSignal }).catch((error: unknown) => { if (statusOf(error) !== 201) throw error; }),
    ).catch(() => { /* the shell has ended, or the daemon: the stream tells */ });
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#end();
    return this.#disposed;
  }

  async #end(): Promise<void> {
    const { container, whileRunning, endAll } = this.#options;
    try {
      // Even when bash has ended by itself: what it started in the background may go on.
      await whileRunning(() => endMarked(this.#daemon, container, this.#mark));
    } catch {
      await endAll();
    } finally {
      this.#stream.destroy();
    }
  }

  async #exitCode(): Promise<number | null> {
    const until = Date.now() + EXIT_DEADLINE_MS;
    try {
      for (;;) {
        const { Running, ExitCode } = await this.#daemon.call({ operation: 'ask how a shell ended', deadlineMs: EXIT_DEADLINE_MS }, (_docker, abortSignal) =>
          this.#exec.inspect({ abortSignal }));
        if (!Running || Date.now() > until) return Running ? null : ExitCode;
        await pause(EXIT_POLL_MS, new AbortController().signal);
      }
    } catch {
      return null;
    }
  }
}
