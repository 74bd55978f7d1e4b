import java.util.ArrayDeque;
import java.util.Deque;

/** The packing line: the order that has waited longest is packed next. */
public class PackingLine {
  private final Deque<String> orders = new ArrayDeque<>();

  /** Puts an order at the end of the line. */
  public void add(String order) {
    orders.add(order);
  }

  /** Takes the first order off the line; null when nobody waits. */
  public String take() {
    return orders.pollLast();
  }

  /** How many orders wait. */
  public int size() {
    return orders.size();
  }
}
