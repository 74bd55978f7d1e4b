import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/** The orders that wait for a van: one line for each minute, and the minutes in order. */
public class DispatchList {
  private final TreeMap<Integer, Deque<String>> lines = new TreeMap<>();

  /** {@code due} is the minute of the day by which the order must leave. */
  public void add(String order, int due) {
    lines.computeIfAbsent(due, minute -> new ArrayDeque<>()).addLast(order);
  }

  /** Takes the order that is due first; null when none is left. */
  public String take() {
    if (lines.isEmpty()) return null;
    var first = lines.firstEntry();
    String order = first.getValue().pollFirst();
    if (first.getValue().isEmpty()) lines.remove(first.getKey());
    return order;
  }
}
