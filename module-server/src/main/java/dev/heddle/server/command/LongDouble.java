package dev.heddle.server.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number with the 64-bit significand of the x87's extended format, which is what Redis computes
 * INCRBYFLOAT and HINCRBYFLOAT in on x86-64: the digits that clients see depend on it.
 *
 * <p>A value is held exactly, as a decimal; each operation rounds to 64 significant bits, half to
 * even, as the processor does.
 */
public final class LongDouble {
  public static final LongDouble ZERO = new LongDouble(BigDecimal.ZERO);

  private static final LongDouble INFINITE = new LongDouble(null);
  private static final int SIGNIFICAND_BITS = 64;
  private static final int MOST_EXPONENT = 16384; // values from 2^16384 on are infinite
  private static final int LEAST_EXPONENT = -16445; // the weight of the last bit of a subnormal
  private static final int MOST_CHARS = 5 * 1024;
  private static final int MOST_DECIMAL_EXPONENT = 5000; // beyond the format's range on both sides
  private static final int SHOWN_DECIMALS = 17;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(?:[eE]([+-]?\\d+))?");
  private static final Pattern HEX =
      Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]*)(?:\\.([0-9a-fA-F]*))?(?:[pP]([+-]?\\d+))?");

  private final @Nullable BigDecimal value;

  private LongDouble(@Nullable BigDecimal value) {
    this.value = value;
  }

  /**
   * Reads what C's strtold reads, without blanks around it; anything else is an error for the
   * client.
   */
  public static LongDouble parse(byte[] bytes) {
    return parse(bytes, Err.NOT_A_FLOAT);
  }

  /** As the other, with an error of choice. */
  public static LongDouble parse(byte[] bytes, CommandError error) {
    if (bytes.length == 0 || bytes.length >= MOST_CHARS) {
      throw error;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      return rounded(decimal(text, decimal), error);
    }
    Matcher hex = HEX.matcher(text);
    if (hex.matches() && !(hex.group(2) + orEmpty(hex.group(3))).isEmpty()) {
      return rounded(hex(hex), error);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity" -> INFINITE;
      default -> throw error;
    };
  }

  private static BigDecimal decimal(String text, Matcher match) {
    String exponent = match.group(2);
    if (exponent == null) {
      return new BigDecimal(text.endsWith(".") ? text + "0" : text);
    }
    BigDecimal digits = new BigDecimal(text.substring(0, match.start(2) - 1) + "e0");
    return digits.signum() == 0
        ? digits
        : digits.scaleByPowerOfTen(exponent(exponent, MOST_DECIMAL_EXPONENT + MOST_CHARS));
  }

  private static BigDecimal hex(Matcher match) {
    String fraction = orEmpty(match.group(3));
    var digits = new BigInteger(match.group(1) + match.group(2) + fraction, 16);
    String power = match.group(4);
    int exponent = power == null ? 0 : exponent(power, 4 * (MOST_EXPONENT + MOST_CHARS));
    return scale(digits, exponent - 4 * fraction.length());
  }

  private static String orEmpty(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static int exponent(String text, int most) {
    var exponent = new BigInteger(text);
    return exponent.max(BigInteger.valueOf(-most)).min(BigInteger.valueOf(most)).intValue();
  }

  private static BigDecimal scale(BigInteger digits, int powerOfTwo) {
    var number = new BigDecimal(digits);
    return powerOfTwo >= 0
        ? number.multiply(new BigDecimal(BigInteger.TWO.pow(powerOfTwo)))
        : number.divide(new BigDecimal(BigInteger.TWO.pow(-powerOfTwo)), MathContext.UNLIMITED);
  }

  /** Too large for the format, or too small: strtold says that it is out of range. */
  private static LongDouble rounded(BigDecimal exact, CommandError error) {
    BigDecimal rounded = round(exact);
    if (rounded == null || (rounded.signum() == 0 && exact.signum() != 0)) {
      throw error;
    }
    return new LongDouble(rounded);
  }

  public LongDouble plus(LongDouble other) {
    if (value == null || other.value == null) {
      return INFINITE;
    }
    return new LongDouble(round(value.add(other.value)));
  }

  public boolean isFinite() {
    return value != null;
  }

  /** Rounded up to a whole number, and to the nearest one of 64 bits where it is none. */
  long ceiling() {
    if (value == null) {
      return Long.MAX_VALUE;
    }
    var whole = value.setScale(0, RoundingMode.CEILING).toBigInteger();
    return whole.bitLength() < Long.SIZE
        ? whole.longValue()
        : whole.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** This times a power of ten. */
  LongDouble scaled(int powerOfTen) {
    return value == null ? this : new LongDouble(value.scaleByPowerOfTen(powerOfTen));
  }

  /** With up to 17 decimals, and no zero or point at the end. */
  public String text() {
    if (value == null) {
      return "inf";
    }
    String text = value.setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    text = text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    boolean negativeZero = text.equals("0") && value.signum() < 0;
    return negativeZero ? "-0" : text;
  }

  /** To 64 significant bits, fewer for a subnormal; null when the result is infinite. */
  private static @Nullable BigDecimal round(BigDecimal exact) {
    if (exact.signum() == 0) {
      return BigDecimal.ZERO;
    }
    int exponent = powerOfTwo(exact.abs()) - (SIGNIFICAND_BITS - 1);
    exponent = Math.max(exponent, LEAST_EXPONENT);
    BigInteger bits = toInteger(exact, exponent);
    if (bits.bitLength() > SIGNIFICAND_BITS) { // rounded up to the next power of two
      exponent++;
      bits = bits.shiftRight(1);
    }
    return exponent + SIGNIFICAND_BITS > MOST_EXPONENT ? null : scale(bits, exponent);
  }

  /** The exponent of the largest power of two that is not above the number. */
  private static int powerOfTwo(BigDecimal positive) {
    BigInteger numerator = positive.unscaledValue();
    int guess;
    if (positive.scale() <= 0) {
      return positive.toBigInteger().bitLength() - 1;
    }
    BigInteger denominator = BigInteger.TEN.pow(positive.scale());
    guess = numerator.bitLength() - denominator.bitLength();
    boolean below =
        guess >= 0
            ? numerator.compareTo(denominator.shiftLeft(guess)) < 0
            : numerator.shiftLeft(-guess).compareTo(denominator) < 0;
    return below ? guess - 1 : guess;
  }

  private static BigInteger toInteger(BigDecimal exact, int exponent) {
    BigDecimal scaled =
        exponent >= 0
            ? exact.divide(
                new BigDecimal(BigInteger.TWO.pow(exponent)),
                exponentScale(exponent),
                RoundingMode.HALF_EVEN)
            : exact.multiply(new BigDecimal(BigInteger.TWO.pow(-exponent)));
    return scaled.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
  }

  /** A division by 2^n is exact with n more decimals. */
  private static int exponentScale(int exponent) {
    return exponent + MOST_CHARS;
  }
}
