package dev.heddle.persist;

import dev.heddle.store.Elements;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the packed hash of Redis before version 2.6.
 *
 * <pre>
 * ZipMap --> Count Pair* FF
 * Count  --> byte                       pairs; 254: so many or more, they must be counted
 * Pair   --> Length byte{length} Length Free byte{length} byte{free}
 * Free   --> byte                       bytes behind the value that mean nothing
 * Length --> byte below 254 | FE UInt32LE        the longer form from 254 on
 *
 * "a" = "b", "cc" = "d": 02  01 61 01 00 62  02 63 63 01 01 64 30  ff
 * </pre>
 */
final class ZipMap {
  private static final int END = 0xff;
  private static final int UNKNOWN = 0xfe;
  private static final int LONG = 0xfe;

  private final ByteBuffer in;
  private final Elements out;

  private ZipMap(byte[] map, Elements out) {
    this.in = ByteBuffer.wrap(map).order(ByteOrder.LITTLE_ENDIAN);
    this.out = out;
  }

  /**
   * Hands over fields and values in turn; false: the array is no zipmap, or one without fields, and
   * what was handed over is void.
   */
  static boolean unpack(byte[] map, Elements out) {
    try {
      return new ZipMap(map, out).unpack();
    } catch (BufferUnderflowException e) {
      return false; // it ends too early
    }
  }

  private boolean unpack() {
    int announced = next();
    int count = 0;
    for (int first = next(); first != END; first = next()) {
      long field = length(first);
      if (!text(field, 0)) {
        return false;
      }
      long value = length(next());
      if (!text(value, next())) {
        return false;
      }
      count++;
    }
    return !in.hasRemaining() && count > 0 && (announced == UNKNOWN || announced == count);
  }

  /** The length that begins with this byte; -1: none begins so. */
  private long length(int first) {
    if (first < LONG) {
      return first;
    }
    long length = first == LONG ? Integer.toUnsignedLong(in.getInt()) : -1;
    return length < LONG ? -1 : length;
  }

  private boolean text(long length, int free) {
    if (length < 0 || length + free > in.remaining()) {
      return false;
    }
    out.text(in.array(), in.position(), (int) length);
    in.position(in.position() + (int) length + free);
    return true;
  }

  private int next() {
    return Byte.toUnsignedInt(in.get());
  }
}
