/** The last bytes that a terminal printed, so that a window that comes back can show them again. */

/**
 * How much is kept of each terminal: 1 MB is about 10 000 full lines, as many as the window's own
 * scrollback holds.
 */
export const RING_BYTES = 1_000_000;

export class OutputRing {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #cut = false;

  /** @param limit the number of bytes kept at most */
  constructor(limit: number = RING_BYTES) {
    this.#limit = limit;
  }

  /** Adds bytes at the end; the oldest are let go beyond the limit. The array is kept, not copied. */
  push(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#bytes += bytes.length;
    let gone = 0;
    while (this.#bytes > this.#limit) {
      const oldest = this.#chunks[gone];
      if (oldest === undefined) break;
      const over = this.#bytes - this.#limit;
      this.#cut = true;
      if (oldest.length > over) {
        this.#chunks[gone] = oldest.subarray(over);
        this.#bytes -= over;
      } else {
        gone += 1;
        this.#bytes -= oldest.length;
      }
    }
    if (gone > 0) this.#chunks.splice(0, gone);
  }

  /** What is kept, in one piece, and whether older bytes were let go. */
  snapshot(): { bytes: Uint8Array; cut: boolean } {
    return { bytes: joined(this.#chunks, this.#bytes), cut: this.#cut };
  }
}

/**
 * Copies chunks into one array that owns its memory. A view on a larger buffer must not be sent over a
 * port: the whole buffer behind it would be copied along.
 */
export function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
