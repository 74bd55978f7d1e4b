import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

public class FewAtOnce {
  /** A thread for each supplier, but only so many of them may call. */
  public static List<Integer> prices(List<Supplier> suppliers, int limit) throws Exception {
    var pool = Executors.newCachedThreadPool();
    var free = new Semaphore(limit, true);
    try {
      var answers = suppliers.stream().map(supplier -> CompletableFuture.supplyAsync(() -> ask(supplier, free), pool)).collect(Collectors.toList());
      return answers.stream().map(CompletableFuture::join).collect(Collectors.toList());
    } finally {
      pool.shutdownNow();
    }
  }

  private static int ask(Supplier supplier, Semaphore free) {
    free.acquireUninterruptibly();
    try {
      return supplier.price();
    } catch (Exception error) {
      throw new IllegalStateException(error);
    } finally {
      free.release();
    }
  }
}
