package dev.heddle.store;

import org.jspecify.annotations.Nullable;

/**
 * A string that is the text of a 64-bit integer, kept as that integer in the {@link KeyFrame} of
 * its key. An object of this class is a view, or on its way into a key.
 */
public final class IntString extends StringValue {
  /** Redis keeps the numbers below this once for all keys. */
  private static final int SHARED = 10_000;

  private long value;
  private boolean own;

  /** Where the number is kept; null: nowhere yet. */
  private final byte @Nullable [] frame;

  private IntString(long value, boolean own) {
    this.value = value;
    this.own = own;
    this.frame = null;
  }

  IntString(byte[] frame) {
    this.value = KeyFrame.number(frame);
    this.own = KeyFrame.isOwn(frame);
    this.frame = frame;
  }

  /** The string of a number's text. */
  public static IntString of(long value) {
    return new IntString(value, /* own= */ false);
  }

  /** The number. */
  public long value() {
    return value;
  }

  /**
   * Whether Redis would keep the number once for all keys that have it. That saves nothing here,
   * where it takes no object, but OBJECT REFCOUNT shows it.
   */
  public boolean shared() {
    return value >= 0 && value < SHARED && !own;
  }

  /** Whether the number is a copy, of which another key has nothing. */
  boolean own() {
    return own;
  }

  @Override
  public String encoding() {
    return "int";
  }

  @Override
  public int length() {
    return Decimal.length(value);
  }

  @Override
  public int room() {
    return 0;
  }

  @Override
  public byte[] array() {
    return bytes();
  }

  @Override
  public byte[] lend() {
    return bytes();
  }

  @Override
  public byte[] bytes() {
    return Decimal.text(value);
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public long asLong() {
    return value;
  }

  @Override
  public StringValue append(byte[] a, int off, int len) {
    return ByteString.of(bytes()).append(a, off, len);
  }

  @Override
  public StringValue setRange(int at, byte[] a, int off, int len) {
    return ByteString.of(bytes()).setRange(at, a, off, len);
  }

  @Override
  boolean assign(byte[] a, int off, int len) {
    return Decimal.isLong(a, off, len) && assign(Decimal.parseLong(a, off, len));
  }

  @Override
  boolean assign(long number) {
    value = number;
    own = false;
    if (frame != null) {
      KeyFrame.number(frame, number, own);
    }
    return true;
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
    return (int) value;
  }

  @Override
  public IntString copy() {
    return new IntString(value, /* own= */ true); // as OBJECT REFCOUNT shows after a COPY
  }
}
