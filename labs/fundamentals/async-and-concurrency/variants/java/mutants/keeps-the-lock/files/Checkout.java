import java.util.concurrent.locks.ReentrantLock;

/** Sells packets of saffron from a stock that many buyers reach for at the same time, each in a thread of its own. */
public class Checkout {
  private final Stock stock;
  private final ReentrantLock turn = new ReentrantLock();

  public Checkout(Stock stock) {
    this.stock = stock;
  }

  /** True when a packet was sold, false when none is left. One thread at a time. */
  public boolean buy() throws Exception {
    turn.lock();
    int left = stock.read();
    if (left > 0) stock.write(left - 1);
    turn.unlock();
    return left > 0;
  }
}
