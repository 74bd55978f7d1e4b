/** A shell with a terminal inside a container: an exec and its byte stream. */
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import type { PtyStream } from '../engine.ts';
import { WORKSPACE } from './container-spec.ts';
import type { Daemon } from './daemon.ts';
import { endMarked, MARK } from './end-marked.ts';
import { statusOf } from './map-error.ts';
import { pause } from './waits.ts';

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

/** @throws BackbenchError DOCKER_FAILED when the container does not run (HTTP status 409) or the exec can't start */
export async function openExecShell(daemon: Daemon, options: ExecShellOptions): Promise<PtyStream> {
  const mark = randomBytes(16).toString('hex');
  const { container, signal } = options;
  const exec = await daemon.call({ operation: `open a shell in ${container}`, signal }, (docker, abortSignal) =>
    docker.getContainer(container).exec({
      AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, WorkingDir: WORKSPACE,
      Env: Object.entries({ ...options.env, TERM: 'xterm-256color', COLORTERM: 'truecolor', [MARK]: mark }).map(([key, value]) => `${key}=${value}`),
      // The size is set from within before bash starts: a resize right after the start can come too early, and
      // engines before API 1.42 take no size.
      Cmd: ['sh', '-c', 'stty rows "$1" cols "$2"; exec bash', 'backbench', String(options.rows), String(options.cols)],
      abortSignal,
    }));
  const stream = await daemon.call({ operation: `open a shell in ${container}`, signal, finish: true }, () =>
    exec.start({ hijack: true, stdin: true, Tty: true }));
  const shell = new ExecShell(daemon, exec, stream, mark, options);
  if (!signal.aborted) return shell;
  await shell.dispose();
  signal.throwIfAborted();
  return shell;
}

class ExecShell implements PtyStream {
  readonly #daemon: Daemon;
  readonly #exec: Dockerode.Exec;
  readonly #stream: Duplex;
  readonly #mark: string;
  readonly #options: ExecShellOptions;
  readonly #exited = Promise.withResolvers<number | null>();
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  #paused = false;
  #disposed: Promise<void> | null = null;

  constructor(daemon: Daemon, exec: Dockerode.Exec, stream: Duplex, mark: string, options: ExecShellOptions) {
    this.#daemon = daemon;
    this.#exec = exec;
    this.#stream = stream;
    this.#mark = mark;
    this.#options = options;
    // Nothing is read, and so nothing is lost, before somebody listens.
    stream.pause();
    stream.on('data', (bytes: Buffer) => {
      for (const listener of [...this.#dataListeners]) listener(bytes);
    });
    stream.pause();
    stream.on('error', () => { /* a cut connection; `close` follows and ends the shell */ });
    const ended = (): void => {
      stream.destroy();
      void this.#exitCode().then(this.#exited.resolve);
    };
    stream.once('end', ended);
    stream.once('close', ended);
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
