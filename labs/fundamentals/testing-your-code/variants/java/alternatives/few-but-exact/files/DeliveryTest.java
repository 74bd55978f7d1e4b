import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeliveryTest {
  @Test
  void delivery() {
    assertEquals(0, Checkout.delivery(150000, "IN"));
    assertEquals(6000, Checkout.delivery(149999, "IN"));
    assertEquals(90000, Checkout.delivery(150000, "US"));
  }
}
