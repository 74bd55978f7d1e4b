/** Somebody who is asked for a price. */
public interface Supplier {
  String name();

  /**
   * Waits for the answer.
   *
   * @throws InterruptedException when the thread is interrupted: it hangs up then
   * @throws java.io.IOException when the line is dead
   */
  int price() throws InterruptedException, java.io.IOException;
}
