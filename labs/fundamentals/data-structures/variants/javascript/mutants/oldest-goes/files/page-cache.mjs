/** Keeps the product pages that were wanted last, at most as many as its capacity. */
export class PageCache {
  /** Entries by key. Each knows its neighbours in the order of use. */
  #entries = new Map();
  /** Stands before the newest and behind the oldest: `next` is the newest, `previous` the oldest. */
  #ends = {};

  constructor(capacity) {
    this.capacity = capacity;
    this.#ends.next = this.#ends;
    this.#ends.previous = this.#ends;
  }

  /** The page of this key; undefined when it is not kept. */
  get(key) {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    return entry.page;
  }

  /** Keeps a page, in place of an older one of the same key. */
  put(key, page) {
    const known = this.#entries.get(key);
    if (known !== undefined) this.#unlink(known);
    const entry = { key, page };
    this.#entries.set(key, entry);
    this.#linkFirst(entry);
    if (this.#entries.size > this.capacity) {
      const oldest = this.#ends.previous;
      this.#unlink(oldest);
      this.#entries.delete(oldest.key);
    }
  }

  #unlink(entry) {
    entry.previous.next = entry.next;
    entry.next.previous = entry.previous;
  }

  #linkFirst(entry) {
    entry.previous = this.#ends;
    entry.next = this.#ends.next;
    entry.next.previous = entry;
    this.#ends.next = entry;
  }
}
