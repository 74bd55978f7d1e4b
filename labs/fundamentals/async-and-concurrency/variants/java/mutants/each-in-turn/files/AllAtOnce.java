import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

public class AllAtOnce {
  /** Asks all suppliers for their price at the same time. Gives the prices in the order of the suppliers. */
  public static List<Integer> prices(List<Supplier> suppliers) throws Exception {
    var pool = Executors.newFixedThreadPool(suppliers.size());
    try {
      var prices = new ArrayList<Integer>();
      for (Supplier supplier : suppliers) prices.add(pool.submit(supplier::price).get());
      return prices;
    } finally {
      pool.shutdownNow();
    }
  }
}
