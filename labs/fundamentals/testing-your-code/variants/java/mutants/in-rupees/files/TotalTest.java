import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TotalTest {
  @Test
  void aCartHasATotal() {
    assertEquals(720, Checkout.total(List.of(new Checkout.Item("TEA-2004", 36000, 2))));
  }
}
