package dev.heddle.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A key and what belongs to it in one array, which saves an array's header and a reference.
 *
 * <pre>
 * Frame  --> Rest Key Length
 * Length --> 0lllllll
 *          | Int32LE FF
 *
 * "ab", "1": 31 61 62 02
 * </pre>
 *
 * <p>The rest comes first, so that who reads a value that lies there needs to know of no frame.
 */
final class Frame {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SHORT = 1;
  private static final int LONG = 1 + Integer.BYTES;

  private Frame() {}

  /** A key with its rest. */
  static byte[] of(byte[] key, int keyOff, int keyLen, byte[] rest, int restOff, int restLen) {
    byte[] frame = of(key, keyOff, keyLen, restLen);
    System.arraycopy(rest, restOff, frame, 0, restLen);
    return frame;
  }

  /** A key with so many bytes of zero. */
  static byte[] of(byte[] key, int keyOff, int keyLen, int restLen) {
    boolean isShort = keyLen <= Byte.MAX_VALUE;
    int end = Math.addExact(restLen, keyLen);
    byte[] frame = new byte[Math.addExact(end, isShort ? SHORT : LONG)];
    System.arraycopy(key, keyOff, frame, restLen, keyLen);
    if (isShort) {
      frame[end] = (byte) keyLen;
    } else {
      INT.set(frame, end, keyLen);
      frame[frame.length - 1] = -1;
    }
    return frame;
  }

  /** Where the key begins, and the rest, which begins the array, ends. */
  static int keyAt(byte[] frame) {
    int last = frame.length - 1;
    int length = frame[last];
    return length >= 0
        ? last - length
        : frame.length - LONG - (int) INT.get(frame, frame.length - LONG);
  }

  /** Bytes of the key. */
  static int keyLength(byte[] frame) {
    int length = frame[frame.length - 1];
    return length >= 0 ? length : (int) INT.get(frame, frame.length - LONG);
  }

  /** A copy of the key. */
  static byte[] key(byte[] frame) {
    int at = keyAt(frame);
    return Arrays.copyOfRange(frame, at, at + keyLength(frame));
  }

  /** Whether this is the key. */
  static boolean hasKey(byte[] frame, byte[] a, int off, int len) {
    if (keyLength(frame) != len) {
      return false;
    }
    int at = keyAt(frame);
    return Arrays.equals(frame, at, at + len, a, off, off + len);
  }
}
