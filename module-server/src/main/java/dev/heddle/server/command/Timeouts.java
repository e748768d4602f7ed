package dev.heddle.server.command;

import dev.heddle.resp.Args;

/** Timeouts of blocking commands as arguments. */
public final class Timeouts {
  private static final int MILLIS_POWER = 3;

  private Timeouts() {}

  /**
   * The moment at which a timeout given in seconds, with decimals, ends: epoch milliseconds, 0 for
   * none. A part of a millisecond counts as a whole one.
   */
  public static long seconds(Args args, int i, long now) {
    LongDouble seconds;
    try {
      seconds = LongDouble.parse(args.copy(i));
    } catch (CommandError e) {
      throw Err.TIMEOUT_NOT_A_FLOAT;
    }
    return until(seconds.scaled(MILLIS_POWER).ceiling(), now);
  }

  /** The same for a timeout in whole milliseconds. */
  public static long millis(Args args, int i, long now) {
    return until(Numbers.parse(args, i, Err.TIMEOUT_NOT_AN_INTEGER), now);
  }

  private static long until(long millis, long now) {
    if (millis < 0) {
      throw Err.TIMEOUT_NEGATIVE;
    }
    if (millis > Long.MAX_VALUE - now) {
      throw Err.TIMEOUT_OUT_OF_RANGE;
    }
    return millis == 0 ? 0 : now + millis;
  }
}
