package dev.heddle.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
  private static final int MICRO = 1_000;
  private static final int MANY = 100;

  private long now = Long.MAX_VALUE - 50 * MICRO; // System.nanoTime may overflow
  private Patience patience = new Patience(() -> now, 2);

  /** Looks, a microsecond each, until it would sleep; returns how often. */
  private int looks() {
    int looks = 0;
    for (; patience.lasts(); looks++) {
      patience.looked(0);
      now += MICRO;
    }
    return looks;
  }

  private void sleeps(int micros) {
    now += (long) micros * MICRO;
    patience.slept(1, (long) micros * MICRO);
  }

  /** So many requests, each of which ended a short sleep or a short wait. */
  private void asks(String who, int times) {
    for (int i = 0; i < times; i++) {
      for (int looks = 0; looks < 10 && patience.lasts(); looks++) {
        patience.looked(0);
        now += MICRO;
      }
      patience.heard(who);
      if (patience.lasts()) {
        patience.looked(1);
      } else {
        sleeps(30);
      }
    }
  }

  @Test
  void nobodyIsWaitedForLong() {
    assertEquals(2, looks());
    sleeps(50);
    assertEquals(2, looks());
  }

  @Test
  void whoAloneAsksAndAsksIsWaitedFor() {
    asks("a", MANY);
    assertEquals(60, looks());
  }

  @Test
  void whoStopsAskingIsWaitedForOnce() {
    asks("a", MANY);
    looks();
    patience.heard("a");
    sleeps(50);
    assertEquals(2, looks());
  }

  @Test
  void whoAsksRarelyIsNotWaitedFor() {
    asks("a", MANY);
    looks();
    for (int i = 0; i < MANY; i++) {
      patience.heard("a");
      sleeps(500);
      assertEquals(2, looks());
    }
    asks("a", 2);
    assertTrue(looks() > 2, "when it asks often again it is");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void aFewAreWaitedFor(int clients) {
    askInTurn(clients);
    assertEquals(60, looks());
  }

  @Test
  void manyAreNotWaitedFor() {
    askInTurn(17);
    patience.looked(0);
    patience.looked(0);
    assertFalse(patience.lasts());
  }

  private void askInTurn(int clients) {
    for (int i = 0; i < MANY; i++) {
      asks("client " + i % clients, 1);
    }
  }

  @Test
  void onOneProcessorNobodyIsWaitedFor() {
    patience = new Patience(() -> now, 1);
    asks("a", MANY);
    assertEquals(2, looks());
  }

  @Test
  void anotherOneEndsIt() {
    asks("a", MANY);
    asks("b", 1);
    assertEquals(2, looks());
  }
}
