/** Where in a text a character stands, as editors count. */

/** @param at index of the character, from 0 @returns line and column, from 1 */
export function placeIn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
