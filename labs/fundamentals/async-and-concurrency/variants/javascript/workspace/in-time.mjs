/**
 * Asks all suppliers, and waits for each at most this long. `supplier.price(signal)` hangs up when the signal is aborted.
 * @returns a promise of the prices, in the order of the suppliers; undefined for those who failed or did not answer in time
 */
export async function inTime(suppliers, milliseconds) {
  return Promise.all(suppliers.map((supplier) => supplier.price()));
}
