package dev.heddle.store;

import java.util.Arrays;

/**
 * A small string in the {@link KeyFrame} of its key: with it a key is one object instead of four,
 * which the collector must move when they are new and a look-up must wait for.
 *
 * <p>An object of this class is a view, made when somebody asks for the value. What changes a part
 * of the string gives it an object of its own.
 */
final class EmbeddedString extends StringValue {
  private final byte[] frame;

  EmbeddedString(byte[] frame) {
    this.frame = frame;
  }

  /** Whether SET puts these bytes beside their key. */
  static boolean takes(byte[] a, int off, int len) {
    return len <= KeyFrame.LONGEST_TEXT && !Decimal.isLong(a, off, len);
  }

  @Override
  public String encoding() {
    return length() > EMBEDDED ? "raw" : "embstr";
  }

  @Override
  public int length() {
    return KeyFrame.capacity(frame) - room();
  }

  @Override
  public int room() {
    return KeyFrame.room(frame);
  }

  @Override
  public byte[] array() {
    return frame;
  }

  @Override
  public byte[] lend() {
    return bytes();
  }

  @Override
  public byte[] bytes() {
    return Arrays.copyOf(frame, length());
  }

  @Override
  public boolean isLong() {
    return Decimal.isLong(frame, 0, length());
  }

  @Override
  public long asLong() {
    return Decimal.parseLong(frame, 0, length());
  }

  @Override
  public ByteString append(byte[] a, int off, int len) {
    return copy().append(a, off, len);
  }

  @Override
  public ByteString setRange(int at, byte[] a, int off, int len) {
    return copy().setRange(at, a, off, len);
  }

  @Override
  boolean assign(byte[] a, int off, int len) {
    int capacity = KeyFrame.capacity(frame);
    int room = capacity - len;
    if (room < 0
        || room > Math.min(capacity / 4, KeyFrame.MOST_ROOM)
        || Decimal.isLong(a, off, len)) {
      return false;
    }
    System.arraycopy(a, off, frame, 0, len);
    KeyFrame.room(frame, room);
    return true;
  }

  @Override
  boolean assign(long number) {
    return false;
  }

  @Override
  boolean embeds() {
    return true;
  }

  /** Nothing: the frame is the key's. */
  @Override
  public long memory(Sizes sizes) {
    return 0;
  }

  @Override
  int touch() {
    return frame[0];
  }

  @Override
  public ByteString copy() {
    return ByteString.copyOf(frame, 0, length());
  }
}
