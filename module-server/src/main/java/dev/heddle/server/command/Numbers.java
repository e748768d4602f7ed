package dev.heddle.server.command;

import dev.heddle.resp.Args;

/**
 * Reads numbers out of arguments as strictly as Redis does: no sign but a minus, no leading zero,
 * no blank.
 */
public final class Numbers {
  private static final int MOST_DIGITS = 20;

  private Numbers() {}

  /** True when the bytes are the canonical decimal form of a 64-bit integer. */
  public static boolean isLong(byte[] a, int off, int len) {
    if (len == 1 && a[off] == '0') {
      return true;
    }
    return len > 0 && len <= MOST_DIGITS && (parse(a, off, len) != 0);
  }

  /** The integer at argument i, or {@code otherwise} when it is not the canonical form of one. */
  public static long parseOr(Args args, int i, long otherwise) {
    byte[] a = args.array(i);
    int off = args.offset(i);
    int len = args.length(i);
    return isLong(a, off, len) ? parse(a, off, len) : otherwise;
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
    if (!isLong(a, off, len)) {
      throw error;
    }
    return parse(a, off, len);
  }

  /** Zero for everything that is not canonical: canonical zero is told apart by the callers. */
  private static long parse(byte[] a, int off, int len) {
    boolean negative = a[off] == '-';
    int i = negative ? off + 1 : off;
    int end = off + len;
    if (i == end || a[i] < '1' || a[i] > '9') {
      return 0;
    }
    long value = 0; // kept negative: its range is the larger one
    for (; i < end; i++) {
      int digit = a[i] - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        return 0;
      }
      value = value * 10 - digit;
    }
    if (negative) {
      return value;
    }
    return value == Long.MIN_VALUE ? 0 : -value;
  }
}
