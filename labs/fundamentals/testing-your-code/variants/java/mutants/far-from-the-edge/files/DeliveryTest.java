import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeliveryTest {
  @Test
  void delivery() {
    assertEquals(6000, Checkout.delivery(100000, "IN"));
    assertEquals(0, Checkout.delivery(200000, "IN"));
    assertEquals(90000, Checkout.delivery(50000, "GB"));
  }
}
