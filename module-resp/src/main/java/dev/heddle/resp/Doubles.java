package dev.heddle.resp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
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
  /** No text is longer. */
  static final int MAX_LENGTH = 32;

  /** So many digits behind the point are tried before a general algorithm is. */
  private static final int MAX_FRACTION = 6;

  private static final double MAX_EXACT_DIGITS = 1e15;

  private static final double EXACT = 1L << 52; // whole numbers up to here are printed as such

  /** Above this a double has so many bits that no two numbers of two digits round to the same. */
  private static final double FEW_BITS = 1e-320;

  private static final Pattern FORM =
      Pattern.compile("[+-]?inf|-?nan|[+-]?(?:\\d++\\.?\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?");

  private Doubles() {}

  /** The text of a double. */
  static String print(double value) {
    byte[] text = new byte[MAX_LENGTH];
    return new String(text, 0, write(text, value), StandardCharsets.US_ASCII);
  }

  /** Writes the text of a double to the beginning of {@code to} and returns its length. */
  static int write(byte[] to, double value) {
    if (Math.abs(value) < EXACT && value == Math.rint(value) && !isNegativeZero(value)) {
      return Decimal.write(to, 0, (long) value);
    }
    int length = Math.abs(value) < EXACT ? writeShort(to, value) : 0;
    if (length > 0) {
      return length;
    }
    byte[] text = text(value).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, to, 0, text.length);
    return text.length;
  }

  /**
   * Writes a number with few digits, some of them behind a point, and returns its length; 0 when it
   * is another one. No two decimals of up to 15 digits are the same double: the one that is found
   * has the fewest digits.
   */
  private static int writeShort(byte[] to, double value) {
    double power = 1;
    for (int fraction = 1; fraction <= MAX_FRACTION; fraction++) {
      power *= 10;
      double digits = Math.rint(value * power);
      if (digits / power == value && digits != 0 && Math.abs(digits) < MAX_EXACT_DIGITS) {
        return writePoint(to, value < 0, (long) Math.abs(digits), fraction);
      }
    }
    return 0;
  }

  private static int writePoint(byte[] to, boolean negative, long digits, int fraction) {
    long power = 1;
    for (int i = 0; i < fraction; i++) {
      power *= 10;
    }
    to[0] = '-';
    int at = Decimal.write(to, negative ? 1 : 0, digits / power);
    int end =
        Decimal.write(to, at, power + digits % power); // the power's one makes way for the point
    to[at] = '.';
    return end;
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }

  private static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return "-0";
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
    String shortest = value < FEW_BITS ? fewest(value) : Double.toString(value);
    int e = shortest.indexOf('E');
    int end = e < 0 ? shortest.length() : e;
    int point = shortest.indexOf('.');
    String digits = shortest.substring(0, point) + shortest.substring(point + 1, end);
    int scale = e < 0 ? 0 : Integer.parseInt(shortest, e + 1, shortest.length(), 10);
    int from = 0;
    while (digits.charAt(from) == '0') {
      from++;
    }
    int to = digits.length();
    while (digits.charAt(to - 1) == '0') {
      to--;
    }
    return laidOut(digits.substring(from, to), scale - (end - point - 1) + digits.length() - to);
  }

  /** The text of {@code digits * 10^zeros}. */
  private static String laidOut(String digits, int zeros) {
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

  /** {@link Double#toString} has two digits at least; where bits are few, one may do. */
  private static String fewest(double value) {
    String shortest = Double.toString(value);
    var decimal = new BigDecimal(shortest);
    var rounded = decimal.round(new MathContext(1));
    return decimal.precision() == 2 && rounded.doubleValue() == value
        ? rounded.unscaledValue() + ".0E" + -rounded.scale()
        : shortest;
  }
}
