/**
 * Asks all suppliers for their price at the same time. `supplier.price()` gives a promise of the price.
 * @returns a promise of the prices, in the order of the suppliers
 */
export async function allAtOnce(suppliers) {
  return suppliers.reduce(async (before, supplier) => {
    const prices = await before;
    return [...prices, await supplier.price()];
  }, []);
}
