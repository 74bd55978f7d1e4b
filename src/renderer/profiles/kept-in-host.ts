/** What the window keeps for one of several learners: in the learner's own folder, where the lab host puts it. */
import type { Keeper } from '../app/kept-storage.ts';
import type { Connection } from '../transport/connection.ts';

export class KeptInHost implements Keeper {
  readonly #connection: Pick<Connection, 'call'>;
  readonly #profile: string;
  readonly #items: Map<string, string>;
  #changed: Record<string, string> = {};

  /** @param items what was kept so far */
  constructor(connection: Pick<Connection, 'call'>, profile: string, items: Readonly<Record<string, string>>) {
    this.#connection = connection;
    this.#profile = profile;
    this.#items = new Map(Object.entries(items));
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.#items.get(key) === value) return;
    this.#items.set(key, value);
    this.#changed[key] = value;
  }

  /** Brings what has changed to disk. @throws what the call throws; the changes go along with the next one then */
  readonly write = async (): Promise<void> => {
    const items = this.#changed;
    if (Object.keys(items).length === 0) return;
    this.#changed = {};
    try {
      await this.#connection.call((host) => host.profiles.keep({ profile: this.#profile, items }));
    } catch (error) {
      this.#changed = { ...items, ...this.#changed };
      throw error;
    }
  };
}
