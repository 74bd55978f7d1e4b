import java.util.ArrayList;
import java.util.List;

/** The packing line: the order that has waited longest is packed next. */
public class PackingLine {
  private final List<String> arriving = new ArrayList<>();
  private final List<String> leaving = new ArrayList<>();

  /** Puts an order at the end of the line. */
  public void add(String order) {
    arriving.add(order);
  }

  /** Takes the first order off the line; null when nobody waits. */
  public String take() {
    if (leaving.isEmpty()) {
      for (int i = arriving.size() - 1; i >= 0; i--) leaving.add(arriving.get(i));
      arriving.clear();
    }
    return leaving.isEmpty() ? null : leaving.remove(leaving.size() - 1);
  }

  /** How many orders wait. */
  public int size() {
    return arriving.size() + leaving.size();
  }
}
