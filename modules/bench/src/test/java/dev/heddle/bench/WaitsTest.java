package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.bench.Waits.Summary;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final long MILLI = 1_000_000;

  @Test
  void percentilesAreThoseOfTheRankThatTheyName() {
    var summary = Summary.of(LongStream.rangeClosed(1, 1000).map(i -> i * MILLI).toArray());
    assertEquals(new Summary(1000, 500, 990, 999, 1000), summary);
    assertEquals(new Summary(1, 3, 3, 3, 3), Summary.of(new long[] {3 * MILLI}));
  }

  @Test
  void withoutRequestsNothingIsKnown() {
    var none = Summary.of(new long[0]);
    assertEquals(0, none.requests());
    assertEquals(Double.NaN, none.p999());
    assertEquals(Double.NaN, none.max());
  }

  @Test
  void aRequestBelongsToTheTimeAtWhichItWasDue() {
    var waits = new Waits();
    long start = Long.MAX_VALUE - 10; // nanoTime may overflow
    for (int i = 0; i < 100_000; i++) {
      waits.add(start + i, i * MILLI);
    }
    assertEquals(10, waits.between(start + 20, start + 30).requests());
    assertEquals(29, waits.between(start + 20, start + 30).max());
    assertEquals(100_000, waits.between(start, start + 100_000).requests());
  }
}
