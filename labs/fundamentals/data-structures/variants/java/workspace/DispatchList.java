/** The orders that wait for a van: the one that is due first leaves first. */
public class DispatchList {
  /** {@code due} is the minute of the day by which the order must leave. */
  public void add(String order, int due) {
  }

  /** Takes the order that is due first; null when none is left. */
  public String take() {
    return null;
  }
}
