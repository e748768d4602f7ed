package dev.heddle.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A key and what belongs to it in one array, which saves an array's header and a reference.
 *
 * <pre>
 * Frame  --> Length Key Rest
 * Length --> 0lllllll
 *          | FF Int32LE
 *
 * "ab", "1": 02 61 62 31
 * </pre>
 */
final class Frame {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SHORT = 1;
  private static final int LONG = 1 + Integer.BYTES;

  private Frame() {}

  /** A key with its rest. */
  static byte[] of(byte[] key, int keyOff, int keyLen, byte[] rest, int restOff, int restLen) {
    int at = keyLen <= Byte.MAX_VALUE ? SHORT : LONG;
    byte[] frame = new byte[Math.addExact(at + keyLen, restLen)];
    if (at == SHORT) {
      frame[0] = (byte) keyLen;
    } else {
      frame[0] = -1;
      INT.set(frame, 1, keyLen);
    }
    System.arraycopy(key, keyOff, frame, at, keyLen);
    System.arraycopy(rest, restOff, frame, at + keyLen, restLen);
    return frame;
  }

  /** Where the key begins. */
  static int keyAt(byte[] frame) {
    return frame[0] >= 0 ? SHORT : LONG;
  }

  /** Bytes of the key. */
  static int keyLength(byte[] frame) {
    return frame[0] >= 0 ? frame[0] : (int) INT.get(frame, 1);
  }

  /** Where the rest begins; it goes to the array's end. */
  static int restAt(byte[] frame) {
    return keyAt(frame) + keyLength(frame);
  }

  /** Whether this is the key. */
  static boolean hasKey(byte[] frame, byte[] a, int off, int len) {
    int at = keyAt(frame);
    return keyLength(frame) == len && Arrays.equals(frame, at, at + len, a, off, off + len);
  }
}
