/**
 * Asks all suppliers for their price at the same time. `supplier.price()` gives a promise of the price.
 * @returns a promise of the prices, in the order of the suppliers
 */
export async function allAtOnce(suppliers) {
  const prices = [];
  for (const supplier of suppliers) {
    prices.push(await supplier.price());
  }
  return prices;
}
