package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AccessClockTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  private final AccessClock clock = new AccessClock(new SplittableRandom(1));

  @Test
  void countsSecondsSinceTheLastUse() {
    int bits = clock.initial(NOW);
    assertEquals(0, clock.idleSeconds(bits, NOW + 999));
    assertEquals(90, clock.idleSeconds(bits, NOW + 90_500));
    assertEquals(0, clock.idleSeconds(clock.used(bits, NOW + 90_500), NOW + 90_500));
    assertEquals(0, clock.idleSeconds(bits, NOW - 5_000));
    assertEquals(77, clock.idleSeconds(clock.idleBits(77, NOW), NOW));
  }

  @Test
  void goesOnBeyondTheYear2038() {
    long later = 3_000_000_000_000L;
    assertEquals(10, clock.idleSeconds(clock.initial(later), later + 10_000));
  }

  @Test
  void theCounterGrowsWithTheLogarithmOfUses() {
    clock.policy(new AccessPolicy(/* frequency= */ true, 10, 1));
    int bits = clock.initial(NOW);
    assertEquals(5, clock.frequency(bits, NOW));
    int after100 = uses(bits, 100);
    int after10000 = uses(bits, 10_000);
    assertTrue(after100 >= 7 && after100 <= 15, "" + after100);
    assertTrue(after10000 >= 35 && after10000 <= 60, "" + after10000);
    assertEquals(255, uses(bits, 3_000_000));
  }

  @Test
  void theFactorZeroCountsEveryUse() {
    clock.policy(new AccessPolicy(/* frequency= */ true, 0, 1));
    assertEquals(105, uses(clock.initial(NOW), 100));
  }

  @Test
  void theCounterDecaysByTheMinute() {
    clock.policy(new AccessPolicy(/* frequency= */ true, 10, 2));
    int bits = clock.frequencyBits(100, NOW);
    assertEquals(100, clock.frequency(bits, NOW + MINUTE));
    assertEquals(95, clock.frequency(bits, NOW + 10 * MINUTE));
    assertEquals(0, clock.frequency(bits, NOW + 1000 * MINUTE));
    clock.policy(new AccessPolicy(/* frequency= */ true, 10, 0));
    assertEquals(100, clock.frequency(bits, NOW + 1000 * MINUTE));
  }

  private int uses(int initial, int count) {
    int bits = initial;
    for (int i = 0; i < count; i++) {
      bits = clock.used(bits, NOW);
    }
    return clock.frequency(bits, NOW);
  }
}
