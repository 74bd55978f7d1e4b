import java.util.ArrayList;
import java.util.List;

public class FewAtOnce {
  /** Asks all suppliers, but never more than {@code limit} at the same time. Gives the prices in the order of the suppliers. */
  public static List<Integer> prices(List<Supplier> suppliers, int limit) throws Exception {
    var prices = new ArrayList<Integer>();
    for (Supplier supplier : suppliers) prices.add(supplier.price());
    return prices;
  }
}
