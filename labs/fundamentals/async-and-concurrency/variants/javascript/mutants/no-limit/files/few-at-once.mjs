/**
 * Asks all suppliers, but never more than `limit` at the same time.
 * @returns a promise of the prices, in the order of the suppliers
 */
export async function fewAtOnce(suppliers, limit) {
  return Promise.all(suppliers.map((supplier) => supplier.price()));
}
