/**
 * All open terminals, and the window that shows them. Terminals outlive the window: after a reload the
 * window lists them, attaches, and sees what was printed lately.
 */
import { randomBytes } from 'node:crypto';
import type { Environment } from '../engines/engine.ts';
import { BackbenchError, toErrorReport } from '../../shared/errors.ts';
import { parseTerminalToHost } from '../../shared/terminal-protocol.ts';
import type { TerminalPort } from './terminal-port.ts';
import { Terminal } from './terminal.ts';

export interface TerminalRequest {
  /** Names the session it belongs to. */
  lab: string;
  cols: number;
  rows: number;
  /** Opens the shell, such as a running environment's `openShell`. */
  openShell: Environment['openShell'];
  signal: AbortSignal;
}

export class Terminals {
  readonly #terminals = new Map<string, Terminal>();
  readonly #opening = new Map<string, Set<AbortController>>();
  #window: { port: TerminalPort; off: () => void } | null = null;
  #closed = false;

  /**
   * Makes this port the window's. A former one is let go; nothing is attached to the new one yet.
   * @returns lets the port go again; safe to call late
   */
  connect(port: TerminalPort): () => void {
    this.#disconnect();
    const off = port.onMessage((message) => this.#receive(message));
    const mine = { port, off };
    this.#window = mine;
    return () => {
      if (this.#window === mine) this.#disconnect();
    };
  }

  /**
   * Opens a shell.
   * @returns the terminal's id
   * @throws BackbenchError TERMINAL_FAILED with the reason, or what the engine says, or CANCELLED
   */
  async open(request: TerminalRequest): Promise<string> {
    const closing = new AbortController();
    const mine = this.#opening.get(request.lab) ?? new Set();
    this.#opening.set(request.lab, mine.add(closing));
    const signal = AbortSignal.any([request.signal, closing.signal]);
    try {
      if (this.#closed) throw new BackbenchError('CANCELLED', {});
      const { lab, cols, rows } = request;
      const stream = await request.openShell({ cols, rows }, { signal }).catch((error: unknown) => {
        throw asTerminalError(error);
      });
      if (signal.aborted) {
        await stream.dispose();
        throw new BackbenchError('CANCELLED', {});
      }
      const id = randomBytes(6).toString('hex');
      const identity = { id, lab, number: this.#freeNumber(lab) };
      this.#terminals.set(id, new Terminal(identity, stream, () => this.#terminals.delete(id)));
      return id;
    } finally {
      mine.delete(closing);
      if (mine.size === 0) this.#opening.delete(request.lab);
    }
  }

  /** Lets a terminal's bytes flow to the window. @throws BackbenchError TERMINAL_NOT_FOUND */
  attach(id: string): void {
    const window = this.#window;
    const terminal = this.#find(id);
    if (window !== null) terminal.attach((message) => window.port.post(message));
  }

  /** The terminals of a lab, oldest first; one whose shell ended unseen is among them until a window attaches. */
  list(lab: string): { terminal: string; title: string }[] {
    return [...this.#terminals.values()]
      .filter(({ identity }) => identity.lab === lab)
      .map(({ identity }) => ({ terminal: identity.id, title: `Terminal ${identity.number}` }));
  }

  /** @throws BackbenchError TERMINAL_NOT_FOUND */
  resize(id: string, cols: number, rows: number): void {
    this.#find(id).resize(cols, rows);
  }

  /** Ends one terminal's shell. @throws BackbenchError TERMINAL_NOT_FOUND, TERMINAL_FAILED when it does not end */
  async close(id: string): Promise<void> {
    await this.#end([this.#find(id)]);
  }

  /** Ends all terminals of a lab. @throws BackbenchError TERMINAL_FAILED when one does not end */
  async closeLab(lab: string): Promise<void> {
    for (const opening of this.#opening.get(lab) ?? []) opening.abort();
    await this.#end([...this.#terminals.values()].filter(({ identity }) => identity.lab === lab));
  }

  /** Ends all terminals and takes no new ones. @throws BackbenchError TERMINAL_FAILED when one does not end */
  async dispose(): Promise<void> {
    this.#closed = true;
    for (const opening of [...this.#opening.values()].flatMap((set) => [...set])) opening.abort();
    try {
      await this.#end([...this.#terminals.values()]);
    } finally {
      this.#disconnect();
    }
  }

  async #end(terminals: Terminal[]): Promise<void> {
    const outcomes = await Promise.allSettled(terminals.map((terminal) => terminal.dispose()));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw asTerminalError(failed.reason);
  }

  #disconnect(): void {
    if (this.#window === null) return;
    this.#window.off();
    this.#window = null;
    for (const terminal of this.#terminals.values()) terminal.detach();
  }

  #receive(message: unknown): void {
    const parsed = parseTerminalToHost(message);
    // What is not understood, or is for a terminal that has just ended, is nobody's.
    const terminal = parsed === null ? undefined : this.#terminals.get(parsed.terminal);
    if (parsed === null || terminal === undefined) return;
    if (parsed.t === 'input') terminal.input(parsed.data);
    else terminal.acknowledge(parsed.bytes);
  }

  #find(id: string): Terminal {
    const terminal = this.#terminals.get(id);
    if (terminal === undefined) throw new BackbenchError('TERMINAL_NOT_FOUND', { terminal: id });
    return terminal;
  }

  #freeNumber(lab: string): number {
    const taken = new Set([...this.#terminals.values()].filter((t) => t.identity.lab === lab).map((t) => t.identity.number));
    let number = 1;
    while (taken.has(number)) number += 1;
    return number;
  }
}

/** Our own errors and cancellations as they are, anything else as TERMINAL_FAILED. */
function asTerminalError(error: unknown): BackbenchError {
  if (error instanceof BackbenchError) return error as BackbenchError;
  const report = toErrorReport(error);
  if (report.code === 'CANCELLED') return new BackbenchError('CANCELLED', {}, { cause: error });
  const reason = error instanceof Error ? error.message : String(error);
  return new BackbenchError('TERMINAL_FAILED', { reason }, { cause: error });
}
