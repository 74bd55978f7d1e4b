/** What measurements say about larger inputs. `rows` are { items, cost }, from few items to many. */

/** @returns how steep the line through the first and the last row is, with logarithms on both axes */
export function slope(rows) {
  const [first, last] = [rows.at(0), rows.at(-1)];
  return (last.cost / first.cost) / (last.items / first.items);
}

/** @returns the cost to expect for this many items, if it goes on like this from the last row */
export function forecast(rows, items) {
  const last = rows.at(-1);
  return last.cost * (items / last.items) ** slope(rows);
}
