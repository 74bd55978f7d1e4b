import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A sorted list of order numbers that counts how often somebody looks at one of its places. */
public class Shelf extends AbstractList<Integer> implements RandomAccess {
  private final List<Integer> numbers;
  private int looks = 0;

  public Shelf(List<Integer> numbers) {
    this.numbers = numbers;
  }

  /** The order number at this place, from 0. */
  @Override
  public Integer get(int place) {
    looks += 1;
    return numbers.get(place);
  }

  @Override
  public int size() {
    return numbers.size();
  }

  public int looks() {
    return looks;
  }
}
