import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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
      // invokeAll cancels those that are not done when the time is over: their threads are interrupted.
      for (Future<Integer> answer : pool.invokeAll(calls, milliseconds, TimeUnit.MILLISECONDS)) prices.add(priceOrNull(answer));
      return prices;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Integer priceOrNull(Future<Integer> answer) throws InterruptedException, ExecutionException {
    try {
      return answer.get();
    } catch (CancellationException error) {
      return null;
    }
  }
}
