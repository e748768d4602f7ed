package dev.heddle.store;

import java.util.random.RandomGenerator;

/**
 * The 32 bits in which an entry remembers its use.
 *
 * <pre>
 *   LRU   ssssssss ssssssss ssssssss ssssssss   second of the last use
 *   LFU   mmmmmmmm mmmmmmmm mmmmmmmm cccccccc   minute of the last use, counter
 * </pre>
 *
 * <p>The counter grows with the logarithm of the number of uses: from {@code c} to {@code c+1} with
 * probability {@code 1 / ((c - 5) * logFactor + 1)}, as Redis documents it.
 */
final class AccessClock {
  private static final int FULL = 255;
  private static final int INITIAL = 5;
  private static final int MINUTE_MASK = 0xff_ffff;

  private final RandomGenerator random;
  private AccessPolicy policy = AccessPolicy.DEFAULT;

  AccessClock(RandomGenerator random) {
    this.random = random;
  }

  AccessPolicy policy() {
    return policy;
  }

  void policy(AccessPolicy policy) {
    this.policy = policy;
  }

  /** The bits of a new entry. */
  int initial(long now) {
    return policy.frequency() ? frequencyBits(INITIAL, now) : seconds(now);
  }

  /** The bits after one more use. */
  int used(int access, long now) {
    if (!policy.frequency()) {
      return seconds(now);
    }
    int counter = frequency(access, now);
    return frequencyBits(grows(counter) ? counter + 1 : counter, now);
  }

  long idleSeconds(int access, long now) {
    // A clock set back makes the difference negative: not idle.
    return Math.max(0, seconds(now) - access);
  }

  int idleBits(long seconds, long now) {
    return (int) (now / 1000 - seconds);
  }

  /** The counter, less what it has lost since the last use. */
  int frequency(int access, long now) {
    int counter = access & 0xff;
    if (policy.decayMinutes() == 0) {
      return counter;
    }
    int idle = (minutes(now) - (access >>> 8)) & MINUTE_MASK;
    return Math.max(0, counter - idle / policy.decayMinutes());
  }

  int frequencyBits(int counter, long now) {
    return (minutes(now) << 8) | counter;
  }

  private boolean grows(int counter) {
    if (counter >= FULL) {
      return false;
    }
    double above = Math.max(0, counter - INITIAL);
    return random.nextDouble() < 1 / (above * policy.logFactor() + 1);
  }

  private static int seconds(long now) {
    return (int) (now / 1000);
  }

  private static int minutes(long now) {
    return (int) (now / 60_000) & MINUTE_MASK;
  }
}
