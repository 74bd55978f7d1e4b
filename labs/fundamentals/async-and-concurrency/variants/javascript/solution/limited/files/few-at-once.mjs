/**
 * Asks all suppliers, but never more than `limit` at the same time.
 * @returns a promise of the prices, in the order of the suppliers
 */
export async function fewAtOnce(suppliers, limit) {
  const prices = [];
  let next = 0;
  async function work() {
    while (next < suppliers.length) {
      const mine = next;
      next += 1;
      prices[mine] = await suppliers[mine].price();
    }
  }
  await Promise.all(Array.from({ length: limit }, work));
  return prices;
}
