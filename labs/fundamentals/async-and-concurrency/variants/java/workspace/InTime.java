import java.util.ArrayList;
import java.util.List;

public class InTime {
  /**
   * Asks all suppliers, and waits for each at most this long. Gives the prices in the order of the suppliers; null for
   * those who failed or did not answer in time.
   */
  public static List<Integer> prices(List<Supplier> suppliers, long milliseconds) throws Exception {
    var prices = new ArrayList<Integer>();
    for (Supplier supplier : suppliers) prices.add(supplier.price());
    return prices;
  }
}
