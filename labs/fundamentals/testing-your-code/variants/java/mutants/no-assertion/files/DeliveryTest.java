import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeliveryTest {
  @Test
  void delivery() {
    Checkout.delivery(149999, "IN");
    Checkout.delivery(150000, "IN");
    Checkout.delivery(400000, "IN");
    Checkout.delivery(20000, "GB");
    Checkout.delivery(150000, "GB");
  }
}
