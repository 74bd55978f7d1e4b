/** Keeps the product pages that were wanted last, at most as many as its capacity. */
export class PageCache {
  /** In the order of use. */
  #pages = new Map();

  constructor(capacity) {
    this.capacity = capacity;
  }

  /** The page of this key; undefined when it is not kept. */
  get(key) {
    const page = this.#pages.get(key);
    if (page === undefined) return undefined;
    this.#pages.delete(key);
    this.#pages.set(key, page);
    return page;
  }

  /** Keeps a page, in place of an older one of the same key. */
  put(key, page) {
    this.#pages.delete(key);
    this.#pages.set(key, page);
    if (this.#pages.size > this.capacity) this.#pages.delete(this.#pages.keys().next().value);
  }
}
