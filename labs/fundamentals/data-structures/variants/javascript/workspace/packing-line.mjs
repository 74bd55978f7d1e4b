/** The packing line: the order that has waited longest is packed next. */
export class PackingLine {
  /** Puts an order at the end of the line. */
  add(order) {
  }

  /** Takes the first order off the line; undefined when nobody waits. */
  take() {
  }

  /** How many orders wait. */
  get size() {
  }
}
