/** Where each file was left: the cursor and the first line on the screen, kept between runs. */
import { KeptPlaces } from '../../app/kept-places.ts';
import type { Keeper } from '../../app/kept-storage.ts';

export interface EditorPlace {
  /** The cursor, as an offset. */
  cursor: number;
  /** The offset of the first line that is seen. */
  top: number;
}

/** @param place what the window's layout is kept under */
export function editorPlaces(keeper: Keeper, place: string): KeptPlaces<EditorPlace> {
  return new KeptPlaces(keeper, `backbench.places.${place}`, ({ cursor, top }) => (isOffset(cursor) && isOffset(top) ? { cursor, top } : null));
}

const isOffset = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
