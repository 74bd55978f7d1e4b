// A cursor says after which return the next page begins. To clients it is a text without meaning.
import { isWhole, MAX_INTEGER } from './validation.js';

/** The return's place in the list: its refund, and its id among equal ones. */
export function makeCursor({ refund_paise, id }) {
  return Buffer.from(JSON.stringify([refund_paise, id])).toString('base64url');
}

/** Gives back { refund, id }, or undefined for what is no cursor of ours. */
export function readCursor(text) {
  try {
    const [refund, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (isWhole(refund, 1, MAX_INTEGER) && isWhole(id, 1, MAX_INTEGER)) return { refund, id };
  } catch {
    // Not JSON, or not a list: no cursor.
  }
  return undefined;
}
