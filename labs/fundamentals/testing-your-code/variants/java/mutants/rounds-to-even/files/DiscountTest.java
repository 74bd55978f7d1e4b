import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiscountTest {
  record Case(long totalPaise, String coupon, long off) {}

  static List<Case> cases() {
    return List.of(
        new Case(30, "DIWALI15", 4),
        new Case(90000, "WELCOME10", 9000),
        new Case(300000, "WELCOME10", 20000),
        new Case(50000, "TEATIME", 5000),
        new Case(49999, "TEATIME", 0),
        new Case(100000, null, 0),
        new Case(100000, "SUMMER", 0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesOff(Case each) {
    assertEquals(each.off(), Checkout.discount(each.totalPaise(), each.coupon()));
  }
}
