package dev.heddle.resp;

/** Whole decimal numbers as the protocol writes them, without a String in between. */
final class Decimal {
  /** What {@link #parse} answers for anything that is not a number of 64 bits. */
  static final long MALFORMED = Long.MIN_VALUE;

  /** The longest number: {@code -9223372036854775808}. */
  static final int MAX_LENGTH = 20;

  private static final int MAX_DIGITS = 18; // any more might overflow on the way

  private Decimal() {}

  /** Writes a number and returns the position after it; there must be room for it. */
  static int write(byte[] to, int at, long value) {
    if (value < 0) {
      to[at] = '-';
      return value == Long.MIN_VALUE ? writeMinimum(to, at + 1) : writeDigits(to, at + 1, -value);
    }
    return writeDigits(to, at, value);
  }

  private static int writeMinimum(byte[] to, int at) {
    int end = writeDigits(to, at, Long.MAX_VALUE);
    to[end - 1]++; // ...807 becomes ...808
    return end;
  }

  private static int writeDigits(byte[] to, int at, long value) {
    int end = at + digits(value);
    int p = end;
    long rest = value;
    while (rest > Integer.MAX_VALUE) {
      long tenth = rest / 10;
      to[--p] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    int small = (int) rest;
    do {
      int tenth = small / 10;
      to[--p] = (byte) ('0' + (small - tenth * 10));
      small = tenth;
    } while (small != 0);
    return end;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long bound = 10; digits <= MAX_DIGITS && value >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }

  /**
   * Reads {@code 0} or {@code -?[1-9][0-9]*}, strictly: no plus, no leading zero, no blank. Answers
   * {@link #MALFORMED} for all else, and for the one number that has that value.
   */
  static long parse(byte[] from, int at, int end) {
    boolean negative = at < end && from[at] == '-';
    int first = negative ? at + 1 : at;
    int digits = end - first;
    if (digits < 1 || digits > MAX_DIGITS + 1) {
      return MALFORMED;
    }
    if (from[first] == '0') {
      return digits == 1 && !negative ? 0 : MALFORMED;
    }
    long value = 0;
    for (int p = first; p < end; p++) {
      int digit = from[p] - '0';
      if (digit < 0 || digit > 9) {
        return MALFORMED;
      }
      value = value * 10 + digit; // 19 digits overflow at most once, into a negative number
    }
    return value < 0 ? MALFORMED : negative ? -value : value;
  }
}
