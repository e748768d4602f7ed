package dev.heddle.it;

import java.util.concurrent.atomic.LongAdder;

/** How many numbers were counted, and which, in two sums: each must be counted once. */
final class Tally {
  private final LongAdder count = new LongAdder();
  private final LongAdder mixed = new LongAdder();

  void add(long number) {
    count.increment();
    mixed.add(mix(number));
  }

  void addAll(Tally other) {
    count.add(other.count.sum());
    mixed.add(other.mixed.sum());
  }

  long count() {
    return count.sum();
  }

  /** So that no two sets of numbers are likely to have the same sum. */
  private static long mix(long number) {
    long a = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
    long b = (a ^ (a >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return b ^ (b >>> 33);
  }

  @Override
  public String toString() {
    return count + " numbers, " + Long.toHexString(mixed.sum());
  }
}
