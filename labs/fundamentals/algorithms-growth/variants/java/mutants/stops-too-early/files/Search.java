/** Two ways to find an order on a sorted shelf: {@code shelf.size()} and {@code shelf.get(place)}, with places from 0. */
public class Search {
  /** The place of the wanted number, looking at one place after the other; -1 when it is not there. */
  public static int linear(Shelf shelf, int wanted) {
    for (int place = 0; place < shelf.size(); place++) {
      if (shelf.get(place) == wanted) return place;
    }
    return -1;
  }

  /** The same, looking in the middle of what is left. */
  public static int binary(Shelf shelf, int wanted) {
    int low = 0;
    int high = shelf.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int number = shelf.get(middle);
      if (number == wanted) return middle;
      if (number < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
