/** Sells packets of saffron; whoever finds that somebody was quicker tries again. */
export class Checkout {
  #stock;

  constructor(stock) {
    this.#stock = stock;
  }

  /** @returns a promise: true when a packet was sold, false when none is left */
  async buy() {
    for (;;) {
      const left = await this.#stock.read();
      if (left === 0) return false;
      if (await this.#stock.replace(left, left - 1)) return true;
    }
  }
}
