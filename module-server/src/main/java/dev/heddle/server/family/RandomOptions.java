package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;

/**
 * What follows {@code HRANDFIELD key} and {@code ZRANDMEMBER key} where anything does.
 *
 * @param count so many different elements are wanted; negative: so many, and some several times
 * @param both with each, its value or score is wanted
 */
record RandomOptions(long count, boolean both) {
  /** {@code token}: the word that asks for both. */
  static RandomOptions parse(Call call, String token) {
    long count = call.integer(2);
    if (count == Long.MIN_VALUE) {
      throw Err.RANDOM_COUNT_OUT_OF_RANGE;
    }
    boolean both = call.count() > 3;
    if (call.count() > 4 || (both && !call.is(3, token))) {
      throw Err.SYNTAX;
    }
    if (both && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw Err.OUT_OF_RANGE;
    }
    return new RandomOptions(count, both);
  }
}
