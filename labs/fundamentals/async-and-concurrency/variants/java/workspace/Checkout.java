/** Sells packets of saffron from a stock that many buyers reach for at the same time, each in a thread of its own. */
public class Checkout {
  private final Stock stock;

  public Checkout(Stock stock) {
    this.stock = stock;
  }

  /** True when a packet was sold, false when none is left. */
  public boolean buy() throws Exception {
    int left = stock.read();
    if (left == 0) return false;
    stock.write(left - 1);
    return true;
  }
}
