import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs what you write on small inputs, and measures how its cost grows. Nothing to change here. */
public class Growth {
  private static final int[] SIZES = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000};
  private static final int[] JOIN_SIZES = {1_000, 2_000, 4_000, 8_000};
  /** How long one size of the join is timed; the quickest run counts. */
  private static final long JOIN_NS = 250_000_000;

  private static void fail(String message) {
    System.err.println("growth: " + message);
    System.exit(1);
  }

  private static List<String> input() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines()
        .map(String::trim).filter(line -> !line.isEmpty()).collect(Collectors.toList());
  }

  /** Numbers that look random and are the same on every machine. */
  private static IntStream scattered() {
    return IntStream.iterate(16_807, x -> (int) (x * 16_807L % 2_147_483_647L));
  }

  private static void find(List<String> wanted) {
    var numbers = input().stream().map(Integer::valueOf).collect(Collectors.toList());
    for (String text : wanted) {
      int each = Integer.parseInt(text);
      System.out.println(each + " " + Search.linear(new Shelf(numbers), each) + " " + Search.binary(new Shelf(numbers), each));
    }
  }

  /** The most looks that a search needs, over some places and a number that is not there. */
  private static int mostLooks(String name, ToIntBiFunction<Shelf, Integer> search, List<Integer> numbers) {
    int most = 0;
    int size = numbers.size();
    for (int place : new int[] {0, 1, size / 2, size - 2, size - 1, -1}) {
      var shelf = new Shelf(numbers);
      int wanted = place < 0 ? 10_000 + 2 * size : numbers.get(place);
      int found = search.applyAsInt(shelf, wanted);
      if (found != place) fail(name + " gave " + found + " for " + wanted + ", which is at " + place);
      most = Math.max(most, shelf.looks());
    }
    return most;
  }

  private static void measureSearch() {
    System.out.println("items,linear,binary");
    for (int size : SIZES) {
      var numbers = IntStream.range(0, size).mapToObj(i -> 10_001 + 2 * i).collect(Collectors.toList());
      System.out.println(size + "," + mostLooks("linear", Search::linear, numbers) + "," + mostLooks("binary", Search::binary, numbers));
    }
  }

  private static void showBest(int count) {
    var products = input().stream().map(line -> line.split(" ")).map(words -> new Product(words[0], Integer.parseInt(words[1])))
        .collect(Collectors.toList());
    for (Product product : Ranking.best(products, count, Ranking::compare)) System.out.println(product.sku() + " " + product.sold());
  }

  private static void measureBest() {
    System.out.println("items,comparisons,per_item");
    for (int size : SIZES) {
      var products = scattered().limit(size).mapToObj(sold -> new Product("TEA-" + sold, sold)).collect(Collectors.toList());
      int[] comparisons = {0};
      Comparator<Product> bySold = (a, b) -> {
        comparisons[0] += 1;
        return Integer.compare(b.sold(), a.sold());
      };
      var found = Ranking.best(List.copyOf(products), 10, bySold).stream().map(Product::sold).collect(Collectors.toList());
      var wanted = products.stream().map(Product::sold).sorted(Comparator.reverseOrder()).limit(10).collect(Collectors.toList());
      if (!found.equals(wanted)) fail("the best ten of " + size + " are not the best ten");
      System.out.printf(Locale.ROOT, "%d,%d,%.1f%n", size, comparisons[0], (double) comparisons[0] / size);
    }
  }

  private static void showNames() {
    var orders = new ArrayList<Order>();
    var customers = new ArrayList<Customer>();
    for (String line : input()) {
      String[] words = line.split(" ", 3);
      int id = Integer.parseInt(words[1]);
      if (words[0].equals("customer")) customers.add(new Customer(id, words[2]));
      else orders.add(new Order(id, words[2].equals("-") ? null : Integer.valueOf(words[2])));
    }
    var names = Join.customerNames(orders, customers);
    for (int i = 0; i < names.size(); i++) System.out.println(orders.get(i).id() + " " + names.get(i));
  }

  /** Nanoseconds of the quickest join of this size. */
  private static double quickestJoin(int size) {
    int[] random = scattered().limit(size).toArray();
    var customers = IntStream.rangeClosed(1, size / 2).mapToObj(id -> new Customer(id, "customer " + id)).collect(Collectors.toList());
    var orders = IntStream.range(0, size).mapToObj(i -> new Order(10_001 + i, 1 + random[i] % customers.size())).collect(Collectors.toList());
    var wanted = orders.stream().map(order -> "customer " + order.customerId()).collect(Collectors.toList());
    double quickest = Double.MAX_VALUE;
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      var names = Join.customerNames(orders, customers);
      quickest = Math.min(quickest, System.nanoTime() - start);
      if (!names.equals(wanted)) fail("the names of " + size + " orders are not right");
    } while (System.nanoTime() - begin < JOIN_NS);
    return quickest;
  }

  private static void measureJoin() {
    quickestJoin(JOIN_SIZES[0]); // The JVM translates what runs often into machine code. It shall have done so before time is taken.
    System.out.println("orders,milliseconds,times_the_first");
    double first = 0;
    for (int size : JOIN_SIZES) {
      double nanoseconds = quickestJoin(size);
      if (first == 0) first = nanoseconds;
      System.out.printf(Locale.ROOT, "%d,%.3f,%.1f%n", size, nanoseconds / 1e6, nanoseconds / first);
    }
  }

  private static void showForecast(double items) {
    var rows = input().stream().skip(1).map(line -> line.split(","))
        .map(cells -> new Row(Double.parseDouble(cells[0]), Double.parseDouble(cells[1]))).collect(Collectors.toList());
    System.out.printf(Locale.ROOT, "slope %.2f%n", Forecast.slope(rows));
    System.out.printf(Locale.ROOT, "%.0f items: %d%n", items, Math.round(Forecast.forecast(rows, items)));
  }

  public static void main(String[] arguments) {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "find": find(List.of(arguments).subList(1, arguments.length)); break;
      case "search": measureSearch(); break;
      case "best": showBest(Integer.parseInt(arguments[1])); break;
      case "ranking": measureBest(); break;
      case "names": showNames(); break;
      case "joining": measureJoin(); break;
      case "forecast": showForecast(Double.parseDouble(arguments[1])); break;
      default:
        System.err.println("usage: growth (find NUMBER... | best COUNT | names | forecast ITEMS) < input, or: growth (search | ranking | joining)");
        System.exit(2);
    }
  }
}
