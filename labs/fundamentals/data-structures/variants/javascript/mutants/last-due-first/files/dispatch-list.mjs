/** The orders that wait for a van: the one that is due first leaves first. */
export class DispatchList {
  /** A binary heap: the children of place p stand at 2p + 1 and 2p + 2, and neither leaves before its parent. */
  #heap = [];
  #arrivals = 0;

  /** @param due minute of the day by which it must leave */
  add(order, due) {
    this.#heap.push({ order, due, arrival: this.#arrivals });
    this.#arrivals += 1;
    this.#rise(this.#heap.length - 1);
  }

  /** Takes the order that is due first; undefined when none is left. */
  take() {
    const first = this.#heap[0];
    if (first === undefined) return undefined;
    const last = this.#heap.pop();
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first.order;
  }

  /** Equal times leave in the order of their arrival. */
  #before(a, b) {
    const [left, right] = [this.#heap[a], this.#heap[b]];
    return right.due - left.due || left.arrival - right.arrival;
  }

  #rise(place) {
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#before(place, parent) >= 0) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  #sink(place) {
    for (;;) {
      let smallest = place;
      for (const child of [2 * place + 1, 2 * place + 2]) {
        if (child < this.#heap.length && this.#before(child, smallest) < 0) smallest = child;
      }
      if (smallest === place) return;
      this.#swap(place, smallest);
      place = smallest;
    }
  }

  #swap(a, b) {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b], this.#heap[a]];
  }
}
