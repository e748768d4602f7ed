package dev.heddle.server.command;

import java.util.Arrays;

/**
 * Bytes as a key of maps and sets, in the order of unsigned bytes; the array is not copied and
 * never changed.
 *
 * @param array the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content
public record Bytes(byte[] array) implements Comparable<Bytes> {

  /** A copy of a part of an array. */
  public static Bytes copyOf(byte[] a, int off, int len) {
    return new Bytes(Arrays.copyOfRange(a, off, off + len));
  }

  /** Whether these are the first of the given bytes. */
  public boolean begin(byte[] a, int off, int len) {
    return array.length <= len && Arrays.equals(array, 0, array.length, a, off, off + array.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes o && Arrays.equals(o.array, array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** Also lets hash tables cope with bytes that were chosen to collide. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }
}
