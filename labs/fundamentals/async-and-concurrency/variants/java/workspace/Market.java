import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays the slow world around your code: suppliers that are asked for prices, and a stock that is sold. Nothing to change here. */
public class Market {
  private static final long DEADLINE_MS = 5_000;

  private static void print(List<Supplier> suppliers, List<Integer> prices) {
    for (int i = 0; i < suppliers.size(); i++) {
      Integer price = i < prices.size() ? prices.get(i) : null;
      System.out.println(suppliers.get(i).name() + " " + (price == null ? "-" : price));
    }
  }

  private static List<Supplier> suppliers(Switchboard board, int count, int special, Switchboard.Kind kind) {
    var found = new ArrayList<Supplier>();
    for (int i = 0; i < count; i++) found.add(board.supplier(i, i == special ? kind : Switchboard.Kind.PROMPT));
    return found;
  }

  private static void together() throws Exception {
    var board = new Switchboard(6, 6, false);
    var suppliers = suppliers(board, 6, -1, Switchboard.Kind.PROMPT);
    print(suppliers, AllAtOnce.prices(suppliers));
    System.out.println("most at once: " + board.most());
  }

  private static void limited(Switchboard.Kind kindOfFirst) throws Exception {
    var board = new Switchboard(12, 4, true);
    var suppliers = suppliers(board, 12, 0, kindOfFirst);
    print(suppliers, FewAtOnce.prices(suppliers, 4));
    if (kindOfFirst == Switchboard.Kind.HELD) System.out.println("held up by Kochi: " + (board.heldUp() ? "yes" : "no"));
    else System.out.println("most at once: " + board.most());
  }

  private static void late(int special, Switchboard.Kind kind) throws Exception {
    var board = new Switchboard(6, 1, false);
    var suppliers = suppliers(board, 6, special, kind);
    print(suppliers, InTime.prices(suppliers, 500));
    for (int round = 0; board.open() > 0 && round < 100; round++) Thread.sleep(10);
    System.out.println("still open: " + board.open());
  }

  private static void race(int failures) throws InterruptedException {
    int buyers = 8;
    var stock = new Stock(5, buyers, failures);
    var checkout = new Checkout(stock);
    var pool = Executors.newFixedThreadPool(buyers);
    var buys = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < buyers; i++) buys.add(checkout::buy);
    int sold = 0;
    int turnedAway = 0;
    int failed = 0;
    for (Future<Boolean> outcome : pool.invokeAll(buys)) {
      try {
        if (outcome.get()) sold += 1;
        else turnedAway += 1;
      } catch (ExecutionException error) {
        failed += 1;
      }
    }
    System.out.println("sold: " + sold + "\nturned away: " + turnedAway + "\nfailed: " + failed + "\nleft: " + stock.left());
  }

  private static void watch() {
    var watchdog = new Thread(() -> {
      try {
        Thread.sleep(DEADLINE_MS);
        System.err.println("market: no result after " + DEADLINE_MS / 1000 + " seconds; something waits for ever");
        Runtime.getRuntime().halt(1);
      } catch (InterruptedException error) {
        Thread.currentThread().interrupt();
      }
    });
    watchdog.setDaemon(true);
    watchdog.start();
  }

  public static void main(String[] arguments) throws Exception {
    watch();
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "together": together(); break;
      case "limited": limited(Switchboard.Kind.PROMPT); break;
      case "held": limited(Switchboard.Kind.HELD); break;
      case "silent": late(2, Switchboard.Kind.SILENT); break;
      case "failing": late(3, Switchboard.Kind.FAILS); break;
      case "race": race(0); break;
      case "stumble": race(1); break;
      default:
        System.err.println("usage: market (together | limited | held | silent | failing | race | stumble)");
        System.exit(2);
    }
    System.exit(0);
  }
}
