package dev.heddle.server.family;

/** The clock of seconds in 24 bits that INFO and DEBUG OBJECT show. */
public final class LruClock {
  private static final int BITS = 24;

  private LruClock() {}

  /** Its value at a moment in epoch milliseconds. */
  public static long at(long millis) {
    return millis / 1000 & ((1 << BITS) - 1);
  }
}
