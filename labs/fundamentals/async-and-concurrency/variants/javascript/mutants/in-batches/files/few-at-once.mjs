/**
 * Asks all suppliers, but never more than `limit` at the same time.
 * @returns a promise of the prices, in the order of the suppliers
 */
export async function fewAtOnce(suppliers, limit) {
  const prices = [];
  for (let first = 0; first < suppliers.length; first += limit) {
    const batch = suppliers.slice(first, first + limit);
    prices.push(...await Promise.all(batch.map((supplier) => supplier.price())));
  }
  return prices;
}
