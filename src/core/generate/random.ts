/**
 * Numbers that look random and depend on nothing but a name and a row: any row can be asked for at any time, so
 * that one table can refer to the rows of another without keeping them. Whole-number arithmetic of 32 bits only,
 * which is the same on every machine.
 */

/** The stream of one column. `draw` tells several numbers of the same row apart. @returns a whole number from 0 up to 2^32 */
export type Draws = (row: number, draw?: number) => number;

/** 2^32: what a draw is divided by to get a number from 0 up to 1. */
export const DRAW_RANGE = 4_294_967_296;

/** @param name unique for the stream, e.g. lab, table and column */
export function drawsFor(name: string): Draws {
  const first = hashText(name, 0x811c9dc5);
  const second = hashText(name, first ^ 0x5bd1e995);
  return (row, draw = 0) => {
    const high = Math.floor(row / DRAW_RANGE);
    return mix(mix((row + first) | 0) ^ (second + Math.imul(draw, 0x9e3779b9) + high)) >>> 0;
  };
}

/** @returns a whole number from 0 up to `size` */
export function scaled(draw: number, size: number): number {
  return Math.floor((draw / DRAW_RANGE) * size);
}

/** The finaliser "lowbias32" of https://github.com/skeeto/hash-prospector (public domain). */
function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/** FNV-1a over the text's UTF-16 units: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashText(text: string, start: number): number {
  let hash = start | 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}
