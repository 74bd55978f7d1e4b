/** Counts time at work: while the window is looked at and something was done in it lately. */

/** Reading a page takes this long without a key or a move of the pointer, in milliseconds. After it, nobody is there. */
export const REST_MS = 120_000;

export class WorkClock {
  /** When something was done last, and up to when time is counted, milliseconds since 1970; null while nobody is there. */
  #active: number | null = null;
  #counted = 0;
  #ms = 0;

  /** Something was done. */
  act(now: number): void {
    if (this.#active === null) this.#counted = now;
    this.#count(now);
    this.#active = now;
  }

  /** The window is no longer looked at. */
  leave(now: number): void {
    this.#count(now);
    this.#active = null;
  }

  /** @returns whole seconds counted since the last call; what is left of a second counts next time */
  take(now: number): number {
    this.#count(now);
    const seconds = Math.floor(this.#ms / 1000);
    this.#ms -= seconds * 1000;
    return seconds;
  }

  #count(now: number): void {
    if (this.#active === null) return;
    const end = Math.min(now, this.#active + REST_MS);
    // A clock that was set back counts nothing.
    this.#ms += Math.max(0, end - this.#counted);
    this.#counted = Math.max(end, this.#counted > now ? now : this.#counted);
    if (now - this.#active >= REST_MS) this.#active = null;
  }
}
