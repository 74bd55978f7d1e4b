/** Sells packets of saffron from a stock that many buyers reach for at the same time. */
export class Checkout {
  #stock;
  /** Settles when the last buyer in the line is done. */
  #last = Promise.resolve();

  /** @param stock `await stock.read()`, `await stock.write(left)`, `await stock.replace(expected, left)` */
  constructor(stock) {
    this.#stock = stock;
  }

  /** @returns a promise: true when a packet was sold, false when none is left */
  buy() {
    const mine = this.#last.then(() => this.#sell());
    this.#last = mine;
    return mine;
  }

  async #sell() {
    const left = await this.#stock.read();
    if (left === 0) return false;
    await this.#stock.write(left - 1);
    return true;
  }
}
