/** Which products sell best. A product has `sku` and `sold`. */

/** @returns a number below 0 when a stands before b in the ranking, above 0 when it stands behind */
export function compare(a, b) {
  if (a.sold !== b.sold) return b.sold - a.sold;
  return a.sku < b.sku ? -1 : 1;
}

/** @returns the first `count` products of the ranking, as `comparison` orders them */
export function best(products, count, comparison) {
  const found = [];
  for (const product of products) {
    // Most products are worse than the worst of the best: one comparison, and on.
    if (found.length === count && comparison(product, found[count - 1]) >= 0) continue;
    let place = found.length;
    while (place > 0 && comparison(product, found[place - 1]) < 0) place -= 1;
    found.splice(place, 0, product);
    if (found.length > count) found.pop();
  }
  return found;
}
