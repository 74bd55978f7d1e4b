/** The packing line: the order that has waited longest is packed next. */
export class PackingLine {
  #arriving = [];
  #leaving = [];

  /** Puts an order at the end of the line. */
  add(order) {
    this.#arriving.push(order);
  }

  /** Takes the first order off the line; undefined when nobody waits. */
  take() {
    if (this.#leaving.length === 0) {
      this.#leaving = this.#arriving.reverse();
      this.#arriving = [];
    }
    return this.#leaving.pop();
  }

  /** How many orders wait. */
  get size() {
    return this.#arriving.length + this.#leaving.length;
  }
}
