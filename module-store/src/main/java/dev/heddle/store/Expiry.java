package dev.heddle.store;

import org.jspecify.annotations.Nullable;

/**
 * The expiry time of a key, which stands in the {@link ExpiryQueue} of its database. The {@link
 * KeyTable} has it in the place of the value, which it therefore holds.
 */
final class Expiry {
  /** Epoch milliseconds; changed by the queue only. */
  long at;

  /** The place in the queue. */
  int heapIndex;

  /** The key, as the table counts. */
  int number;

  /** Null: the value is in the key's frame. */
  @Nullable Value value;

  Expiry(long at) {
    this.at = at;
  }

  /** The value among what a key holds, which may be an expiry time that holds it. */
  static @Nullable Value valueIn(@Nullable Object held) {
    return held instanceof Expiry expiry ? expiry.value : (@Nullable Value) held;
  }

  /** Bytes on the heap, without the value. */
  static long memory(Sizes sizes) {
    return sizes.object(1, Long.BYTES + 2 * Integer.BYTES);
  }
}
