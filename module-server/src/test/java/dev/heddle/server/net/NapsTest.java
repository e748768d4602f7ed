package dev.heddle.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NapsTest {
  private static final long MICRO = 1_000;
  private static final long EPOCH = 4_000 * MICRO;
  private static final int SECOND = 250; // epochs
  private static final int USUAL = 400; // requests an epoch: 100,000 a second
  private static final int GATHERED = 20;
  private static final int TRIALS = 4 * 16; // epochs, of a new load

  private long now = Long.MAX_VALUE - 10 * EPOCH; // System.nanoTime may overflow
  private final Naps naps = new Naps();
  private long nap = 80 * MICRO;

  NapsTest() {
    naps.epoch(now);
  }

  /**
   * Epochs of a load with so many requests in one without naps and in one with; says the latter.
   */
  private int epochs(int count, int without, int with) {
    int napping = 0;
    for (int i = 0; i < count; i++) {
      if (naps.worthwhile()) {
        napping++;
        for (int left = with; left > 0; left -= GATHERED) {
          naps.napped(Math.min(left, GATHERED), nap);
        }
      } else {
        naps.looked(without);
      }
      now += EPOCH;
      naps.epoch(now);
    }
    return napping;
  }

  /** After its first trials, how many of a thousand epochs have naps. */
  private int share(int without, int with) {
    epochs(TRIALS, without, with);
    return epochs(4 * SECOND, without, with);
  }

  @ParameterizedTest
  @CsvSource({"1.06", "1.3", "3", "1", "0.98"})
  void whereTheyCostNothingThereAreNaps(double gain) {
    assertTrue(share(USUAL, (int) (USUAL * gain)) > 960);
  }

  @ParameterizedTest
  @CsvSource({"0.96, 32", "0.9, 32", "0.78, 16", "0.5, 16", "0.1, 16", "0, 16"})
  void whereTheyCostRequestsTheyAreTriedOnly(double loss, int most) {
    int share = share(USUAL, (int) (USUAL * loss));
    assertTrue(share > 0 && share <= most, share + " of 1000");
  }

  @Test
  void whatATrialShowsByChanceChangesNothing() {
    assertTrue(share(USUAL, USUAL + 60) > 960);
    epochs(16, USUAL, USUAL - 80); // at most one trial
    assertTrue(epochs(SECOND, USUAL, USUAL + 60) > 200);
  }

  @Test
  void aLoadThatChangesIsUnderstoodInSomeSeconds() {
    assertTrue(share(USUAL, USUAL + 60) > 960);
    epochs(4 * SECOND, USUAL, USUAL - 100);
    assertTrue(epochs(4 * SECOND, USUAL, USUAL - 100) <= 32);
    epochs(8 * SECOND, USUAL, USUAL + 60);
    assertTrue(epochs(4 * SECOND, USUAL, USUAL + 60) > 960);
  }

  @Test
  void withFewRequestsThereAreNone() {
    assertEquals(0, epochs(SECOND, 159, 159));
    assertEquals(0, epochs(SECOND, 0, 0));
    assertTrue(share(160, 160) > 0);
  }

  @Test
  void afterSomeQuietANewLoadIsTriedAnew() {
    assertTrue(share(USUAL, USUAL / 2) > 0);
    epochs(SECOND, 10, 10);
    assertTrue(share(USUAL, 2 * USUAL) > 960);
  }

  @Test
  void aNapForNothingIsTheLastOfItsEpoch() {
    share(USUAL, USUAL);
    assertTrue(naps.worthwhile());
    naps.napped(0, nap);
    assertFalse(naps.worthwhile());
    naps.looked(USUAL);
    now += EPOCH;
    naps.epoch(now);
    assertTrue(naps.worthwhile());
  }

  @Test
  void whoseTimerIsCoarseTakesNone() {
    nap = 1_000 * MICRO;
    assertTrue(share(USUAL, USUAL) <= 16);
  }
}
