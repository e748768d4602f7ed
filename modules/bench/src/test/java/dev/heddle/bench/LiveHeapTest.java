package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void theLastLineOfTheHistogramHasTheSum() {
    String histogram =
        """
        4711:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:       2000123      144004567  [B (java.base@25)
           2:          8471         677680  Total.Recall
        Total       2041234      169012345
        """;
    assertEquals(169_012_345, LiveHeap.total(histogram));
  }

  @Test
  void whatIsNoJvmHasNoHeap() {
    String answer = "java.io.IOException: Unable to open socket file /proc/1/root/tmp/.java_pid1\n";
    assertEquals(Double.NaN, LiveHeap.total(answer));
  }
}
