import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DiscountTest {
  @Test
  void coupons() {
    assertEquals(299, Checkout.discount(1990, "DIWALI15"), "DIWALI15");
    assertEquals(20000, Checkout.discount(1234567, "WELCOME10"), "WELCOME10");
    assertEquals(5000, Checkout.discount(50000, "TEATIME"), "TEATIME");
    assertEquals(0, Checkout.discount(49999, "TEATIME"), "TEATIME");
    assertEquals(0, Checkout.discount(77777, "TEA"), "TEA");
  }
}
