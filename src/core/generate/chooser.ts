/** Draws an index by weights, quickly: a table of sums, with a guide to where the search begins. */
import { exp, ln } from './exact-math.ts';
import { DRAW_RANGE } from './random.ts';

/** From a draw to an index. */
export type Chooser = (draw: number) => number;

/** The guide has one entry for each value of the draw's upper bits. */
const GUIDE_BITS = 12;
const GUIDE_SHIFT = 32 - GUIDE_BITS;

/** @param weights none negative, at least one above 0 */
export function weightedChooser(weights: ArrayLike<number>): Chooser {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let index = 0; index < weights.length; index += 1) {
    total += weights[index] ?? 0;
    sums[index] = total;
  }
  const last = sums.findIndex((sum) => sum === total);
  const guide = new Int32Array(1 << GUIDE_BITS);
  let at = 0;
  for (let entry = 0; entry < guide.length; entry += 1) {
    const target = ((entry * (1 << GUIDE_SHIFT)) / DRAW_RANGE) * total;
    while ((sums[at] ?? Infinity) <= target) at += 1;
    guide[entry] = Math.min(at, last);
  }
  return (draw) => {
    const target = (draw / DRAW_RANGE) * total;
    let low = guide[draw >>> GUIDE_SHIFT] ?? 0;
    let high = guide[(draw >>> GUIDE_SHIFT) + 1] ?? last;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Index k - 1 with the weight 1 / k^exponent, for k from 1 to `size`. */
export function zipfChooser(size: number, exponent: number): Chooser {
  const weights = new Float64Array(size);
  for (let rank = 1; rank <= size; rank += 1) weights[rank - 1] = exp(-exponent * ln(rank));
  return weightedChooser(weights);
}

/** Each index of `size` as likely. */
export function evenChooser(size: number): Chooser {
  return (draw) => Math.floor((draw / DRAW_RANGE) * size);
}

/** By weights, by rank, or evenly: whichever is given. */
export function chooserFor(size: number, { weights, exponent }: { weights?: readonly number[] | undefined; exponent?: number | undefined }): Chooser {
  if (weights !== undefined) return weightedChooser(weights);
  return exponent === undefined ? evenChooser(size) : zipfChooser(size, exponent);
}
