package dev.heddle.it;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Doubles as text: up to 7.0 with 17 digits, from 7.2 on with the fewest that tell one from the
 * next.
 *
 * <p>What has 16 digits and more, or is so large or so small that zeros or an exponent may follow,
 * is replaced by the number it stands for; all others must be the same text.
 */
final class Scores {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e[+-]?\\d+)?");
  private static final Pattern IN_REPLY =
      Pattern.compile("(?:\\$\\d+\r\n|,)(" + NUMBER.pattern() + ")\r\n");
  private static final MathContext EXACT = new MathContext(17);
  private static final int SHORT = 15;
  private static final double LARGE = 1e17;
  private static final double SMALL = 1e-4;

  private Scores() {}

  static String inReply(String raw) {
    return IN_REPLY
        .matcher(raw)
        .replaceAll(found ->
            isLong(found.group(1))
                ? Matcher.quoteReplacement(value(found.group(1)))
                : Matcher.quoteReplacement(found.group()));
  }

  static String inText(String text) {
    return NUMBER.matcher(text).matches() && isLong(text) ? value(text) : text;
  }

  private static boolean isLong(String text) {
    double number = Double.parseDouble(text);
    double size = Math.abs(number);
    boolean plain = number == 0 || (size < LARGE && size >= SMALL);
    return Double.isFinite(number)
        && (!plain || new BigDecimal(number).round(EXACT).stripTrailingZeros().precision() > SHORT);
  }

  private static String value(String text) {
    return "about " + Double.parseDouble(text);
  }
}
