import java.util.ArrayList;
import java.util.List;

/** The packing line: the order that has waited longest is packed next. */
public class PackingLine {
  private final List<String> orders = new ArrayList<>();

  /** Puts an order at the end of the line. */
  public void add(String order) {
    orders.add(order);
  }

  /** Takes the first order off the line; null when nobody waits. */
  public String take() {
    return orders.isEmpty() ? null : orders.remove(0);
  }

  /** How many orders wait. */
  public int size() {
    return orders.size();
  }
}
