/** Keeps a lab host running: starts it, starts another when it dies, gives up when that does not help, ends it cleanly. */
import type { FileUse, HostToMain, MainToHost } from '../shared/host-protocol.ts';

/** One life of a lab host's process. `P` is a port of the window. */
export interface HostProcess<P> {
  readonly pid: number | undefined;
  post(message: MainToHost, ports?: P[]): void;
  onMessage(listener: (message: HostToMain) => void): void;
  /** Called once, however it ends. */
  onExit(listener: (exitCode: number) => void): void;
  kill(): void;
}

/** As in mainContract's watchHost. `down`: given up, until the window connects anew. */
export type HostState = 'up' | 'restarting' | 'down';

export interface SupervisorParts<P> {
  fork: () => HostProcess<P>;
  log: (text: string) => void;
  onTheme: (theme: Extract<HostToMain, { t: 'theme' }>['theme']) => void;
  /** Whose data the host has opened. */
  onProfile: (profile: string) => void;
  /** The learner hands the machine on: {@link HostSupervisor.restart} is due. */
  onLeave: (fresh: boolean) => void;
  now?: () => number;
}

/** A host that dies before it is ready this many times in a row will not get ready the next time either. */
const DEATHS_BEFORE_READY = 5;
/** A host that keeps dying after it was ready is brought down by what it is asked to do. */
const DEATHS_IN_WINDOW = 10;
const WINDOW_MS = 30_000;
/** The first death is mended at once; the pauses after that double from the first to the last, in milliseconds. */
const PAUSE_FIRST_MS = 100;
const PAUSE_LAST_MS = 2_000;
/** A host that is ended gets this long to exit after its own deadline, in milliseconds. */
const KILL_GRACE_MS = 1_000;

export class HostSupervisor<P> {
  readonly #parts: SupervisorParts<P>;
  readonly #now: () => number;
  readonly #listeners = new Set<(state: HostState) => void>();
  #host: HostProcess<P> | null = null;
  #state: HostState = 'restarting';
  #ready = false;
  /** Deaths since the last host that was ready. */
  #early = 0;
  /** When hosts died lately. */
  #deaths: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | null = null;
  /** The end of a host that another one takes the place of. */
  #leaving: Promise<void> | null = null;
  /** True from the call of stop() on: no other host is started. */
  #final = false;

  constructor(parts: SupervisorParts<P>) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  get state(): HostState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#host?.pid;
  }

  /** Called after every change of the state. Returns its off switch. */
  onState(listener: (state: HostState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Starts the first host, or, after giving up, another. A window that asks has a person behind it, so
   * earlier deaths are forgotten in any case.
   * @returns false when a host runs, or is about to, or is not wanted any more
   */
  start(): boolean {
    this.#early = 0;
    this.#deaths = [];
    if (this.#final || this.#host !== null || this.#timer !== undefined || this.#leaving !== null) return false;
    this.#fork();
    return true;
  }

  /** Hands the window's ports to the present host. @returns false when there is none; the ports are untouched then */
  connect(ports: P[]): boolean {
    if (this.#host === null) return false;
    this.#host.post({ t: 'window' }, ports);
    return true;
  }

  /** Tells the present host which file the learner has chosen. @returns false when there is none */
  allowFile(use: FileUse, token: string, path: string): boolean {
    if (this.#host === null) return false;
    this.#host.post({ t: 'chosen-file', use, token, path });
    return true;
  }

  /**
   * Ends the host for good: asks it to park what runs, and kills it when it has not ended in time.
   * @param withinMs how long the host may take
   */
  stop(withinMs: number): Promise<void> {
    this.#final = true;
    this.#stopping ??= this.#stop(withinMs);
    return this.#stopping;
  }

  /**
   * Ends the present host, which puts its labs away, and starts another one then. Without a host, or while one is ended
   * already, it does nothing.
   * @param withinMs how long the host may take
   */
  async restart(withinMs: number): Promise<void> {
    const host = this.#host;
    if (host === null || this.#final || this.#leaving !== null) return;
    // Its end is no death, and nobody is connected to it any more.
    this.#host = null;
    this.#leaving = this.#end(host, withinMs);
    this.#change('restarting');
    await this.#leaving;
    this.#leaving = null;
    if (!this.#final) this.#fork();
  }

  async #stop(withinMs: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#leaving;
    if (this.#host !== null) await this.#end(this.#host, withinMs);
  }

  async #end(host: HostProcess<P>, withinMs: number): Promise<void> {
    const ended = new Promise<void>((resolve) => host.onExit(() => resolve()));
    host.post({ t: 'close', withinMs });
    const timer = setTimeout(() => {
      this.#parts.log(`The lab host did not end within ${withinMs} ms and is killed.`);
      host.kill();
    }, withinMs + KILL_GRACE_MS);
    await ended;
    clearTimeout(timer);
  }

  #fork(): void {
    this.#ready = false;
    const host = this.#parts.fork();
    this.#host = host;
    host.onMessage((message) => {
      if (this.#host !== host) return;
      switch (message.t) {
        case 'theme':
          this.#parts.onTheme(message.theme);
          break;
        case 'profile':
          this.#parts.onProfile(message.profile);
          break;
        case 'leave':
          this.#parts.onLeave(message.fresh);
          break;
        case 'ready':
          this.#ready = true;
          this.#early = 0;
      }
    });
    host.onExit((exitCode) => this.#died(host, exitCode));
    // What is sent to a host that is still starting waits for it, so it counts as up.
    this.#change('up');
  }

  #died(host: HostProcess<P>, exitCode: number): void {
    if (this.#host !== host) return;
    this.#host = null;
    if (this.#final) return;
    const now = this.#now();
    if (!this.#ready) this.#early += 1;
    this.#deaths = [...this.#deaths.filter((at) => now - at < WINDOW_MS), now];
    const many = this.#deaths.length;
    if (this.#early >= DEATHS_BEFORE_READY || many >= DEATHS_IN_WINDOW) {
      this.#parts.log(`The lab host ended (${exitCode}) for the ${many}. time within ${WINDOW_MS / 1000} s: given up.`);
      this.#change('down');
      return;
    }
    const pause = many === 1 ? 0 : Math.min(PAUSE_LAST_MS, PAUSE_FIRST_MS * 2 ** (many - 2));
    this.#parts.log(`The lab host ended (${exitCode}); another is started in ${pause} ms.`);
    this.#change('restarting');
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#fork();
    }, pause);
  }

  #change(state: HostState): void {
    if (state === this.#state && state !== 'up') return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}
