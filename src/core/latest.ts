/** A stream of "how it is now": the present value, then the newest one after every change. */

/**
 * Yields `read()` at once and again after each notice from `subscribe`. Changes that come while the
 * consumer is busy are folded into one. Ends, without an error, when the signal fires.
 * @param subscribe registers a listener for changes and returns its off switch
 */
export async function* latest<T>(
  subscribe: (listener: () => void) => () => void,
  read: () => T | Promise<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  let wake = Promise.withResolvers<void>();
  let changed = true;
  const notice = (): void => { changed = true; wake.resolve(); };
  const off = subscribe(notice);
  signal.addEventListener('abort', notice, { once: true });
  try {
    while (!signal.aborted) {
      if (!changed) {
        await wake.promise;
        continue;
      }
      changed = false;
      wake = Promise.withResolvers<void>();
      yield await read();
    }
  } finally {
    off();
    signal.removeEventListener('abort', notice);
  }
}

/** Listeners of one kind of notice. */
export interface Notices {
  subscribe(listener: () => void): () => void;
  notify(): void;
}

export function createNotices(): Notices {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify() {
      for (const listener of [...listeners]) listener();
    },
  };
}
