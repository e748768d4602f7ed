package dev.heddle.store;

/**
 * A string of bytes, kept as an integer where its text is one.
 *
 * <p>The operations that change a string return the string that takes its place, which is the same
 * object or another one: {@code db.edit(entry); db.edited(entry, string.append(...))}.
 */
public abstract sealed class StringValue extends Value
    permits IntString, ByteString, EmbeddedString {
  /** The longest string, in bytes. */
  public static final int MAX_LENGTH = (1 << 30) - 1;

  /**
   * Up to so many bytes a string is overwritten rather than replaced, and copied for a snapshot
   * rather than shared. A new object in an old entry is what makes a young collection long: the
   * collector must look for it through all cards of the old generation where one was stored.
   */
  static final int SMALL = 4096;

  /** Up to this length Redis keeps a string that never changed in one piece with its object. */
  static final int EMBEDDED = 44;

  StringValue() {}

  /** The string of these bytes, as SET stores it; the array belongs to the value from now on. */
  public static StringValue of(byte[] owned) {
    return Decimal.isLong(owned, 0, owned.length)
        ? IntString.of(Decimal.parseLong(owned, 0, owned.length))
        : ByteString.of(owned);
  }

  /** The string of a copy of these bytes, as SET stores it. */
  public static StringValue copyOf(byte[] a, int off, int len) {
    return Decimal.isLong(a, off, len)
        ? IntString.of(Decimal.parseLong(a, off, len))
        : ByteString.copyOf(a, off, len);
  }

  /** The string of a number's text. */
  public static StringValue of(long number) {
    return IntString.of(number);
  }

  @Override
  public final String type() {
    return "string";
  }

  @Override
  public final boolean isEmpty() {
    return false;
  }

  /** The number of bytes. */
  public abstract int length();

  /** Bytes that are free behind the string. */
  public abstract int room();

  /**
   * An array that begins with the {@link #length} bytes of this string. It may be longer; it must
   * not be changed, and is good until this string changes.
   */
  public abstract byte[] array();

  /**
   * As {@link #array}, but its first {@link #length} bytes stay as they are when this string
   * changes later: it may leave the lock.
   */
  public abstract byte[] lend();

  /** A fresh array of exactly the bytes of this string. */
  public abstract byte[] bytes();

  /** Whether this string is the text of a 64-bit integer. */
  public abstract boolean isLong();

  /**
   * The integer this string is the text of.
   *
   * @throws NumberFormatException if it is not, see {@link #isLong}
   */
  public abstract long asLong();

  /**
   * The string with bytes added at its end.
   *
   * @throws IllegalArgumentException if it became longer than {@link #MAX_LENGTH}
   */
  public abstract StringValue append(byte[] a, int off, int len);

  /**
   * The string with the bytes from {@code at} on overwritten, filled with zeros up to there and
   * made longer where necessary.
   *
   * @throws IllegalArgumentException if it became longer than {@link #MAX_LENGTH}
   */
  public abstract StringValue setRange(int at, byte[] a, int off, int len);

  /**
   * Becomes the string of a copy of these bytes, as SET stores it, in the memory that it has;
   * false, and nothing has changed, where that cannot be. What is shorter by a quarter or less may
   * leave room behind it.
   */
  abstract boolean assign(byte[] a, int off, int len);

  /** As {@link #assign(byte[], int, int)}, with the text of a number. */
  abstract boolean assign(long number);

  @Override
  public abstract StringValue copy();
}
