/** Which products sell best. A product has `sku` and `sold`. */

/** @returns a number below 0 when a stands before b in the ranking, above 0 when it stands behind */
export function compare(a, b) {
  return 0;
}

/** @returns the first `count` products of the ranking, as `comparison` orders them */
export function best(products, count, comparison) {
  return [];
}
