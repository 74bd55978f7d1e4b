import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class InTime {
  /**
   * Asks all suppliers, and waits for each at most this long. Gives the prices in the order of the suppliers; null for
   * those who failed or did not answer in time.
   */
  public static List<Integer> prices(List<Supplier> suppliers, long milliseconds) throws Exception {
    var pool = Executors.newFixedThreadPool(suppliers.size());
    try {
      var calls = new ArrayList<Callable<Integer>>();
      for (Supplier supplier : suppliers) calls.add(supplier::price);
      var prices = new ArrayList<Integer>();
      for (Future<Integer> answer : pool.invokeAll(calls)) prices.add(priceOrNull(answer));
      return prices;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Integer priceOrNull(Future<Integer> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (CancellationException | ExecutionException error) {
      return null;
    }
  }
}
