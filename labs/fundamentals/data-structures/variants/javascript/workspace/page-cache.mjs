/** Keeps the product pages that were wanted last, at most as many as its capacity. */
export class PageCache {
  constructor(capacity) {
    this.capacity = capacity;
  }

  /** The page of this key; undefined when it is not kept. */
  get(key) {
  }

  /** Keeps a page, in place of an older one of the same key. */
  put(key, page) {
  }
}
