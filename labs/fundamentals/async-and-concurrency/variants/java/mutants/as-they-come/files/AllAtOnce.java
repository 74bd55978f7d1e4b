import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

public class AllAtOnce {
  /** Asks all suppliers for their price at the same time. Gives the prices in the order of the suppliers. */
  public static List<Integer> prices(List<Supplier> suppliers) throws Exception {
    var pool = Executors.newFixedThreadPool(suppliers.size());
    try {
      var answers = new ExecutorCompletionService<Integer>(pool);
      for (Supplier supplier : suppliers) answers.submit(supplier::price);
      var prices = new ArrayList<Integer>();
      while (prices.size() < suppliers.size()) prices.add(answers.take().get());
      return prices;
    } finally {
      pool.shutdownNow();
    }
  }
}
