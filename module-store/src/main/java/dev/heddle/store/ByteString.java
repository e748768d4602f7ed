package dev.heddle.store;

import java.util.Arrays;

/**
 * A string kept as bytes, with room behind them once it has been appended to.
 *
 * <pre>
 *   bytes   b b b b b b b b 0 0 0 0      room behind the string is zero
 *   state   RAW LENT length              length in the lowest 30 bits
 * </pre>
 *
 * <p>RAW: it was changed in place, so OBJECT ENCODING says {@code raw} whatever its length. LENT:
 * somebody holds the array; what lies within the length is then changed in a copy only. Adding at
 * the end needs no copy: who holds the array knows the length it had.
 */
public final class ByteString extends StringValue {
  private static final int RAW = 1 << 31;
  private static final int LENT = 1 << 30;
  private static final int LENGTH = MAX_LENGTH;

  /** Room for as much again is kept behind a growing string, but no more than this. */
  private static final int MOST_ROOM = 1 << 20;

  private byte[] bytes;
  private int state;

  private ByteString(byte[] bytes, int state) {
    this.bytes = bytes;
    this.state = state;
  }

  /** The string of these bytes, not taken for a number; the array belongs to the value. */
  public static ByteString of(byte[] owned) {
    return new ByteString(owned, within(owned.length));
  }

  /** The string of a copy of these bytes, not taken for a number. */
  public static ByteString copyOf(byte[] a, int off, int len) {
    within(len);
    return new ByteString(Arrays.copyOfRange(a, off, off + len), len);
  }

  @Override
  public String encoding() {
    return (state & RAW) != 0 || length() > EMBEDDED ? "raw" : "embstr";
  }

  @Override
  public int length() {
    return state & LENGTH;
  }

  @Override
  public int room() {
    return bytes.length - length();
  }

  @Override
  public byte[] array() {
    return bytes;
  }

  @Override
  public byte[] lend() {
    state |= LENT;
    return bytes;
  }

  @Override
  public byte[] bytes() {
    return Arrays.copyOf(bytes, length());
  }

  @Override
  public boolean isLong() {
    return Decimal.isLong(bytes, 0, length());
  }

  @Override
  public long asLong() {
    return Decimal.parseLong(bytes, 0, length());
  }

  @Override
  public ByteString append(byte[] a, int off, int len) {
    return setRange(length(), a, off, len);
  }

  @Override
  public ByteString setRange(int at, byte[] a, int off, int len) {
    int length = Math.max(length(), within((long) at + len));
    if (length > bytes.length) {
      reallocate(roomy(length));
    } else if (at < length() && (state & LENT) != 0) {
      reallocate(bytes.length);
    }
    System.arraycopy(a, off, bytes, at, len);
    state = (state & LENT) | RAW | length;
    return this;
  }

  @Override
  boolean assign(byte[] a, int off, int len) {
    if (!fits(len) || (state & LENT) != 0 || Decimal.isLong(a, off, len)) {
      return false;
    }
    System.arraycopy(a, off, bytes, 0, len);
    Arrays.fill(bytes, len, bytes.length, (byte) 0);
    state = len;
    return true;
  }

  /** Whether a small string of this length may have the array: little of it is wasted. */
  private boolean fits(int len) {
    return len <= bytes.length && bytes.length <= SMALL && bytes.length - len <= bytes.length / 4;
  }

  @Override
  boolean assign(long number) {
    return false;
  }

  @Override
  boolean embeds() {
    return (state & RAW) == 0 && length() <= KeyFrame.LONGEST_TEXT;
  }

  @Override
  public long memory(Sizes sizes) {
    return sizes.object(1, Integer.BYTES) + sizes.bytes(bytes.length);
  }

  @Override
  int touch() {
    return bytes.length;
  }

  @Override
  public ByteString copy() {
    return new ByteString(bytes(), state & ~LENT);
  }

  @Override
  ByteString frozen() {
    // What is lent is never changed, so that both may have the room behind it.
    return bytes.length <= SMALL ? copy() : new ByteString(lend(), state);
  }

  private void reallocate(int capacity) {
    bytes = Arrays.copyOf(bytes, capacity);
    state &= ~LENT;
  }

  private static int roomy(int length) {
    return Math.min(length + Math.min(length, MOST_ROOM), MAX_LENGTH);
  }

  private static int within(long length) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a string of " + length + " bytes is over the limit of " + MAX_LENGTH);
    }
    return (int) length;
  }
}
