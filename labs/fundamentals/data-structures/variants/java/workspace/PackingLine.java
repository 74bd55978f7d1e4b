/** The packing line: the order that has waited longest is packed next. */
public class PackingLine {
  /** Puts an order at the end of the line. */
  public void add(String order) {
  }

  /** Takes the first order off the line; null when nobody waits. */
  public String take() {
    return null;
  }

  /** How many orders wait. */
  public int size() {
    return 0;
  }
}
