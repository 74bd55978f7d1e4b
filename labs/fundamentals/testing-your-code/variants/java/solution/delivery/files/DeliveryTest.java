import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeliveryTest {
  @Test
  void withinIndiaItIsFreeFrom1500RupeesOn() {
    assertEquals(6000, Checkout.delivery(149999, "IN"));
    assertEquals(0, Checkout.delivery(150000, "IN"));
  }

  @Test
  void toOtherCountriesItIsNeverFree() {
    assertEquals(90000, Checkout.delivery(20000, "GB"));
    assertEquals(90000, Checkout.delivery(150000, "GB"));
  }
}
