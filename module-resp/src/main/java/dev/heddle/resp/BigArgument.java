package dev.heddle.resp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An argument that is received in an array of its own, which in the end has exactly its length.
 *
 * <p>The array grows with what has arrived, fourfold: who announces much and sends little gets
 * little.
 */
final class BigArgument {
  private static final int FIRST = 64 << 10;
  private static final int FACTOR = 4;

  private final int length;
  private byte[] bytes;
  private int received;

  BigArgument(int length) {
    this.length = length;
    this.bytes = new byte[Math.min(length, FIRST)];
  }

  /** Bytes that have arrived. */
  int received() {
    return received;
  }

  /** Bytes that have not arrived yet. */
  int missing() {
    return length - received;
  }

  int capacity() {
    return bytes.length;
  }

  /** Takes as many of the given bytes as belong to it, and says how many that were. */
  int take(byte[] from, int offset, int available) {
    int wanted = Math.min(available, missing());
    for (int taken = 0; taken < wanted; ) {
      grow();
      int n = Math.min(wanted - taken, bytes.length - received);
      System.arraycopy(from, offset + taken, bytes, received, n);
      received += n;
      taken += n;
    }
    return wanted;
  }

  /** Room for the next bytes, some of which must be missing. */
  ByteBuffer space() {
    grow();
    return ByteBuffer.wrap(bytes, received, bytes.length - received);
  }

  /** So many bytes were read into {@link #space}. */
  void received(int n) {
    received += n;
  }

  /** The whole argument, once nothing is missing. */
  byte[] array() {
    return bytes;
  }

  private void grow() {
    if (received == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, (long) FACTOR * bytes.length));
    }
  }
}
