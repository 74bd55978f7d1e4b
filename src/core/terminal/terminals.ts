/**
 * All open terminals, and the window that shows them. Terminals outlive the window: after a reload the
 * window lists them, attaches, and sees what was printed lately. What they printed and how they are named outlives
 * this process, too: a terminal that was left behind is opened again with a fresh shell below its scrollback.
 */
import { randomBytes } from 'node:crypto';
import type { Environment } from '../engines/engine.ts';
import { BackbenchError, toErrorReport } from '../../shared/errors.ts';
import { parseTerminalToHost } from '../../shared/terminal-protocol.ts';
import type { TerminalPort } from './terminal-port.ts';
import { withFreshShellLine } from './fresh-shell.ts';
import { KEPT_BYTES, type ScrollbackStore } from './scrollback-store.ts';
import { Terminal } from './terminal.ts';

/** What is printed within this time goes to the disk together, in milliseconds; so much is lost at most when the process is killed. */
const KEEP_AFTER_MS = 1_000;

export interface TerminalRequest {
  /** Names the session it belongs to. */
  lab: string;
  cols: number;
  rows: number;
  /** Opens the shell, such as a running environment's `openShell`. */
  openShell: Environment['openShell'];
  signal: AbortSignal;
  /** The id of a terminal that an earlier process left: its name and its scrollback go on in this one. */
  continues?: string | undefined;
}

/** A terminal as the window lists it. */
export interface ListedTerminal {
  terminal: string;
  title: string;
  /** Its shell ended with an earlier process; opening it again shows what it printed, and starts another. */
  left: boolean;
}

export class Terminals {
  readonly #terminals = new Map<string, Terminal>();
  readonly #opening = new Map<string, Set<AbortController>>();
  readonly #store: ScrollbackStore | null;
  /** Terminals whose output has to be kept soon. */
  readonly #unkept = new Map<string, NodeJS.Timeout>();
  /** Terminals that end with their lab or this process, and are kept. */
  readonly #leaving = new Set<string>();
  #window: { port: TerminalPort; off: () => void } | null = null;
  #closed = false;

  /** @param store where scrollback and names outlive this process; null: nowhere */
  constructor(store: ScrollbackStore | null = null) {
    this.#store = store;
  }

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
      const kept = await this.#store?.list(lab) ?? [];
      // From here on at once: another that is opened meanwhile must not get the same number.
      const known = kept.find((each) => each.id === request.continues && !this.#terminals.has(each.id)) ?? null;
      const id = known?.id ?? randomBytes(6).toString('hex');
      const identity = { id, lab, number: known?.number ?? this.#freeNumber(lab, kept.map((each) => each.number)), name: known?.name ?? null };
      this.#terminals.set(id, new Terminal(identity, stream, {
        ...(known === null ? {} : { before: withFreshShellLine(known.bytes) }),
        onGone: () => this.#gone(lab, id),
        onOutput: () => this.#keepSoon(id),
      }));
      this.#keepSoon(id);
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

  /**
   * The terminals of a lab by their numbers, those that an earlier process left among them; one whose shell ended unseen
   * is among them until a window attaches.
   */
  async list(lab: string): Promise<ListedTerminal[]> {
    const kept = await this.#store?.list(lab) ?? [];
    const open = [...this.#terminals.values()].map(({ identity }) => identity).filter((each) => each.lab === lab);
    const left = kept.filter(({ id }) => !open.some((each) => each.id === id));
    return [...open.map((each) => ({ ...each, left: false })), ...left.map((each) => ({ ...each, left: true }))]
      .sort((a, b) => a.number - b.number)
      .map((each) => ({ terminal: each.id, title: titleOf(each), left: each.left }));
  }

  /** @throws BackbenchError TERMINAL_NOT_FOUND */
  title(id: string): string {
    return titleOf(this.#find(id).identity);
  }

  /** Names a terminal; an empty name gives it its number again. @throws BackbenchError TERMINAL_NOT_FOUND */
  rename(id: string, name: string): void {
    const terminal = this.#find(id);
    terminal.identity = { ...terminal.identity, name: name.trim() === '' ? null : name.trim() };
    void this.#keep(terminal);
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
    await this.#leave([...this.#terminals.values()].filter(({ identity }) => identity.lab === lab));
  }

  /** Ends all terminals and takes no new ones. @throws BackbenchError TERMINAL_FAILED when one does not end */
  async dispose(): Promise<void> {
    this.#closed = true;
    for (const opening of [...this.#opening.values()].flatMap((set) => [...set])) opening.abort();
    try {
      await this.#leave([...this.#terminals.values()]);
      await this.#store?.settled();
    } finally {
      this.#disconnect();
    }
  }

  /** Ends shells whose terminals may be opened again. */
  async #leave(terminals: Terminal[]): Promise<void> {
    for (const terminal of terminals) {
      this.#leaving.add(terminal.identity.id);
      void this.#keep(terminal);
    }
    await this.#end(terminals);
  }

  #gone(lab: string, id: string): void {
    this.#terminals.delete(id);
    clearTimeout(this.#unkept.get(id));
    this.#unkept.delete(id);
    // Who closed it, or let its shell end, does not want it back.
    if (!this.#leaving.delete(id)) void this.#store?.forget(lab, id);
  }

  #keepSoon(id: string): void {
    if (this.#store === null || this.#unkept.has(id)) return;
    this.#unkept.set(id, setTimeout(() => {
      this.#unkept.delete(id);
      const terminal = this.#terminals.get(id);
      if (terminal !== undefined) void this.#keep(terminal);
    }, KEEP_AFTER_MS));
  }

  async #keep(terminal: Terminal): Promise<void> {
    const { id, lab, number, name } = terminal.identity;
    await this.#store?.keep(lab, { id, number, name, bytes: terminal.printed(KEPT_BYTES) });
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

  #freeNumber(lab: string, kept: readonly number[]): number {
    const taken = new Set([...kept, ...[...this.#terminals.values()].filter((t) => t.identity.lab === lab).map((t) => t.identity.number)]);
    let number = 1;
    while (taken.has(number)) number += 1;
    return number;
  }
}

function titleOf({ number, name }: { number: number; name: string | null }): string {
  return name ?? `Terminal ${number}`;
}

/** Our own errors and cancellations as they are, anything else as TERMINAL_FAILED. */
function asTerminalError(error: unknown): BackbenchError {
  if (error instanceof BackbenchError) return error as BackbenchError;
  const report = toErrorReport(error);
  if (report.code === 'CANCELLED') return new BackbenchError('CANCELLED', {}, { cause: error });
  const reason = error instanceof Error ? error.message : String(error);
  return new BackbenchError('TERMINAL_FAILED', { reason }, { cause: error });
}
