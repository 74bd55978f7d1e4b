/**
 * One terminal: a shell's byte stream with flow control towards the window. The shell is held back while
 * the window is behind, output goes out in batches, and input never waits behind output.
 */
import type { PtyStream } from '../engines/engine.ts';
import { FLOW, type TerminalToWindow } from '../../shared/terminal-protocol.ts';
import { joined, OutputRing } from './output-ring.ts';
import { replayable } from './replay.ts';

/** Output that comes within this many milliseconds goes out as one message: VS Code's data bufferer waits 5 ms. */
const BATCH_MS = 5;
/** The largest message, in bytes; a full batch does not wait. A pipe's usual capacity. */
const BATCH_BYTES = 65_536;
/** How long a shell may take to end when its terminal is closed, in milliseconds. */
const DISPOSE_MS = 5_000;

export type Post = (message: TerminalToWindow) => void;

export interface TerminalIdentity {
  id: string;
  lab: string;
  /** A number that tells the terminals of a lab apart, from 1. */
  number: number;
  /** The learner's name for it, or null. */
  name: string | null;
}

export interface TerminalParts {
  /** What is shown above the shell's output, such as what an earlier shell printed. */
  before?: Uint8Array;
  /** Called once, when the shell has ended and a window has been told. */
  onGone(): void;
  /** Called when the shell has printed something. */
  onOutput(): void;
}

export class Terminal {
  identity: TerminalIdentity;
  readonly #stream: PtyStream;
  readonly #parts: TerminalParts;
  readonly #ring = new OutputRing();
  readonly #off: (() => void)[];
  #post: Post | null = null;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  /** When the last batch went out, in the clock of performance.now(). */
  #flushedAt = -Infinity;
  /** Bytes sent to the window and not acknowledged; while nobody is attached, bytes read since. */
  #behind = 0;
  #paused = false;
  #ended: { exitCode: number | null } | null = null;
  /** True once onGone was called. */
  #told = false;
  #disposing: Promise<void> | null = null;
  /** True from the call of dispose() on: what the shell prints from then on is nobody's. */
  #closing = false;

  /**
   * @param stream the shell; this terminal owns it from now on
   */
  constructor(identity: TerminalIdentity, stream: PtyStream, parts: TerminalParts) {
    this.identity = identity;
    this.#stream = stream;
    this.#parts = parts;
    if (parts.before !== undefined) this.#ring.push(parts.before);
    this.#off = [
      stream.onData((bytes) => this.#take(bytes)),
      stream.onExit((exitCode) => this.#end(exitCode)),
    ];
  }

  /** Lets the bytes flow to `post`: first what was printed lately, then what is printed. Replaces the former one. */
  attach(post: Post): void {
    this.detach();
    const old = this.printed();
    this.#post = post;
    this.#behind = 0;
    for (let at = 0; at < old.length; at += BATCH_BYTES) this.#send(old.slice(at, at + BATCH_BYTES));
    this.#control();
    this.#tellEnd();
  }

  /** Stops the flow to the window. The shell goes on until it has printed as much as a window may be behind. */
  detach(): void {
    this.#post = null;
    this.#behind = 0;
    this.#pending = [];
    this.#pendingBytes = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#control();
  }

  /** What was printed lately, in one piece. @param most the number of bytes at most, all that is kept unless told */
  printed(most = Number.POSITIVE_INFINITY): Uint8Array {
    const { bytes, cut } = this.#ring.snapshot();
    const over = bytes.length - most;
    return over > 0 ? replayable(bytes.subarray(over), true) : replayable(bytes, cut);
  }

  /** The window has shown this many more bytes. */
  acknowledge(bytes: number): void {
    if (this.#post === null) return;
    this.#behind = Math.max(0, this.#behind - bytes);
    this.#control();
  }

  /** Passes keystrokes on at once, whatever output waits. */
  input(data: string): void {
    if (this.#ended === null) this.#stream.write(data);
  }

  resize(cols: number, rows: number): void {
    if (this.#ended === null) this.#stream.resize(cols, rows);
  }

  /** Ends the shell and tells the window. Safe to call twice. @throws Error when the shell does not end in time */
  dispose(): Promise<void> {
    this.#closing = true;
    this.#disposing ??= this.#dispose();
    return this.#disposing;
  }

  async #dispose(): Promise<void> {
    // A shell that is held back might not come to its end.
    if (this.#paused && this.#ended === null) this.#stream.resume();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`the shell did not end within ${DISPOSE_MS} ms`)), DISPOSE_MS);
    });
    try {
      await Promise.race([this.#stream.dispose(), late]);
    } finally {
      clearTimeout(timer);
      this.#end(null);
      this.detach();
      this.#gone();
    }
  }

  #take(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#ended !== null || this.#closing) return;
    this.#ring.push(bytes);
    this.#parts.onOutput();
    if (this.#post === null) {
      this.#behind += bytes.length;
      this.#control();
      return;
    }
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    // The first bytes after a rest go out at once, so that an echoed key is not late.
    if (this.#pendingBytes >= BATCH_BYTES || performance.now() - this.#flushedAt >= BATCH_MS) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS);
    this.#control();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pendingBytes === 0) return;
    const bytes = joined(this.#pending, this.#pendingBytes);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#flushedAt = performance.now();
    this.#send(bytes);
  }

  #send(bytes: Uint8Array): void {
    if (this.#post === null) return;
    this.#behind += bytes.length;
    try {
      this.#post({ t: 'data', terminal: this.identity.id, bytes });
    } catch {
      // The window is gone; what it missed is in the ring for the next one.
      this.detach();
    }
  }

  /** Holds the shell back above the high mark, lets it go on below the low mark. */
  #control(): void {
    if (this.#ended !== null || this.#closing) return;
    const behind = this.#behind + this.#pendingBytes;
    if (!this.#paused && behind > FLOW.highBytes) {
      this.#paused = true;
      this.#stream.pause();
    } else if (this.#paused && behind < FLOW.lowBytes) {
      this.#paused = false;
      this.#stream.resume();
    }
  }

  #end(exitCode: number | null): void {
    if (this.#ended !== null) return;
    this.#flush();
    this.#ended = { exitCode };
    for (const off of this.#off) off();
    this.#tellEnd();
  }

  #tellEnd(): void {
    if (this.#ended === null || this.#post === null) return;
    try {
      this.#post({ t: 'exit', terminal: this.identity.id, exitCode: this.#ended.exitCode });
    } catch {
      this.detach();
      return;
    }
    this.#post = null;
    this.#gone();
  }

  #gone(): void {
    if (this.#told) return;
    this.#told = true;
    this.#parts.onGone();
  }
}
