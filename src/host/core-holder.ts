/** Makes the core and keeps it. A core that could not be made is no end: the window explains, and a new try is possible. */

/** What is held: anything that stands after a while and must be closed. */
export interface Closable {
  close(signal: AbortSignal): Promise<void>;
}

export class CoreHolder<C extends Closable> {
  readonly #make: () => Promise<C>;
  #attempt: Promise<C>;
  #failed = false;
  #closed = false;

  /** Begins at once. @param make builds the core; may throw, and is called again for another try */
  constructor(make: () => Promise<C>) {
    this.#make = make;
    this.#attempt = this.#begin();
  }

  /** The core, once it stands. @throws what making it threw */
  core(): Promise<C> {
    return this.#attempt;
  }

  /** Tries again if the last try failed; otherwise does nothing. */
  retry(): void {
    if (this.#failed && !this.#closed) this.#attempt = this.#begin();
  }

  /** Closes the core if it stands or comes to stand. @throws what closing it threw */
  async close(signal: AbortSignal): Promise<void> {
    this.#closed = true;
    let core: C;
    try {
      core = await this.#attempt;
    } catch {
      return; // It never stood; whoever called was told why.
    }
    await core.close(signal);
  }

  #begin(): Promise<C> {
    this.#failed = false;
    const attempt = this.#make();
    attempt.catch(() => void (this.#failed = true));
    return attempt;
  }
}
