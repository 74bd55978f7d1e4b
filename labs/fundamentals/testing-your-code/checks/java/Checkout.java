import java.util.List;
import java.util.Map;

/** The checkout with faults that the variable FAULT switches on; without it, it is right. */
public final class Checkout {
  private static final String FAULT = System.getProperty("FAULT", "");

  private Checkout() {}

  private static boolean has(String fault) {
    return FAULT.equals(fault);
  }

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
    if (has("everything")) {
      return -1;
    }
    if (has("empty-cart") && items.isEmpty()) {
      throw new java.util.NoSuchElementException("No value present");
    }
    long sum = 0;
    for (Item item : has("first-line") ? items.subList(0, Math.min(1, items.size())) : items) {
      sum += item.unitPricePaise() * (has("quantity") ? 1 : item.quantity());
    }
    return sum;
  }

  /** The country is its two letters, such as IN. */
  public static long delivery(long totalPaise, String country) {
    if (has("everything")) {
      return -1;
    }
    if (!country.equals("IN") && !(has("abroad") && totalPaise >= 150000)) {
      return 90000;
    }
    long limit = has("above") ? 150001 : has("too-early") ? 149999 : 150000;
    return totalPaise >= limit ? 0 : 6000;
  }

  /** What the coupon, a text or null, takes off. */
  public static long discount(long totalPaise, String coupon) {
    if (has("everything")) {
      return -1;
    }
    if (coupon == null) {
      return 0;
    }
    return switch (has("letter-case") ? coupon : coupon.toUpperCase(java.util.Locale.ROOT)) {
      case "DIWALI15" -> percent(totalPaise, 15);
      case "WELCOME10" -> Math.min(percent(totalPaise, 10), has("no-limit") ? Long.MAX_VALUE : 20000);
      case "TEATIME" -> totalPaise >= (has("small-order") ? 0 : 50000) ? 5000 : 0;
      default -> has("any-coupon") ? percent(totalPaise, 10) : 0;
    };
  }

  /** Rounded to whole paise, half a paisa up. */
  private static long percent(long paise, int share) {
    return (paise * share + (has("rounds-down") ? 0 : 50)) / 100;
  }

  /** Takes the pieces out of the stock, pieces by SKU: all of them or none. Throws OutOfStock. */
  public static void reserve(Map<String, Integer> stock, List<Item> items) {
    if (has("everything")) {
      return;
    }
    for (Item item : items) {
      int there = stock.getOrDefault(item.sku(), 0);
      if (!has("oversells") && there < item.quantity() + (has("last-piece") ? 1 : 0)) {
        throw new OutOfStock(item.sku());
      }
      if (has("partly")) {
        stock.put(item.sku(), there - item.quantity());
      }
    }
    if (has("partly")) {
      return;
    }
    for (Item item : items) {
      stock.merge(item.sku(), -item.quantity(), Integer::sum);
    }
  }
}
