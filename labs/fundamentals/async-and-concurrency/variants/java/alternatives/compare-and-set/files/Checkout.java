/** Sells packets of saffron; whoever finds that somebody was quicker tries again. */
public class Checkout {
  private final Stock stock;

  public Checkout(Stock stock) {
    this.stock = stock;
  }

  /** True when a packet was sold, false when none is left. */
  public boolean buy() throws Exception {
    for (int left = stock.read(); left > 0; left = stock.read()) {
      if (stock.replace(left, left - 1)) return true;
    }
    return false;
  }
}
