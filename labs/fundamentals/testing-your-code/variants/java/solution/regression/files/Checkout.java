import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the shop computes at the checkout; see RULES.md. Amounts are whole paise. */
public final class Checkout {
  private Checkout() {}

  /** A line of the cart. */
  public record Item(String sku, long unitPricePaise, int quantity) {}

  /** Too few pieces of a product; nothing was taken. */
  public static final class OutOfStock extends RuntimeException {
    private final String sku;

    public OutOfStock(String sku) {
      super("too few pieces of " + sku);
      this.sku = sku;
    }

    public String sku() {
      return sku;
    }
  }

  public static long total(List<Item> items) {
    long sum = 0;
    for (Item item : items) {
      sum += item.unitPricePaise() * item.quantity();
    }
    return sum;
  }

  /** The country is its two letters, such as IN. */
  public static long delivery(long totalPaise, String country) {
    if (!country.equals("IN")) {
      return 90000;
    }
    return totalPaise >= 150000 ? 0 : 6000;
  }

  /** What the coupon, a text or null, takes off. */
  public static long discount(long totalPaise, String coupon) {
    if (coupon == null) {
      return 0;
    }
    return switch (coupon.toUpperCase(Locale.ROOT)) {
      case "DIWALI15" -> percent(totalPaise, 15);
      case "WELCOME10" -> Math.min(percent(totalPaise, 10), 20000);
      case "TEATIME" -> totalPaise >= 50000 ? 5000 : 0;
      default -> 0;
    };
  }

  /** Rounded to whole paise, half a paisa up. */
  private static long percent(long paise, int share) {
    return (paise * share + 50) / 100;
  }

  /** Takes the pieces out of the stock, pieces by SKU: all of them or none. Throws OutOfStock. */
  public static void reserve(Map<String, Integer> stock, List<Item> items) {
    for (Item item : items) {
      if (stock.getOrDefault(item.sku(), 0) < item.quantity()) {
        throw new OutOfStock(item.sku());
      }
    }
    for (Item item : items) {
      stock.merge(item.sku(), -item.quantity(), Integer::sum);
    }
  }
}
