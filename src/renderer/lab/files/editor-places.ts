/** Where each file was left: the cursor and the first line on the screen, kept between runs. */
import type { Keeper } from '../../app/kept-storage.ts';

export interface EditorPlace {
  /** The cursor, as an offset. */
  cursor: number;
  /** The offset of the first line that is seen. */
  top: number;
}

/** Files of one lab whose place is remembered; the one that was left longest ago is forgotten. */
const MOST_FILES = 40;

export class EditorPlaces {
  readonly #keeper: Keeper;
  readonly #key: string;
  readonly #places: Map<string, EditorPlace>;

  /** @param place what the window's layout is kept under */
  constructor(keeper: Keeper, place: string) {
    this.#keeper = keeper;
    this.#key = `backbench.places.${place}`;
    this.#places = restore(keeper.getItem(this.#key));
  }

  get(path: string): EditorPlace | null {
    return this.#places.get(path) ?? null;
  }

  set(path: string, place: EditorPlace): void {
    this.#places.delete(path);
    this.#places.set(path, place);
    for (const [oldest] of this.#places) {
      if (this.#places.size <= MOST_FILES) break;
      this.#places.delete(oldest);
    }
    try {
      this.#keeper.setItem(this.#key, JSON.stringify([...this.#places]));
    } catch {
      // A full storage costs the place in a file, nothing else.
    }
  }
}

/** What was kept; anything odd is left out. */
function restore(text: string | null): Map<string, EditorPlace> {
  const places = new Map<string, EditorPlace>();
  let found: unknown;
  try {
    found = JSON.parse(text ?? '[]');
  } catch {
    return places;
  }
  for (const entry of Array.isArray(found) ? (found as unknown[]) : []) {
    if (!Array.isArray(entry)) continue;
    const [path, place] = entry as unknown[];
    if (typeof path !== 'string' || typeof place !== 'object' || place === null) continue;
    const { cursor, top } = place as Record<string, unknown>;
    if (isOffset(cursor) && isOffset(top)) places.set(path, { cursor, top });
  }
  return places;
}

const isOffset = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
