import java.util.Comparator;
import java.util.PriorityQueue;

/** The orders that wait for a van: the one that is due first leaves first. */
public class DispatchList {
  private record Waiting(String order, int due, long arrival) {
  }

  // Equal times leave in the order of their arrival.
  private final PriorityQueue<Waiting> heap =
      new PriorityQueue<>(Comparator.comparingInt(Waiting::due).reversed().thenComparingLong(Waiting::arrival));
  private long arrivals = 0;

  /** {@code due} is the minute of the day by which the order must leave. */
  public void add(String order, int due) {
    heap.add(new Waiting(order, due, arrivals));
    arrivals += 1;
  }

  /** Takes the order that is due first; null when none is left. */
  public String take() {
    Waiting first = heap.poll();
    return first == null ? null : first.order();
  }
}
