import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

public class InTime {
  /** Stops waiting when the time is over, but tells nobody. */
  public static List<Integer> prices(List<Supplier> suppliers, long milliseconds) throws Exception {
    var pool = Executors.newFixedThreadPool(suppliers.size());
    var answers = new ArrayList<Future<Integer>>();
    for (Supplier supplier : suppliers) answers.add(pool.submit(supplier::price));
    var prices = new ArrayList<Integer>();
    for (Future<Integer> answer : answers) {
      try {
        prices.add(answer.get(milliseconds, TimeUnit.MILLISECONDS));
      } catch (ExecutionException | TimeoutException error) {
        prices.add(null);
      }
    }
    pool.shutdown();
    return prices;
  }
}
