/** Where things were left, by name, kept between runs. */
import type { Keeper } from './kept-storage.ts';

/** Names whose place is remembered; the one that was left longest ago is forgotten. */
const MOST_PLACES = 40;

export class KeptPlaces<Place extends object> {
  readonly #keeper: Keeper;
  readonly #key: string;
  readonly #places = new Map<string, Place>();

  /** @param read a place from what was kept; null for anything odd, which is left out */
  constructor(keeper: Keeper, key: string, read: (kept: Record<string, unknown>) => Place | null) {
    this.#keeper = keeper;
    this.#key = key;
    for (const entry of entriesOf(keeper.getItem(key))) {
      if (!Array.isArray(entry)) continue;
      const [name, kept] = entry as unknown[];
      if (typeof name !== 'string' || typeof kept !== 'object' || kept === null) continue;
      const place = read(kept as Record<string, unknown>);
      if (place !== null) this.#places.set(name, place);
    }
  }

  get(name: string): Place | null {
    return this.#places.get(name) ?? null;
  }

  /** @param place null forgets it */
  set(name: string, place: Place | null): void {
    this.#places.delete(name);
    if (place !== null) this.#places.set(name, place);
    for (const [oldest] of this.#places) {
      if (this.#places.size <= MOST_PLACES) break;
      this.#places.delete(oldest);
    }
    try {
      this.#keeper.setItem(this.#key, JSON.stringify([...this.#places]));
    } catch {
      // A full storage costs the place, nothing else.
    }
  }
}

function entriesOf(text: string | null): unknown[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}
