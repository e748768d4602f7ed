package dev.heddle.server.command;

import dev.heddle.resp.Args;
import dev.heddle.store.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers out of arguments as strictly as Redis does: no sign but a minus, no leading zero,
 * no blank.
 */
public final class Numbers {
  private static final int EXACT_DIGITS = 15;
  private static final int LONGEST_DOUBLE = 4096;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Pattern HEX =
      Pattern.compile(
          "[+-]?0[xX](?:[0-9a-fA-F]++\\.?[0-9a-fA-F]*+|\\.[0-9a-fA-F]++)([pP][+-]?[0-9]++)?");
  private static final Pattern NOT_ZERO =
      Pattern.compile("^[+-]?(?:0[xX][0.]*+[1-9a-fA-F]|[0.]*+[1-9])");

  private static final Pattern LEADING_BLANKS = Pattern.compile("^[ \\t\\n\\x0B\\f\\r]+");

  private Numbers() {}

  /** The integer at argument i, or {@code otherwise} when it is not the canonical form of one. */
  public static long parseOr(Args args, int i, long otherwise) {
    byte[] a = args.array(i);
    int off = args.offset(i);
    int len = args.length(i);
    return Decimal.isLong(a, off, len) ? Decimal.parseLong(a, off, len) : otherwise;
  }

  /** The integer at argument i. */
  public static long parse(Args args, int i) {
    return parse(args, i, Err.NOT_AN_INTEGER);
  }

  /** The integer at argument i, of 32 bits. */
  public static int parseInt(Args args, int i) {
    long value = parse(args, i);
    if (value != (int) value) {
      throw Err.NOT_AN_INT;
    }
    return (int) value;
  }

  /**
   * The integer at argument i; {@code error} is thrown when it is not the canonical form of one.
   */
  public static long parse(Args args, int i, CommandError error) {
    return parse(args.array(i), args.offset(i), args.length(i), error);
  }

  /**
   * The integer in the bytes; {@code error} is thrown when they are not the canonical form of one.
   */
  public static long parse(byte[] a, int off, int len, CommandError error) {
    if (!Decimal.isLong(a, off, len)) {
      throw error;
    }
    return Decimal.parseLong(a, off, len);
  }

  /**
   * The number at argument i, as C's strtod reads it with nothing around it: decimal or
   * hexadecimal, with an exponent or without, or an infinity; {@code error} is thrown when it is
   * none, is NaN or does not fit in a double.
   */
  public static double parseDouble(Args args, int i, CommandError error) {
    byte[] a = args.array(i);
    int off = args.offset(i);
    int len = args.length(i);
    if (len <= EXACT_DIGITS && Decimal.isLong(a, off, len)) {
      return Decimal.parseLong(a, off, len);
    }
    if (len == 0 || len > LONGEST_DOUBLE) {
      throw error;
    }
    double simple = readSimple(a, off, len);
    if (!Double.isNaN(simple)) {
      return simple;
    }
    String text = new String(a, off, len, StandardCharsets.ISO_8859_1);
    double value = read(text);
    boolean tooLargeOrSmall =
        (Double.isInfinite(value) || value == 0) && NOT_ZERO.matcher(text).find();
    if (Double.isNaN(value) || tooLargeOrSmall) {
      throw error;
    }
    return value;
  }

  /**
   * The number at argument i from its byte {@code skip} on, as C's strtod alone reads it: also with
   * blanks in front, zero for nothing, an infinity for what is too large; NaN when it is none.
   */
  public static double parseLoosely(Args args, int i, int skip) {
    byte[] a = args.array(i);
    int off = args.offset(i) + skip;
    int len = args.length(i) - skip;
    if (len <= EXACT_DIGITS && Decimal.isLong(a, off, len)) {
      return Decimal.parseLong(a, off, len);
    }
    String text = new String(a, off, Math.min(len, LONGEST_DOUBLE), StandardCharsets.ISO_8859_1);
    int zero = text.indexOf(0); // there a text ends in C
    String shown = zero < 0 ? text : text.substring(0, zero);
    return shown.isEmpty() ? 0 : read(LEADING_BLANKS.matcher(shown).replaceFirst(""));
  }

  /**
   * The number of a text of few digits with a point; NaN when it is none or looks otherwise.
   * Dividend and power of ten are exact doubles, so that the quotient is the nearest to the number.
   */
  private static double readSimple(byte[] a, int off, int len) {
    int first = a[off] == '-' ? 1 : 0;
    if (len - first < 2 || len > EXACT_DIGITS || !isDigit(a[off + first])) {
      return Double.NaN;
    }
    long digits = 0;
    long divisor = 0; // 0: no point yet
    for (int i = off + first; i < off + len; i++) {
      if (isDigit(a[i])) {
        digits = digits * 10 + (a[i] - '0');
        divisor *= 10;
      } else if (a[i] == '.' && divisor == 0) {
        divisor = 1;
      } else {
        return Double.NaN;
      }
    }
    double value = (double) digits / Math.max(divisor, 1);
    return first == 1 ? -value : value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** The number of a text; NaN when it is none. */
  private static double read(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    Matcher hex = HEX.matcher(text);
    if (hex.matches()) {
      return Double.parseDouble(hex.group(1) == null ? text + "p0" : text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
