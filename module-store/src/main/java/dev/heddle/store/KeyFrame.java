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
 * Rest --> Text Unused Room Kind Access
 *        | Number Room Kind Access
 *        | Room Kind Access
 * Number --> Int64LE
 * Room   --> UInt8     bytes unused, after a shorter string took the place
 * Kind   --> 00000onb  b: what is here is all; else the {@link KeyTable} has more: an expiry time,
 *                         or the value
 *                      n: the number is here
 *                      o: it is none of those that keys share
 * Access --> Int32LE   when, or how often, the key was used: see {@link AccessClock}
 * </pre>
 *
 * <p>A text or a number is there only where it is the value ({@link EmbeddedString}, {@link
 * IntString}).
 */
final class KeyFrame {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  // Before the key.
  private static final int ACCESS = Integer.BYTES;
  private static final int KIND = ACCESS + 1;
  private static final int ROOM = KIND + 1;

  // Of the kind.
  private static final int BARE = 1;
  private static final int NUMBER = 1 << 1;
  private static final int OWN = 1 << 2;

  /** The longest text: the longer a string is, the less is won. */
  static final int LONGEST_TEXT = 1 << 10;

  /** The most bytes unused behind a text. */
  static final int MOST_ROOM = 0xff;

  private KeyFrame() {}

  /** A key, used as {@code access} says, with a text. */
  static byte[] of(
      byte[] key, int keyOff, int keyLen, byte[] text, int off, int textLen, int access) {
    byte[] frame = withRoomFor(textLen, key, keyOff, keyLen, access);
    System.arraycopy(text, off, frame, 0, textLen);
    return frame;
  }

  /** A key that is to have this value, which may be kept elsewhere. */
  static byte[] of(byte[] key, int off, int len, Value value, int access) {
    if (value instanceof IntString number) {
      byte[] frame = withRoomFor(Long.BYTES, key, off, len, access);
      number(frame, number.value(), number.own());
      return frame;
    }
    return value instanceof StringValue text && text.embeds()
        ? of(key, off, len, text.array(), 0, text.length(), access)
        : withRoomFor(0, key, off, len, access);
  }

  private static byte[] withRoomFor(int bytes, byte[] key, int off, int len, int access) {
    byte[] frame = Frame.of(key, off, len, bytes + ROOM);
    access(frame, access);
    return frame;
  }

  /** The value, which is here. */
  static StringValue value(byte[] frame) {
    return (kind(frame) & NUMBER) == 0 ? new EmbeddedString(frame) : new IntString(frame);
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

  static long number(byte[] frame) {
    return (long) LONG.get(frame, 0);
  }

  /** Whether the number is none of those that keys share. */
  static boolean isOwn(byte[] frame) {
    return (kind(frame) & OWN) != 0;
  }

  /** Makes a number the value, where there is room for one. */
  static void number(byte[] frame, long number, boolean own) {
    LONG.set(frame, 0, number);
    kind(frame, (kind(frame) & BARE) | NUMBER | (own ? OWN : 0));
  }

  static boolean isBare(byte[] frame) {
    return (kind(frame) & BARE) != 0;
  }

  static void bare(byte[] frame, boolean bare) {
    kind(frame, bare ? kind(frame) | BARE : kind(frame) & ~BARE);
  }

  private static int kind(byte[] frame) {
    return frame[Frame.keyAt(frame) - KIND];
  }

  private static void kind(byte[] frame, int kind) {
    frame[Frame.keyAt(frame) - KIND] = (byte) kind;
  }

  static int access(byte[] frame) {
    return (int) INT.get(frame, Frame.keyAt(frame) - ACCESS);
  }

  static void access(byte[] frame, int access) {
    INT.set(frame, Frame.keyAt(frame) - ACCESS, access);
  }
}
