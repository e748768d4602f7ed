package dev.heddle.store;

/**
 * 64-bit integers as decimal text, in the one form that Redis takes for an integer: an optional
 * minus, no plus, no leading zeros, no {@code -0}, nothing around it.
 */
public final class Decimal {
  /** The longest text of a 64-bit integer: {@code -9223372036854775808}. */
  public static final int MAX_LENGTH = 20;

  private Decimal() {}

  /** Whether the bytes are the text of a 64-bit integer. */
  public static boolean isLong(byte[] a, int off, int len) {
    if (len <= 0 || len > MAX_LENGTH) {
      return false;
    }
    boolean negative = a[off] == '-';
    int at = negative ? off + 1 : off;
    int digits = off + len - at;
    if (digits == 0 || (a[at] == '0' && len > 1)) {
      return false;
    }
    for (int i = at; i < off + len; i++) {
      if (a[i] < '0' || a[i] > '9') {
        return false;
      }
    }
    return digits < 19 || (digits == 19 && fits(magnitude(a, at, digits), negative));
  }

  /**
   * The integer that the bytes are the text of.
   *
   * @throws NumberFormatException if they are not, see {@link #isLong}
   */
  public static long parseLong(byte[] a, int off, int len) {
    if (!isLong(a, off, len)) {
      throw new NumberFormatException("not a 64-bit integer");
    }
    return a[off] == '-' ? -magnitude(a, off + 1, len - 1) : magnitude(a, off, len);
  }

  /** The length of the text of {@code v}. */
  public static int length(long v) {
    int length = v < 0 ? 2 : 1;
    for (long rest = v / 10; rest != 0; rest /= 10) {
      length++;
    }
    return length;
  }

  /** Writes the text of {@code v} to {@code into} from {@code at} and returns its length. */
  public static int write(long v, byte[] into, int at) {
    int length = length(v);
    long rest = v;
    int i = at + length;
    do {
      into[--i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    } while (rest != 0);
    if (v < 0) {
      into[at] = '-';
    }
    return length;
  }

  /** The text of {@code v}. */
  public static byte[] text(long v) {
    byte[] text = new byte[length(v)];
    write(v, text, 0);
    return text;
  }

  /** Nineteen digits are below 10^19 and so below 2^64: the sum is exact when read as unsigned. */
  private static long magnitude(byte[] a, int off, int digits) {
    long sum = 0;
    for (int i = 0; i < digits; i++) {
      sum = sum * 10 + (a[off + i] - '0');
    }
    return sum;
  }

  private static boolean fits(long magnitude, boolean negative) {
    return magnitude >= 0 || (negative && magnitude == Long.MIN_VALUE);
  }
}
