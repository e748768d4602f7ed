package dev.heddle.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MemoryExceededTest {
  private final ServerStats stats = new ServerStats();

  @Test
  void timesAboveTheLimitAddUp() {
    stats.memoryExceeded(true, 1_000);
    stats.memoryExceeded(true, 1_300);
    stats.memoryExceeded(false, 1_500);
    assertEquals(500, stats.memoryExceededMillis(9_000));
    assertEquals(0, stats.memoryExceededNowMillis(9_000));
    stats.memoryExceeded(true, 9_500);
    assertEquals(100, stats.memoryExceededNowMillis(9_600));
    assertEquals(600, stats.memoryExceededMillis(9_600));
  }
}
