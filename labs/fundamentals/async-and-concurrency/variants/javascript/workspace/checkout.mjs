/** Sells packets of saffron from a stock that many buyers reach for at the same time. */
export class Checkout {
  #stock;

  /** @param stock `await stock.read()`, `await stock.write(left)`, `await stock.replace(expected, left)` */
  constructor(stock) {
    this.#stock = stock;
  }

  /** @returns a promise: true when a packet was sold, false when none is left */
  async buy() {
    const left = await this.#stock.read();
    if (left === 0) return false;
    await this.#stock.write(left - 1);
    return true;
  }
}
