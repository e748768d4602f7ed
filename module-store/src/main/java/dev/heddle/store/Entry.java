package dev.heddle.store;

/**
 * A key of a database with its value: 24 bytes with compact object headers, besides key and value.
 *
 * <p>An entry with an expiry time is an {@link ExpiringEntry}; giving or taking the time puts
 * another object in the entry's place.
 */
public sealed class Entry extends Node permits ExpiringEntry {
  /** The expiry time of an entry that has none. */
  public static final long NO_EXPIRY = -1;

  Value value;

  /** When, or how often, the entry was used: see {@link AccessClock}. */
  int access;

  Entry(byte[] key, Value value, int access) {
    super(key);
    this.value = value;
    this.access = access;
  }

  /** The key itself, not to be changed. */
  public final byte[] key() {
    return key;
  }

  public final Value value() {
    return value;
  }

  /** When the entry expires, in milliseconds since 1970; {@link #NO_EXPIRY}: never. */
  public final long expireAt() {
    return this instanceof ExpiringEntry e ? e.expireAt : NO_EXPIRY;
  }

  /** Whether the time of the entry is over; in its last millisecond it still lives. */
  public final boolean expired(long now) {
    return this instanceof ExpiringEntry e && now > e.expireAt;
  }

  /** Bytes on the heap, with key and value. */
  final long memory(Sizes sizes) {
    long own =
        this instanceof ExpiringEntry
            ? sizes.object(3, 2 * Integer.BYTES + Long.BYTES)
            : sizes.object(3, Integer.BYTES);
    return own + sizes.bytes(key.length) + value.memory(sizes);
  }
}
