package dev.heddle.store;

/**
 * A text that is looked for among the entries of listpacks.
 *
 * @param isNumber whether the text is the decimal form of a 64-bit integer
 * @param value this integer, else 0
 */
record Needle(byte[] a, int off, int len, boolean isNumber, long value) {
  static Needle of(byte[] a, int off, int len) {
    boolean number = Decimal.isLong(a, off, len);
    return new Needle(a, off, len, number, number ? Decimal.parseLong(a, off, len) : 0);
  }

  /** Whether the entry at {@code p} has this text. */
  boolean isAt(byte[] data, int p) {
    return ListPackEntry.matches(data, p, a, off, len, isNumber, value);
  }
}
