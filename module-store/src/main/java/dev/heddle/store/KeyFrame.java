package dev.heddle.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * All that a database keeps of a key with a small string, in one array: a {@link Frame} with this
 * rest.
 *
 * <pre>
 * Rest --> Text Unused Room Bare Access
 *        | Room Bare Access
 * Room   --> UInt8     bytes unused, after a shorter string took the place
 * Bare   --> 01        what is here is all
 *          | 00        the {@link KeyTable} has more: an expiry time, or the value
 * Access --> Int32LE   when, or how often, the key was used: see {@link AccessClock}
 * </pre>
 *
 * <p>The text is there only where it is the value ({@link EmbeddedString}).
 */
final class KeyFrame {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  // Before the key.
  private static final int ACCESS = Integer.BYTES;
  private static final int BARE = ACCESS + 1;
  private static final int ROOM = BARE + 1;

  /** The longest text: the longer a string is, the less is won. */
  static final int LONGEST_TEXT = 1 << 10;

  /** The most bytes unused behind a text. */
  static final int MOST_ROOM = 0xff;

  private KeyFrame() {}

  /** A key, used as {@code access} says, with a text. */
  static byte[] of(
      byte[] key, int keyOff, int keyLen, byte[] text, int off, int textLen, int access) {
    byte[] frame = Frame.of(key, keyOff, keyLen, textLen + ROOM);
    System.arraycopy(text, off, frame, 0, textLen);
    access(frame, access);
    return frame;
  }

  /** A key that is to have this value, which may be kept elsewhere. */
  static byte[] of(byte[] key, int off, int len, Value value, int access) {
    return value instanceof StringValue text && text.embeds()
        ? of(key, off, len, text.array(), 0, text.length(), access)
        : of(key, off, len, key, 0, 0, access);
  }

  /** What must then be kept elsewhere: the value, or null. */
  static @Nullable Value beside(Value value) {
    return value.embeds() ? null : value;
  }

  /** Bytes of the text, with those unused behind it. */
  static int capacity(byte[] frame) {
    return Frame.keyAt(frame) - ROOM;
  }

  static int room(byte[] frame) {
    return frame[Frame.keyAt(frame) - ROOM] & 0xff;
  }

  static void room(byte[] frame, int bytes) {
    frame[Frame.keyAt(frame) - ROOM] = (byte) bytes;
  }

  static boolean isBare(byte[] frame) {
    return frame[Frame.keyAt(frame) - BARE] != 0;
  }

  static void bare(byte[] frame, boolean bare) {
    frame[Frame.keyAt(frame) - BARE] = (byte) (bare ? 1 : 0);
  }

  static int access(byte[] frame) {
    return (int) INT.get(frame, Frame.keyAt(frame) - ACCESS);
  }

  static void access(byte[] frame, int access) {
    INT.set(frame, Frame.keyAt(frame) - ACCESS, access);
  }
}
