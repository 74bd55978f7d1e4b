import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReserveTest {
  static final Map<String, Integer> STOCK = new HashMap<>(Map.of("TEA-2004", 5));

  @Test
  void takesPieces() {
    Checkout.reserve(STOCK, List.of(new Checkout.Item("TEA-2004", 36000, 3)));
    assertEquals(2, STOCK.get("TEA-2004"));
  }

  @Test
  void takesTheLastPiece() {
    Checkout.reserve(STOCK, List.of(new Checkout.Item("TEA-2004", 36000, 5)));
    assertEquals(0, STOCK.get("TEA-2004"));
  }
}
