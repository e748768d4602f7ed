package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LoadStatusTest {
  private static final long BEGAN = 1_700_000_000;

  private static LoadStatus at(long total, long loaded) {
    return new LoadStatus(BEGAN, total, loaded, 0);
  }

  private static long left(LoadStatus status, long seconds) {
    return status.secondsLeft((BEGAN + seconds) * 1000);
  }

  @Test
  void theRestIsEstimatedFromThePaceSoFar() {
    assertEquals(30, left(at(400, 100), 10));
    assertEquals(25.0, at(400, 100).percent());
    assertEquals(0, left(at(400, 400), 10));
  }

  @Test
  void beforeAnythingIsKnownASecondIsLeft() {
    assertEquals(1, left(at(0, 0), 0));
    assertEquals(1, left(at(400, 0), 10));
    assertEquals(1, left(at(400, 100), 0));
    assertEquals(0.0, at(0, 0).percent());
  }
}
