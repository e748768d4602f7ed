package dev.heddle.resp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * Doubles as text: the fewest digits that read back as the same, laid out as Redis 7.2 does.
 *
 * <pre>
 * Double  --> nan | inf | -inf | -? Finite
 * Finite  --> digits zeros              a whole number with fewer than seven zeros to add, or below 2^52
 *           | digits . digits           up to six digits behind the point, or an exponent -3..3
 *           | digit [. digits] e Exp    all else; Exp has a sign and no leading zeros
 * </pre>
 */
final class Doubles {
  private static final double EXACT = 1L << 52; // whole numbers up to here are printed as such
  private static final Pattern FORM =
      Pattern.compile("[+-]?inf|-?nan|[+-]?(?:\\d++\\.?\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?");

  private Doubles() {}

  static String print(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (Math.abs(value) < EXACT && value == Math.rint(value)) {
      return Long.toString((long) value);
    }
    return (value < 0 ? "-" : "") + positive(Math.abs(value));
  }

  /** Whether a text is a double as the protocol allows it. */
  static boolean isDouble(String text) {
    return FORM.matcher(text).matches();
  }

  /** Reads a text that {@link #isDouble}. */
  static double parse(String text) {
    return switch (text) {
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan", "-nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private static String positive(double value) {
    var shortest = shortest(value);
    String digits = shortest.unscaledValue().toString();
    int zeros = -shortest.scale(); // value = digits * 10^zeros
    int exponent = zeros + digits.length() - 1; // of the first digit
    int distance = Math.abs(exponent);
    if (zeros >= 0 && distance < digits.length() + 7) {
      return digits + "0".repeat(zeros);
    }
    if (zeros < 0 && (zeros > -7 || distance < 4)) {
      return withPoint(digits, digits.length() + zeros);
    }
    return scientific(digits, exponent);
  }

  private static String withPoint(String digits, int point) {
    return point <= 0
        ? "0." + "0".repeat(-point) + digits
        : digits.substring(0, point) + '.' + digits.substring(point);
  }

  private static String scientific(String digits, int exponent) {
    String rest = digits.substring(1);
    return digits.charAt(0)
        + (rest.isEmpty() ? "" : '.' + rest)
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }

  /** Without trailing zeros. {@link Double#toString} has two digits at least, one may do. */
  private static BigDecimal shortest(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      var rounded = decimal.round(new MathContext(1));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return decimal;
  }
}
