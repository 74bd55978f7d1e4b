import java.util.Comparator;
import java.util.List;

/** Which products sell best. */
public class Ranking {
  /** A number below 0 when a stands before b in the ranking, above 0 when it stands behind. */
  public static int compare(Product a, Product b) {
    return 0;
  }

  /** The first {@code count} products of the ranking, as {@code comparison} orders them. */
  public static List<Product> best(List<Product> products, int count, Comparator<Product> comparison) {
    return List.of();
  }
}
