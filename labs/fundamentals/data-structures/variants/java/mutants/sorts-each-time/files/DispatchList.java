import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The orders that wait for a van: the one that is due first leaves first. */
public class DispatchList {
  private record Waiting(String order, int due) {
  }

  private final List<Waiting> waiting = new ArrayList<>();

  /** {@code due} is the minute of the day by which the order must leave. */
  public void add(String order, int due) {
    waiting.add(new Waiting(order, due));
  }

  /** Takes the order that is due first; null when none is left. */
  public String take() {
    waiting.sort(Comparator.comparingInt(Waiting::due));
    return waiting.isEmpty() ? null : waiting.remove(0).order();
  }
}
