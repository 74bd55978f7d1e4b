/** The packing line: the order that has waited longest is packed next. */
export class PackingLine {
  #orders = [];

  /** Puts an order at the end of the line. */
  add(order) {
    this.#orders.push(order);
  }

  /** Takes the first order off the line; undefined when nobody waits. */
  take() {
    return this.#orders.pop();
  }

  /** How many orders wait. */
  get size() {
    return this.#orders.length;
  }
}
