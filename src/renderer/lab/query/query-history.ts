/** The queries that were run lately, per lab and service, newest last. Kept with the window's layout. */

/** Enough for a day of trying, small enough for the window's storage. */
const MOST_ENTRIES = 60;
/** Longer texts are not remembered, in characters: they live in files. */
const LONGEST = 20_000;

export class QueryHistory {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #key: string;
  #entries: string[];
  /** Where the learner is on the way back; entries.length is the text they are writing. */
  #at: number;
  #draft = '';

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, lab: string, service: string) {
    this.#storage = storage;
    this.#key = `backbench.history.${lab}.${service}`;
    this.#entries = read(storage, this.#key);
    this.#at = this.#entries.length;
  }

  /** Newest first. */
  get entries(): readonly string[] {
    return [...this.#entries].reverse();
  }

  add(text: string): void {
    const query = text.trim();
    if (query === '' || query.length > LONGEST) return;
    this.#entries = [...this.#entries.filter((entry) => entry !== query), query].slice(-MOST_ENTRIES);
    this.#at = this.#entries.length;
    try {
      this.#storage.setItem(this.#key, JSON.stringify(this.#entries));
    } catch {
      // A full storage costs the history of earlier days only.
    }
  }

  /** One query back. @param current the text in the editor @returns null when there is none */
  earlier(current: string): string | null {
    if (this.#at === 0) return null;
    if (this.#at === this.#entries.length) this.#draft = current;
    this.#at -= 1;
    // The newest entry is often what is in the editor already.
    if (this.#entries[this.#at] === current.trim() && this.#at > 0) this.#at -= 1;
    return this.#entries[this.#at] ?? null;
  }

  /** One query forward, at the end the text that was being written. */
  later(): string | null {
    if (this.#at >= this.#entries.length) return null;
    this.#at += 1;
    return this.#entries[this.#at] ?? this.#draft;
  }
}

function read(storage: Pick<Storage, 'getItem'>, key: string): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((entry): entry is string => typeof entry === 'string').slice(-MOST_ENTRIES) : [];
  } catch {
    return [];
  }
}
