import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class FewAtOnce {
  /** Asks all suppliers, but never more than {@code limit} at the same time. Gives the prices in the order of the suppliers. */
  public static List<Integer> prices(List<Supplier> suppliers, int limit) throws Exception {
    var pool = Executors.newCachedThreadPool();
    try {
      var calls = new ArrayList<Callable<Integer>>();
      for (Supplier supplier : suppliers) calls.add(supplier::price);
      var prices = new ArrayList<Integer>();
      for (Future<Integer> answer : pool.invokeAll(calls)) prices.add(answer.get());
      return prices;
    } finally {
      pool.shutdownNow();
    }
  }
}
