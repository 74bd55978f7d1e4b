import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TotalTest {
  @Test
  void aCartCostsTheSumOfItsLines() {
    var items = List.of(new Checkout.Item("TEA-2004", 36000, 2), new Checkout.Item("SPI-1004", 12000, 1));
    assertEquals(84000, Checkout.total(items));
  }

  @Test
  void anEmptyCartCostsNothing() {
    assertEquals(0, Checkout.total(List.of()));
  }
}
