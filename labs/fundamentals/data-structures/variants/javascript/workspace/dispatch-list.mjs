/** The orders that wait for a van: the one that is due first leaves first. */
export class DispatchList {
  /** @param due minute of the day by which it must leave */
  add(order, due) {
  }

  /** Takes the order that is due first; undefined when none is left. */
  take() {
  }
}
