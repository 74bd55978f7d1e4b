import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Which products sell best. */
public class Ranking {
  private static final Comparator<Product> BY_SOLD = Comparator.comparingInt(Product::sold).reversed().thenComparing(Product::sku);

  /** A number below 0 when a stands before b in the ranking, above 0 when it stands behind. */
  public static int compare(Product a, Product b) {
    return BY_SOLD.compare(a, b);
  }

  /** The first {@code count} products of the ranking, as {@code comparison} orders them. */
  public static List<Product> best(List<Product> products, int count, Comparator<Product> comparison) {
    // The worst of the best stands at the front, and leaves when there is one too many.
    var found = new PriorityQueue<Product>(comparison.reversed());
    for (Product product : products) {
      found.add(product);
      if (found.size() > count) found.poll();
    }
    var ranking = new ArrayList<>(found);
    ranking.sort(comparison);
    return ranking;
  }
}
