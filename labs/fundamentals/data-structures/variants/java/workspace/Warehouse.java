import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Runs your structures: it reads operations from standard input, one a line, and prints what comes out.
 * {@code measure} compares the time of one operation when few and when many items are there. Nothing to change here.
 */
public class Warehouse {
  private static final int FEW = 2_000;
  private static final int MANY = 64_000;
  /** Operations of one round. They are timed in small batches, and the quickest batch counts: the machine has other work, too. */
  private static final int OPERATIONS = 500;
  private static final int BATCH = 50;
  private static final int ROUNDS = 9;
  private static final int WARM_UP_ROUNDS = 40;
  /** One round that takes longer is cut short: what is known by then is enough. */
  private static final long ROUND_LIMIT_NS = 1_500_000_000L;
  private static final long FILL_LIMIT_NS = 6_000_000_000L;

  /** Work with some number of items: {@code fill} is called {@code adds} times, then {@code step} is timed. */
  private interface Work {
    int adds();

    void fill(int i);

    void step(int i);
  }

  private static class QueueWork implements Work {
    private final PackingLine line = new PackingLine();
    private final int count;

    QueueWork(int count) {
      this.count = count;
    }

    public int adds() {
      return count;
    }

    public void fill(int i) {
      line.add("order-" + i);
    }

    public void step(int i) {
      expect(line.take(), "order-" + i);
      line.add("order-" + (count + i));
    }
  }

  private static class CacheWork implements Work {
    private final PageCache cache;
    private final int count;

    CacheWork(int count) {
      this.cache = new PageCache(count);
      this.count = count;
    }

    public int adds() {
      return count * 3 / 2;
    }

    public void fill(int i) {
      cache.put("page-" + i, "text-" + i);
    }

    public void step(int i) {
      expect(cache.get("page-" + (count + i)), "text-" + (count + i));
      cache.put("page-" + (adds() + i), "text-" + (adds() + i));
      expect(cache.get("page-" + (count / 2 + i)), null);
    }
  }

  private static class DispatchWork implements Work {
    private final DispatchList waiting = new DispatchList();
    private final int count;
    private int last = 0;

    DispatchWork(int count) {
      this.count = count;
    }

    public int adds() {
      return count;
    }

    public void fill(int i) {
      waiting.add(String.valueOf(scattered(i)), scattered(i));
    }

    public void step(int i) {
      String order = waiting.take();
      int due = order == null ? -1 : Integer.parseInt(order);
      if (due < last) fail("take gave an order that is due at " + due + " after one that is due at " + last);
      last = due;
      int next = due + scattered(i);
      waiting.add(String.valueOf(next), next);
    }

    /** The same scattered numbers on every machine. */
    private static int scattered(int i) {
      return (int) (i * 7919L % 10_007);
    }
  }

  private static void fail(String message) {
    System.err.println("measure: " + message);
    System.exit(1);
  }

  private static void expect(String got, String wanted) {
    if (!Objects.equals(got, wanted)) fail("got " + got + ", expected " + wanted);
  }

  /** Nanoseconds of one operation with this work. */
  private static double time(Work work) {
    long begin = System.nanoTime();
    long batch = begin;
    for (int i = 0; i < work.adds(); i++) {
      work.fill(i);
      if (i % 64 != 63) continue;
      long now = System.nanoTime();
      if (now - begin > FILL_LIMIT_NS) return (now - batch) / 64.0;
      batch = now;
    }
    // The first one may have put-off work to do, such as turning the whole line around once; it is not timed.
    work.step(0);
    long start = System.nanoTime();
    double quickest = Double.MAX_VALUE;
    for (int done = 0; done < OPERATIONS && System.nanoTime() - start < ROUND_LIMIT_NS;) {
      long from = System.nanoTime();
      for (int i = 0; i < BATCH; i++) work.step(++done);
      quickest = Math.min(quickest, (double) (System.nanoTime() - from) / BATCH);
    }
    return quickest;
  }

  private static void measure(String structure, IntFunction<Work> work) {
    // The JVM translates what runs often into machine code. It shall have done so before time is taken.
    for (int round = 0; round < WARM_UP_ROUNDS; round++) time(work.apply(FEW));
    double few = Double.MAX_VALUE;
    double many = Double.MAX_VALUE;
    long begin = System.nanoTime();
    for (int round = 0; round < ROUNDS && System.nanoTime() - begin < 2 * ROUND_LIMIT_NS; round++) {
      few = Math.min(few, time(work.apply(FEW)));
      many = Math.min(many, time(work.apply(MANY)));
    }
    System.out.printf(Locale.ROOT, "{\"structure\":\"%s\",\"few\":%d,\"many\":%d,\"ns_few\":%d,\"ns_many\":%d,\"times_slower\":%.1f}%n",
        structure, FEW, MANY, Math.round(few), Math.round(many), many / few);
  }

  /** Does each operation of standard input, and prints what those give that give something. */
  private static void play(Function<String[], String> does) throws IOException {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank()) continue;
        String[] words = line.trim().split(" ");
        String result = does.apply(words);
        if (!words[0].equals("add") && !words[0].equals("put")) System.out.println(result == null ? "-" : result);
      }
    }
  }

  private static IllegalArgumentException unknown(String operation) {
    return new IllegalArgumentException("no such operation: " + operation);
  }

  private static void playQueue() throws IOException {
    var line = new PackingLine();
    play(words -> {
      switch (words[0]) {
        case "add": line.add(words[1]); return null;
        case "take": return line.take();
        case "size": return String.valueOf(line.size());
        default: throw unknown(words[0]);
      }
    });
  }

  private static void playCache(int capacity) throws IOException {
    var cache = new PageCache(capacity);
    play(words -> {
      switch (words[0]) {
        case "put": cache.put(words[1], words[2]); return null;
        case "get": return cache.get(words[1]);
        default: throw unknown(words[0]);
      }
    });
  }

  private static void playDispatch() throws IOException {
    var waiting = new DispatchList();
    play(words -> {
      switch (words[0]) {
        case "add": waiting.add(words[1], Integer.parseInt(words[2])); return null;
        case "take": return waiting.take();
        default: throw unknown(words[0]);
      }
    });
  }

  public static void main(String[] arguments) throws IOException {
    switch (String.join(" ", arguments).replaceAll(" \\d+$", "")) {
      case "queue": playQueue(); break;
      case "cache": playCache(Integer.parseInt(arguments[1])); break;
      case "dispatch": playDispatch(); break;
      case "measure queue": measure("queue", QueueWork::new); break;
      case "measure cache": measure("cache", CacheWork::new); break;
      case "measure dispatch": measure("dispatch", DispatchWork::new); break;
      default:
        System.err.println("usage: warehouse (queue | cache CAPACITY | dispatch) < operations, or: warehouse measure (queue | cache | dispatch)");
        System.exit(2);
    }
  }
}
