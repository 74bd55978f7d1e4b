import java.io.IOException;

/** What is left of an article. Reading and writing take a while, and others may come in between. Nothing to change here. */
public class Stock {
  /** How often a reader looks for others, and the pause between two looks: a third of a second. */
  private static final int LOOKS = 33;
  private static final long LOOK_MS = 10;

  private final int buyers;
  private int left;
  private int failures;
  private int reading = 0;
  private boolean patient = true;

  public Stock(int left, int buyers, int failures) {
    this.left = left;
    this.buyers = buyers;
    this.failures = failures;
  }

  /** How many are left. */
  public int read() throws IOException, InterruptedException {
    int found;
    synchronized (this) {
      found = left;
      if (failures > 0) {
        failures -= 1;
        throw new IOException("the stock could not be read");
      }
      reading += 1;
      notifyAll();
      for (int looks = 0; patient && reading < buyers; looks += 1) {
        wait(LOOK_MS);
        if (looks >= LOOKS) patient = false;
      }
    }
    Thread.sleep(5);
    synchronized (this) {
      reading = Math.max(0, reading - 1);
    }
    return found;
  }

  /** Writes how many are left now. */
  public void write(int now) throws InterruptedException {
    Thread.sleep(2);
    synchronized (this) {
      left = now;
    }
  }

  /** Writes only if still {@code expected} are left, in one step; tells whether it wrote. */
  public boolean replace(int expected, int now) throws InterruptedException {
    Thread.sleep(2);
    synchronized (this) {
      if (left != expected) return false;
      left = now;
      return true;
    }
  }

  public synchronized int left() {
    return left;
  }
}
