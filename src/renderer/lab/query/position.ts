/** Where in a text an error is. */

/**
 * @param position as servers and errors count: UTF-16 units from 1, within the text that was run
 * @param start where that text begins in the editor, from 0
 */
export function offsetOf(position: number, start: number): number {
  return start + Math.max(0, position - 1);
}

/** Line and column from 1, for people. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
