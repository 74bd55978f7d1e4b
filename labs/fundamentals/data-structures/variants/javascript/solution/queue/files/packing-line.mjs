/** The packing line: the order that has waited longest is packed next. */
export class PackingLine {
  #orders = [];
  /** Where the first order stands; everything before it is gone. */
  #head = 0;

  /** Puts an order at the end of the line. */
  add(order) {
    this.#orders.push(order);
  }

  /** Takes the first order off the line; undefined when nobody waits. */
  take() {
    if (this.size === 0) return undefined;
    const order = this.#orders[this.#head];
    this.#head += 1;
    // Once half of the array is empty places, move the rest to the front: seldom, so cheap for each order.
    if (this.#head * 2 > this.#orders.length) {
      this.#orders = this.#orders.slice(this.#head);
      this.#head = 0;
    }
    return order;
  }

  /** How many orders wait. */
  get size() {
    return this.#orders.length - this.#head;
  }
}
