package dev.heddle.store;

import java.util.stream.LongStream;

/** A string that is the text of a 64-bit integer, kept as that integer. */
public final class IntString extends StringValue {
  private long value;

  private IntString(long value) {
    this.value = value;
  }

  /** The string of a number's text; small numbers share their objects. */
  public static IntString of(long value) {
    return Shared.holds(value) ? Shared.INTEGERS[(int) value] : new IntString(value);
  }

  /** The number. */
  public long value() {
    return value;
  }

  /** Whether this object is the one that all keys with this number share. */
  @SuppressWarnings("ReferenceEquality") // this very object
  public boolean shared() {
    return Shared.holds(value) && Shared.INTEGERS[(int) value] == this;
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
    if (shared() || Shared.holds(number)) {
      return false;
    }
    value = number;
    return true;
  }

  @Override
  public long memory(Sizes sizes) {
    return shared() ? 0 : sizes.object(0, Long.BYTES);
  }

  @Override
  int touch() {
    return (int) value;
  }

  @Override
  public IntString copy() {
    return new IntString(value); // of its own, as OBJECT REFCOUNT shows after a COPY
  }

  /** The numbers that Redis shares too: 0 to 9999. */
  private static final class Shared {
    static final IntString[] INTEGERS =
        LongStream.range(0, 10_000).mapToObj(IntString::new).toArray(IntString[]::new);

    static boolean holds(long value) {
      return value >= 0 && value < 10_000;
    }
  }
}
