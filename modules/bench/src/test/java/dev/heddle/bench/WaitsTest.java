package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final long MILLI = 1_000_000;
  private static final double PRECISION = 1.0 / 128;

  private static Waits waits(int first, int last) {
    var waits = new Waits();
    for (int i = first; i <= last; i++) {
      waits.add(i * MILLI);
    }
    return waits;
  }

  private static void assertNear(double expected, double figure) {
    assertTrue(
        figure >= expected && figure <= expected * (1 + PRECISION), expected + ": " + figure);
  }

  @Test
  void percentilesAreThoseOfTheRankThatTheyName() {
    var summary = waits(1, 10_000).summary();
    assertEquals(10_000, summary.requests());
    assertNear(5_000, summary.p50());
    assertNear(9_900, summary.p99());
    assertNear(9_990, summary.p999());
    assertNear(9_999, summary.p9999());
    assertEquals(10_000, summary.max());
  }

  @Test
  void oneWaitIsEveryFigure() {
    assertEquals(new Waits.Summary(1, 3, 3, 3, 3, 3), waits(3, 3).summary());
  }

  @Test
  void withoutRequestsNothingIsKnown() {
    var none = new Waits().summary();
    assertEquals(0, none.requests());
    assertEquals(Double.NaN, none.p999());
    assertEquals(Double.NaN, none.max());
  }

  @Test
  void waitsOfSeveralAreThoseOfOne() {
    var sum = waits(1, 500);
    sum.add(waits(501, 1000));
    assertEquals(waits(1, 1000).summary(), sum.summary());
  }

  @Test
  void bucketsFollowEachOtherWithoutAGap() {
    long last = -1;
    for (int bucket = 0; bucket <= Waits.bucket(Long.MAX_VALUE); bucket++) {
      assertEquals(bucket, Waits.bucket(last + 1));
      assertEquals(bucket, Waits.bucket(Waits.highest(bucket)));
      assertTrue((Waits.highest(bucket) - last - 1) <= (last + 1) * PRECISION + 1);
      last = Waits.highest(bucket);
    }
    assertEquals(Long.MAX_VALUE, last);
  }

  @Test
  void aClockThatGoesBackCountsAsNoWait() {
    var waits = new Waits();
    waits.add(-5);
    assertEquals(0, waits.summary().max());
  }
}
