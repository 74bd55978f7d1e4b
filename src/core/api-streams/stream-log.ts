/**
 * What a connection says on its way to the window: bounded, in batches, and no faster than the window takes them. A
 * source asks for room before it reads on, so that an endless stream waits in the server and not in memory.
 */
import { BATCH_WINDOW, MAX_SHOWN, type StreamEntry, type StreamEvent, type StreamNote } from '../../shared/api-client/stream-views.ts';

/** Entries, and characters of their texts, that go in one batch, and that may wait before the source is held up. */
const BATCH_ENTRIES = 200;
const BATCH_CHARACTERS = 256 * 1024;
const FULL_ENTRIES = 1_000;
const FULL_CHARACTERS = 1024 * 1024;
/** Between two batches, in milliseconds: what comes in it is drawn at once. */
const BATCH_MS = 40;

export class StreamLog {
  readonly #waiting: StreamEntry[] = [];
  #characters = 0;
  #unconfirmed = 0;
  #ended: { error?: unknown } | null = null;
  #open = false;
  #wake = Promise.withResolvers<void>();
  readonly #roomers = new Set<() => void>();

  /** A message or an event. A text that is too long to show is cut. */
  add(entry: Exclude<StreamEntry, { kind: 'note' }>): void {
    this.#push(entry.text.length > MAX_SHOWN ? { ...entry, text: entry.text.slice(0, MAX_SHOWN), cut: true } : entry);
  }

  note(note: StreamNote): void {
    const short = note.what === 'comment' || note.what === 'odd-line' ? { ...note, text: note.text.slice(0, 1_000) } : note;
    this.#push({ kind: 'note', at: Date.now(), note: short });
  }

  /** Whether messages can be sent now. */
  set open(open: boolean) {
    this.#open = open;
    this.#news();
  }

  get full(): boolean {
    return this.#waiting.length >= FULL_ENTRIES || this.#characters >= FULL_CHARACTERS;
  }

  /** Calls back once there is room again, at once when there is. */
  whenRoom(act: () => void): void {
    if (this.full) this.#roomers.add(act);
    else act();
  }

  /** The window has drawn a batch. */
  confirm(): void {
    this.#unconfirmed = Math.max(0, this.#unconfirmed - 1);
    this.#news();
  }

  /** Nothing comes any more; what waits still goes out. @param error why, when it did not end well */
  end(error?: unknown): void {
    this.#ended ??= error === undefined ? {} : { error };
    this.#open = false;
    this.#news();
  }

  /** @throws what the source ended with; ends with it, or with the signal */
  async *batches(signal: AbortSignal): AsyncGenerator<StreamEvent, void, void> {
    const stop = (): void => { this.#news(); };
    signal.addEventListener('abort', stop, { once: true });
    let [told, last] = [false, 0];
    try {
      while (!signal.aborted) {
        const news = this.#waiting.length > 0 || told !== this.#open;
        if (!news && this.#ended !== null) {
          if ('error' in this.#ended) throw this.#ended.error;
          return;
        }
        if (!news || this.#unconfirmed >= BATCH_WINDOW) {
          await this.#wake.promise;
          this.#wake = Promise.withResolvers<void>();
          continue;
        }
        const early = last + BATCH_MS - Date.now();
        if (early > 0) await new Promise((resolve) => { setTimeout(resolve, early); });
        last = Date.now();
        told = this.#open;
        this.#unconfirmed += 1;
        yield { type: 'entries', entries: this.#take(), open: told };
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #take(): StreamEntry[] {
    let [count, characters] = [0, 0];
    while (count < this.#waiting.length && count < BATCH_ENTRIES && (count === 0 || characters < BATCH_CHARACTERS)) {
      characters += lengthOf(this.#waiting[count]);
      count += 1;
    }
    this.#characters -= characters;
    const taken = this.#waiting.splice(0, count);
    if (!this.full) {
      const roomers = [...this.#roomers];
      this.#roomers.clear();
      for (const act of roomers) act();
    }
    return taken;
  }

  #push(entry: StreamEntry): void {
    this.#waiting.push(entry);
    this.#characters += lengthOf(entry);
    this.#news();
  }

  #news(): void {
    this.#wake.resolve();
  }
}

const lengthOf = (entry: StreamEntry | undefined): number => (entry === undefined || entry.kind === 'note' ? 0 : entry.text.length);
