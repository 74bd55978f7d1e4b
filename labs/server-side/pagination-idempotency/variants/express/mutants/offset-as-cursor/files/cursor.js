// A cursor says how many orders come before the next page.

export function makeCursor(offset) {
  return Buffer.from(JSON.stringify({ offset })).toString('base64url');
}

/** Gives back the offset, or undefined for what is no cursor of ours. */
export function readCursor(text) {
  try {
    const { offset } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Number.isInteger(offset) && offset > 0 ? offset : undefined;
  } catch {
    return undefined;
  }
}
