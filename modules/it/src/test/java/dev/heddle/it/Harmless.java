package dev.heddle.it;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Refuses the commands that would block for long or ask for a reply without end. */
final class Harmless {
  private static final Set<String> TIMEOUT_LAST =
      Set.of("BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH", "BZPOPMIN", "BZPOPMAX");
  private static final Set<String> TIMEOUT_FIRST = Set.of("BLMPOP", "BZMPOP");
  private static final Set<String> DRAWS = Set.of("SRANDMEMBER", "HRANDFIELD", "ZRANDMEMBER");
  private static final double MOST_SECONDS = 0.05;
  private static final double MOST_DRAWN = 1000;

  private Harmless() {}

  static boolean isOne(Grammar.Command command) {
    List<byte[]> words = command.words();
    String name = command.name();
    if (TIMEOUT_LAST.contains(name)) {
      return isShort(words.getLast());
    }
    if (TIMEOUT_FIRST.contains(name)) {
      return words.size() < 2 || isShort(words.get(1));
    }
    return !DRAWS.contains(name) || words.size() < 3 || isFew(words.get(2));
  }

  /** Neither a long time nor 0, which is for ever, nor what is cut off to 0. */
  private static boolean isShort(byte[] timeout) {
    double seconds = number(timeout);
    return Double.isNaN(seconds) || seconds <= -0.1 || (seconds > 0 && seconds <= MOST_SECONDS);
  }

  private static boolean isFew(byte[] count) {
    double drawn = number(count);
    return Double.isNaN(drawn) || drawn > -MOST_DRAWN || drawn <= Long.MIN_VALUE;
  }

  private static double number(byte[] word) {
    try {
      return Double.parseDouble(new String(word, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
