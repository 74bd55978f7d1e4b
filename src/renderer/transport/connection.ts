/**
 * The window's line to the lab host and to main. It outlives hosts: when one dies, calls that may be
 * repeated wait for the next one, streams are opened again, and the screens keep what they show.
 */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { HostContract } from '../../shared/contract.ts';
import type { MainContract } from '../../shared/main-contract.ts';
import type { TerminalToHost, TerminalToWindow } from '../../shared/terminal-protocol.ts';
import { portsKind, type WindowBridge } from '../../shared/window-ports.ts';
import { coded, ConnectionError, isAnswer } from './coded-error.ts';

export type HostClient = ContractRouterClient<HostContract>;
export type MainClient = ContractRouterClient<MainContract>;

export type LinkState = 'connecting' | 'up' | 'down';

/** One living lab host, as seen from here. */
interface HostLine {
  client: HostClient;
  rpc: MessagePort;
  terminal: MessagePort;
}

/** How long a call waits for a lab host, in milliseconds: a new host is up in about a second. */
const HOST_DEADLINE_MS = 20_000;

/** Pauses between attempts to open a stream that ended, in milliseconds: quick at first, then patient. */
const REOPEN_FIRST_MS = 200;
const REOPEN_MOST_MS = 5_000;

export interface StreamListener<T> {
  value(value: T): void;
  error?(thrown: unknown): void;
}

export class Connection {
  #state: LinkState = 'connecting';
  #line: HostLine | null = null;
  #hosts = 0;
  #main: MainClient | null = null;
  #mainPort: MessagePort | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #terminalListeners = new Set<(message: TerminalToWindow) => void>();
  readonly #onMessage: (event: MessageEvent) => void;
  readonly #page: Window;

  /** Listens for ports, then asks for them. Dispose when the window goes. */
  constructor(page: Window, bridge: Pick<WindowBridge, 'connect'>) {
    this.#page = page;
    this.#onMessage = (event) => {
      const kind = event.source === page ? portsKind(event.data) : null;
      if (kind === 'main') this.#takeMain(event.ports);
      if (kind === 'host') this.#takeHost(event.ports);
    };
    page.addEventListener('message', this.#onMessage);
    bridge.connect();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** How many lab hosts there have been. A change of it means a new host, which knows no open terminal or stream. */
  get hosts(): number {
    return this.#hosts;
  }

  /** Called after every change of {@link state} and for every new host. Returns its off switch. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Bytes and exits of all terminals. Returns its off switch. */
  onTerminal(listener: (message: TerminalToWindow) => void): () => void {
    this.#terminalListeners.add(listener);
    return () => this.#terminalListeners.delete(listener);
  }

  /** Keystrokes and acknowledgements. Without a host there is nobody to take them, and they are dropped. */
  sendTerminal(message: TerminalToHost): void {
    this.#line?.terminal.postMessage(message);
  }

  /**
   * Makes one call to the lab host, waiting for a host if there is none.
   * @param act gets the client; pass `signal` on to the call
   * @param options `repeat`: make the call once more on the next host if this one dies meanwhile (reads only)
   * @throws ConnectionError HOST_GONE; whatever the call throws
   */
  async call<T>(act: (host: HostClient) => Promise<T>, options: { signal?: AbortSignal | undefined; repeat?: boolean } = {}): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const line = await this.#nextLine(options.signal);
      try {
        return await act(line.client);
      } catch (thrown) {
        if (isAnswer(thrown) || options.signal?.aborted === true || line === this.#line) throw thrown;
        if (options.repeat !== true || attempt > 2) throw new ConnectionError(coded('HOST_GONE', {}));
      }
    }
  }

  /** The client of the main process, which lives as long as the window. */
  get main(): MainClient {
    if (this.#main === null) throw new ConnectionError(coded('INTERNAL', { reason: 'The window is not connected yet.' }));
    return this.#main;
  }

  /**
   * Keeps a stream of the lab host open: opens it again after a restart of the host or a lost line.
   * An answer with one of our codes ends it until the next host, and is given to `error`.
   * @returns closes the stream
   */
  watch<T>(open: (host: HostClient, signal: AbortSignal) => Promise<AsyncIterable<T>>, listener: StreamListener<T>): () => void {
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      let pause = REOPEN_FIRST_MS;
      while (!stop.signal.aborted) {
        const line = await this.#nextLine(stop.signal, Number.POSITIVE_INFINITY);
        try {
          for await (const value of await open(line.client, stop.signal)) {
            if (stop.signal.aborted) return;
            pause = REOPEN_FIRST_MS;
            listener.value(value);
          }
        } catch (thrown) {
          if (stop.signal.aborted) return;
          if (isAnswer(thrown)) {
            listener.error?.(thrown);
            await this.#lineGone(line, stop.signal);
            continue;
          }
        }
        await sleep(pause, stop.signal);
        pause = Math.min(pause * 2, REOPEN_MOST_MS);
      }
    };
    run().catch((thrown: unknown) => {
      if (!stop.signal.aborted) listener.error?.(thrown);
    });
    return () => stop.abort();
  }

  dispose(): void {
    this.#page.removeEventListener('message', this.#onMessage);
    this.#dropLine(this.#line);
    this.#mainPort?.close();
    this.#listeners.clear();
    this.#terminalListeners.clear();
  }

  #takeMain(ports: readonly MessagePort[]): void {
    const [port] = ports;
    if (port === undefined) return;
    this.#mainPort?.close();
    this.#mainPort = port;
    this.#main = createORPCClient<MainClient>(new RPCLink({ port }));
    port.start();
    this.#changed();
  }

  #takeHost(ports: readonly MessagePort[]): void {
    const [rpc, terminal] = ports;
    if (rpc === undefined || terminal === undefined) return;
    this.#dropLine(this.#line);
    const line: HostLine = { client: createORPCClient<HostClient>(new RPCLink({ port: rpc })), rpc, terminal };
    rpc.addEventListener('close', () => this.#dropLine(line));
    terminal.addEventListener('message', (event: MessageEvent<TerminalToWindow>) => {
      for (const listener of this.#terminalListeners) listener(event.data);
    });
    rpc.start();
    terminal.start();
    this.#line = line;
    this.#hosts += 1;
    this.#state = 'up';
    this.#changed();
  }

  /** Lets go of a host. Its pending calls end, because closing a port closes its RPC peer. */
  #dropLine(line: HostLine | null): void {
    if (line === null || this.#line !== line) return;
    this.#line = null;
    this.#state = 'down';
    // `close` is not fired on the side that closes, so the pending calls are told by hand.
    line.rpc.dispatchEvent(new Event('close'));
    line.rpc.close();
    line.terminal.close();
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** The present host, or the next one. @throws ConnectionError HOST_GONE when none comes in time */
  async #nextLine(signal: AbortSignal | undefined, deadlineMs = HOST_DEADLINE_MS): Promise<HostLine> {
    signal?.throwIfAborted();
    if (this.#line !== null) return this.#line;
    return new Promise<HostLine>((resolve, reject) => {
      const timer = Number.isFinite(deadlineMs)
        ? setTimeout(() => end(() => reject(new ConnectionError(coded('HOST_GONE', {})))), deadlineMs)
        : undefined;
      const onAbort = (): void => end(() => reject(signal?.reason as Error));
      const off = this.subscribe(() => {
        const line = this.#line;
        if (line !== null) end(() => resolve(line));
      });
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        off();
        settle();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  async #lineGone(line: HostLine, signal: AbortSignal): Promise<void> {
    while (this.#line === line) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          off();
          signal.removeEventListener('abort', done);
          resolve();
        };
        const off = this.subscribe(done);
        signal.addEventListener('abort', done, { once: true });
      });
      if (signal.aborted) return;
    }
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
