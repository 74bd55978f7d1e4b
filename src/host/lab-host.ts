/** The lab host without its process: the core, its terminals, and the window's two ports, which may change. */
import { RPCHandler } from '@orpc/server/message-port';
import type { Core } from '../core/core.ts';
import { createRouter } from '../core/router.ts';
import type { ProfileDesk } from '../core/profiles/profile-desk.ts';
import { ScrollbackStore } from '../core/terminal/scrollback-store.ts';
import { Terminals } from '../core/terminal/terminals.ts';
import { codedCall } from '../shared/contract-error.ts';
import type { FileUse } from '../shared/host-protocol.ts';
import type { TerminalToWindow } from '../shared/terminal-protocol.ts';
import type { Settings } from '../shared/views.ts';
import { CoreHolder } from './core-holder.ts';

/** A port as Electron gives it to a utility process. */
export interface HostPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  emit(event: 'close'): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

export interface LabHostParts {
  /** Waits until it is known whose data is to be opened; the signal fires when the host closes before. */
  createCore: (signal: AbortSignal) => Promise<Core>;
  /** Answers about the profiles of the machine, whether the core stands or not. */
  profiles: () => Promise<ProfileDesk>;
  /** Where what terminals print outlives this process; asked when the core stands. */
  scrollbackFolder: () => string;
  /** Called when the learner's choice of colours is known, and when it changes. */
  onTheme: (theme: Settings['theme']) => void;
  /** Gets what a person never sees, for the log. */
  log: (text: string) => void;
}

/** What former runs left behind must be gone within ten seconds; a daemon that hangs may take longer, not for ever. */
const SWEEP_MS = 60_000;

/**
 * How long after the core's start the sweep begins, in milliseconds: loading the Docker client alone keeps the
 * processor for longer than the window's first questions take.
 */
const SWEEP_AFTER_MS = 1_500;

/**
 * How long a window that has connected may take to open the lab its learner was in, in milliseconds; it asks for it
 * within one second. A lab of an ended process that was not opened by then is stopped; opened later, it starts again.
 */
const TAKEN_UP_MS = 3_000;

export class LabHost {
  readonly #parts: LabHostParts;
  readonly #terminals: Terminals;
  readonly #holder: CoreHolder<Core>;
  readonly #handler: RPCHandler<Record<never, never>>;
  readonly #stop = new AbortController();
  readonly #connected = Promise.withResolvers<void>();
  #ports: HostPort[] = [];

  /** Starts making the core at once; {@link connect} need not wait for it. */
  constructor(parts: LabHostParts) {
    this.#parts = parts;
    this.#terminals = new Terminals(new ScrollbackStore(parts.scrollbackFolder));
    this.#holder = new CoreHolder(() => this.#createCore());
    const router = createRouter(async () => ({ core: await this.#holder.core(), terminals: this.#terminals }), parts.profiles);
    this.#handler = new RPCHandler(router, {
      clientInterceptors: [
        async (options) => {
          const call = options.path.join('.');
          const output: unknown = await codedCall(() => options.next(), ({ data, cause }) => {
            if (data.code === 'INTERNAL') this.#parts.log(`${call}: ${describe(cause)}`);
          });
          if (call === 'settings.set') this.#parts.onTheme((output as Settings).theme);
          return output;
        },
      ],
    });
  }

  /** Resolves when calls are answered: by the core, or with the reason why there is none. */
  async settled(): Promise<void> {
    await this.#holder.core().catch(() => undefined);
  }

  /** Takes the window's ports in place of the former ones. What was sent on them already is not lost. */
  connect(rpc: HostPort, terminal: HostPort): void {
    this.#dropPorts();
    this.#ports = [rpc, terminal];
    this.#connected.resolve();
    // A window that comes back gets another try: the folder may be there now.
    this.#holder.retry();
    this.#handler.upgrade(rpc);
    const release = this.#terminals.connect({
      post: (message: TerminalToWindow) => terminal.postMessage(message),
      onMessage: (listener) => {
        let on = true;
        terminal.on('message', ({ data }) => {
          if (on) listener(data);
        });
        return () => void (on = false);
      },
    });
    terminal.on('close', release);
    rpc.start();
    terminal.start();
  }

  /** The learner has chosen this file; one call that names the token may write or read it. */
  allowFile(use: FileUse, token: string, path: string): void {
    void this.#holder.core().then((core) => {
      if (use === 'pack') core.packDesk.allowFile(token, path);
      else core.chosen.allow(use, token, path);
    }, () => undefined);
  }

  /** Ends the terminals, parks or stops what runs, closes the database. @throws what could not be closed, after all was tried */
  async close(signal: AbortSignal): Promise<void> {
    this.#stop.abort();
    const outcomes = [
      ...await Promise.allSettled([this.#terminals.dispose()]),
      ...await Promise.allSettled([this.#holder.close(signal)]),
    ];
    this.#dropPorts();
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async #createCore(): Promise<Core> {
    const core = await this.#parts.createCore(this.#stop.signal).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#parts.log(`The core does not stand: ${describe(error)}`);
      throw error;
    });
    this.#parts.onTheme(core.settings.get().theme);
    this.#later(SWEEP_AFTER_MS, async (signal) => {
      const removed = await core.sweep(signal);
      if (removed.length > 0) this.#parts.log(`Removed what a former run left: ${removed.join(', ')}`);
    });
    void this.#connected.promise.then(() => this.#later(TAKEN_UP_MS, (signal) => core.stopLeft(signal)));
    return core;
  }

  /** Part of the cleaning up after former runs, unless the host is closed before. */
  #later(afterMs: number, sweep: (signal: AbortSignal) => Promise<void>): void {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    const timer = setTimeout(() => {
      sweep(AbortSignal.any([signal, AbortSignal.timeout(SWEEP_MS)])).catch((error: unknown) => {
        if (!signal.aborted) this.#parts.log(`The sweep was not completed: ${describe(error)}`);
      });
    }, afterMs);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  #dropPorts(): void {
    for (const port of this.#ports) {
      // The side that closes gets no event, and the streams on this port have to end.
      port.emit('close');
      port.close();
    }
    this.#ports = [];
  }
}

/** An error for the log, with its stack and its causes. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\n  because: ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
