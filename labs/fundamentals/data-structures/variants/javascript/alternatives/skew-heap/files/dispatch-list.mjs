/** The orders that wait for a van: the one that is due first leaves first. A skew heap: a tree that is merged. */
export class DispatchList {
  #root = null;
  #arrivals = 0;

  /** @param due minute of the day by which it must leave */
  add(order, due) {
    this.#root = merged(this.#root, { order, due, arrival: this.#arrivals++, left: null, right: null });
  }

  /** Takes the order that is due first; undefined when none is left. */
  take() {
    if (this.#root === null) return undefined;
    const { order, left, right } = this.#root;
    this.#root = merged(left, right);
    return order;
  }
}

function merged(a, b) {
  if (a === null) return b;
  if (b === null) return a;
  if (b.due < a.due || (b.due === a.due && b.arrival < a.arrival)) return merged(b, a);
  [a.left, a.right] = [merged(a.right, b), a.left];
  return a;
}
