/** The smallest single change that turns one text into another, so that cursors and undo survive an outside edit. */

export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/** @returns null when the texts are equal */
export function textChange(before: string, after: string): TextChange | null {
  if (before === after) return null;
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let endBefore = before.length;
  let endAfter = after.length;
  while (endBefore > start && endAfter > start && before.charCodeAt(endBefore - 1) === after.charCodeAt(endAfter - 1)) {
    endBefore -= 1;
    endAfter -= 1;
  }
  return { from: start, to: endBefore, insert: after.slice(start, endAfter) };
}

/** The name under which the other version of a file is kept: `orders.sql` becomes `orders.mine.sql`. */
export function besideName(path: string, word: string): string {
  const slash = path.lastIndexOf('/');
  const dot = path.lastIndexOf('.');
  return dot > slash + 1 ? `${path.slice(0, dot)}.${word}${path.slice(dot)}` : `${path}.${word}`;
}
