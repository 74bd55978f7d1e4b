// A cursor says after which order the next page begins. To clients it is a text without meaning.
import { isInstant } from './validation.js';

/** The order's place in the list: its time, and its id for orders of the same time. */
export function makeCursor({ ordered_at, id }) {
  return Buffer.from(JSON.stringify([ordered_at, id])).toString('base64url');
}

/** Gives back { ordered_at, id }, or undefined for what is no cursor of ours. */
export function readCursor(text) {
  try {
    const [ordered_at, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (isInstant(ordered_at) && Number.isInteger(id) && id > 0 && id < 2 ** 31) return { ordered_at, id };
  } catch {
    // Not JSON, or not a list: no cursor.
  }
  return undefined;
}
