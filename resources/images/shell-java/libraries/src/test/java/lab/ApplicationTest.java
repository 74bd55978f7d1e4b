package lab;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class ApplicationTest {
  @Test
  void testsRunWithoutANetwork() {
    assertNotNull(new Application());
  }
}
