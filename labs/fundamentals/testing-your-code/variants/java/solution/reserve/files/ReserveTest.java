import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReserveTest {
  // JUnit makes a new object of this class for each test, so each has a stock of its own.
  private final Map<String, Integer> stock = new HashMap<>(Map.of("TEA-2004", 5, "TBW-5001", 2));

  @Test
  void takesThePiecesOutOfTheStockTheLastOneToo() {
    Checkout.reserve(stock, List.of(new Checkout.Item("TEA-2004", 36000, 3), new Checkout.Item("TBW-5001", 39000, 2)));
    assertEquals(Map.of("TEA-2004", 2, "TBW-5001", 0), stock);
  }

  @Test
  void takesNothingAtAllWhenOneProductLacks() {
    var items = List.of(new Checkout.Item("TEA-2004", 36000, 3), new Checkout.Item("TBW-5001", 39000, 3));
    var error = assertThrows(Checkout.OutOfStock.class, () -> Checkout.reserve(stock, items));
    assertEquals("TBW-5001", error.sku());
    assertEquals(Map.of("TEA-2004", 5, "TBW-5001", 2), stock);
  }
}
