package dev.heddle.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Strings as rows of bits, the first being the highest bit of the first byte; eight bytes are
 * handled at a time.
 */
public final class Bits {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bits() {}

  /** The bit at a position; 0 behind the end. */
  public static int get(byte[] a, int len, long position) {
    long at = position >>> 3;
    return at < len ? a[(int) at] >>> (7 - (int) (position & 7)) & 1 : 0;
  }

  /** The number of bits that are set in the bytes from {@code from} to before {@code to}. */
  public static long count(byte[] a, int from, int to) {
    long count = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      count += Long.bitCount((long) LONG.get(a, at));
    }
    for (; at < to; at++) {
      count += Integer.bitCount(a[at] & 0xff);
    }
    return count;
  }

  /** The number of bits that are set from bit {@code from} to before bit {@code to}. */
  public static long countBits(byte[] a, long from, long to) {
    if (from >= to) {
      return 0;
    }
    int first = (int) (from >>> 3);
    int last = (int) ((to - 1) >>> 3);
    int head = 0xff >>> (from & 7);
    int tail = 0xff << (7 - ((to - 1) & 7));
    if (first == last) {
      return Integer.bitCount(a[first] & head & tail & 0xff);
    }
    return Integer.bitCount(a[first] & head)
        + count(a, first + 1, last)
        + Integer.bitCount(a[last] & tail & 0xff);
  }

  /** The position of the first bit of this value from {@code from} to before {@code to}; or -1. */
  public static long find(byte[] a, int bit, long from, long to) {
    long at = from;
    while (at < to) {
      if ((at & 7) == 0) {
        at = (long) skip(a, bit, (int) (at >>> 3), (int) (to >>> 3)) << 3;
      }
      if (at < to && get(a, a.length, at) == bit) {
        return at;
      }
      at++;
    }
    return -1;
  }

  /** The first byte from {@code from} on that is in a word with such a bit, or near {@code to}. */
  private static int skip(byte[] a, int bit, int from, int to) {
    long none = bit == 1 ? 0 : -1;
    int at = from;
    while (at <= to - Long.BYTES && (long) LONG.get(a, at) == none) {
      at += Long.BYTES;
    }
    return at;
  }

  /** Ands the first {@code len} bytes of {@code a} with {@code b}, taken as zero behind its end. */
  public static void and(byte[] a, int len, byte[] b, int lenB) {
    int at = 0;
    int common = Math.min(len, lenB);
    for (; at <= common - Long.BYTES; at += Long.BYTES) {
      LONG.set(a, at, (long) LONG.get(a, at) & (long) LONG.get(b, at));
    }
    for (; at < common; at++) {
      a[at] &= b[at];
    }
    Arrays.fill(a, common, len, (byte) 0);
  }

  /** Ors as many bytes of {@code a} as {@code b} has with {@code b}. */
  public static void or(byte[] a, byte[] b, int lenB) {
    int at = 0;
    for (; at <= lenB - Long.BYTES; at += Long.BYTES) {
      LONG.set(a, at, (long) LONG.get(a, at) | (long) LONG.get(b, at));
    }
    for (; at < lenB; at++) {
      a[at] |= b[at];
    }
  }

  /** Turns as many bits of {@code a} as are set in {@code b}. */
  public static void xor(byte[] a, byte[] b, int lenB) {
    int at = 0;
    for (; at <= lenB - Long.BYTES; at += Long.BYTES) {
      LONG.set(a, at, (long) LONG.get(a, at) ^ (long) LONG.get(b, at));
    }
    for (; at < lenB; at++) {
      a[at] ^= b[at];
    }
  }

  /** Turns every bit. */
  public static void not(byte[] a) {
    int at = 0;
    for (; at <= a.length - Long.BYTES; at += Long.BYTES) {
      LONG.set(a, at, ~(long) LONG.get(a, at));
    }
    for (; at < a.length; at++) {
      a[at] = (byte) ~a[at];
    }
  }

  /** The number in {@code width} bits from a position, unsigned; bits behind the end are 0. */
  public static long field(byte[] a, int len, long position, int width) {
    long value = 0;
    long at = position;
    int left = width;
    while (left > 0) {
      int skip = (int) (at & 7);
      int take = Math.min(8 - skip, left);
      long index = at >>> 3;
      int b = index < len ? a[(int) index] & 0xff : 0;
      value = (value << take) | ((b >>> (8 - skip - take)) & ((1 << take) - 1));
      at += take;
      left -= take;
    }
    return value;
  }

  /** Sets {@code width} bits of an array, which is long enough, from a bit on to a number. */
  public static void setField(byte[] a, int position, int width, long value) {
    int at = position;
    int left = width;
    while (left > 0) {
      int skip = at & 7;
      int take = Math.min(8 - skip, left);
      int shift = 8 - skip - take;
      int mask = ((1 << take) - 1) << shift;
      int bits = ((int) (value >>> (left - take)) << shift) & mask;
      a[at >>> 3] = (byte) ((a[at >>> 3] & ~mask) | bits);
      at += take;
      left -= take;
    }
  }
}
