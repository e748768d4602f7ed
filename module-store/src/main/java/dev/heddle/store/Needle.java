package dev.heddle.store;

import java.util.Arrays;

/** A text that is looked for among the entries of listpacks. */
final class Needle {
  private final byte[] a;
  private final int off;
  private final int len;
  private final boolean isNumber;
  private final long value;

  Needle(byte[] a, int off, int len) {
    this.a = a;
    this.off = off;
    this.len = len;
    this.isNumber = Decimal.isLong(a, off, len);
    this.value = isNumber ? Decimal.parseLong(a, off, len) : 0;
  }

  /** Whether the entry at {@code p} has this text. */
  boolean isAt(byte[] data, int p) {
    return ListPackEntry.matches(data, p, a, off, len, isNumber, value);
  }

  /** Whether it is this text. */
  boolean is(byte[] text, int from, int length) {
    return Arrays.equals(text, from, from + length, a, off, off + len);
  }
}
