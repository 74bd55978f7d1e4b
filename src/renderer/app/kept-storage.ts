/**
 * The page's storage, on disk soon after each change. By itself the browser writes some seconds later, and an app
 * that is killed in between comes back at an older place.
 */
import { createContext, useContext } from 'react';

/** What is kept between runs: short texts by name. */
export interface Keeper extends Pick<Storage, 'getItem' | 'setItem'> {
  /** Brings everything to disk now. */
  flush?(): Promise<unknown>;
}

/** Changes within this time are written together, in milliseconds: what is typed changes the storage with every key. */
const TOGETHER_MS = 100;

export class KeptStorage implements Keeper {
  readonly #storage: Keeper;
  readonly #write: () => Promise<unknown>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param storage where texts are kept
   * @param write brings what is kept there to disk; a failure costs nothing but time, as the browser writes, too
   */
  constructor(storage: Keeper, write: () => Promise<unknown>) {
    this.#storage = storage;
    this.#write = write;
  }

  getItem(key: string): string | null {
    return this.#storage.getItem(key);
  }

  /** @throws what the storage throws when it is full or forbidden */
  setItem(key: string, value: string): void {
    this.#storage.setItem(key, value);
    this.#timer ??= setTimeout(() => {
      this.flush().catch(() => undefined);
    }, TOGETHER_MS);
  }

  flush(): Promise<unknown> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#write();
  }
}

export const KeeperContext = createContext<Keeper | null>(null);

export function useKeeper(): Keeper {
  const keeper = useContext(KeeperContext);
  if (keeper === null) throw new Error('There is no storage around this component.');
  return keeper;
}
