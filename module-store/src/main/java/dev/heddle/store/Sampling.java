package dev.heddle.store;

import java.util.random.RandomGenerator;

/**
 * Decides of each of {@code n} things that come by whether it is one of the {@code k} chosen; every
 * choice is equally likely.
 *
 * <p>D. E. Knuth: The Art of Computer Programming, volume 2, 3.4.2, algorithm S: each is chosen
 * with the probability of those still wanted among those still to come.
 */
final class Sampling {
  private final RandomGenerator random;
  private long wanted;
  private long left;

  /** {@code wanted} of exactly so many, and no more than those. */
  Sampling(long wanted, long of, RandomGenerator random) {
    this.random = random;
    this.wanted = wanted;
    this.left = of;
  }

  /** Whether the next one is chosen; to be asked once for each. */
  boolean takesNext() {
    boolean takes = wanted > 0 && random.nextLong(left) < wanted;
    left--;
    if (takes) {
      wanted--;
    }
    return takes;
  }
}
