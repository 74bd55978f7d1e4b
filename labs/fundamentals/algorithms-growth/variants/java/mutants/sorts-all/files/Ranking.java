import java.util.Comparator;
import java.util.List;

/** Which products sell best. */
public class Ranking {
  private static final Comparator<Product> BY_SOLD = Comparator.comparingInt(Product::sold).reversed().thenComparing(Product::sku);

  /** A number below 0 when a stands before b in the ranking, above 0 when it stands behind. */
  public static int compare(Product a, Product b) {
    return BY_SOLD.compare(a, b);
  }

  /** The first {@code count} products of the ranking, as {@code comparison} orders them. */
  public static List<Product> best(List<Product> products, int count, Comparator<Product> comparison) {
    return products.stream().sorted(comparison).limit(count).toList();
  }
}
