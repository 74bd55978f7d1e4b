import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReserveTest {
  @Test
  void refusesWhatIsNotThere() {
    var stock = new HashMap<>(Map.of("TEA-2004", 5, "TBW-5001", 2));
    var items = List.of(new Checkout.Item("TEA-2004", 36000, 3), new Checkout.Item("TBW-5001", 39000, 3));
    assertThrows(Checkout.OutOfStock.class, () -> Checkout.reserve(stock, items));
  }
}
