package dev.heddle.store;

/** An entry with an expiry time, which stands in the {@link ExpiryQueue} of its database. */
final class ExpiringEntry extends Entry {
  /** Changed by the queue only. */
  long expireAt;

  /** The place in the queue. */
  int heapIndex;

  ExpiringEntry(byte[] key, Value value, int access, long expireAt) {
    super(key, value, access);
    this.expireAt = expireAt;
  }
}
