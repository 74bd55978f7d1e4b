import java.util.ArrayList;
import java.util.List;

public class AllAtOnce {
  /** Asks all suppliers for their price at the same time. Gives the prices in the order of the suppliers. */
  public static List<Integer> prices(List<Supplier> suppliers) throws Exception {
    var prices = new ArrayList<Integer>();
    for (Supplier supplier : suppliers) prices.add(supplier.price());
    return prices;
  }
}
