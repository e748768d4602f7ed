package dev.heddle.store;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is in a database: the table of its entries, the queue of those that will expire, and the sum
 * of the memory of both. Expired or not makes no difference here.
 */
final class Contents {
  final KeyTable table;
  final ExpiryQueue queue = new ExpiryQueue();
  private final Sizes sizes;
  private final LongConsumer account;

  /** Bytes of the table and the queue, as accounted. */
  private long frame;

  /** Bytes of everything, as accounted. */
  private long used;

  /** What must see each entry before it changes; null: no snapshot is being read. */
  private @Nullable SnapshotPart part;

  /**
   * Empty contents.
   *
   * @param account is given each change of the memory in bytes
   */
  Contents(SipHash hash, Sizes sizes, LongConsumer account) {
    this.table = new KeyTable(hash);
    this.sizes = sizes;
    this.account = account;
    accountFrame();
  }

  void part(@Nullable SnapshotPart next) {
    part = next;
  }

  /**
   * Adds a key that is not there; {@code h} is its hash.
   *
   * @param beside the value; null: it is in the frame
   */
  Entry add(long h, byte[] frame, @Nullable Value beside, long expireAt) {
    Expiry expiry = expireAt == Entry.NO_EXPIRY ? null : new Expiry(valid(expireAt));
    if (part != null) {
      part.arriving(h, frame);
    }
    Entry entry = table.add(h, frame, beside);
    if (expiry != null) {
      expire(entry, expiry);
    }
    afterChange(entry);
    accountFrame();
    return entry;
  }

  /** See {@link KeyTable#reserve}. */
  boolean reserve(long keys, int most) {
    boolean done = table.reserve(keys, most);
    accountFrame();
    return done;
  }

  void remove(Entry entry) {
    beforeChange(entry);
    Expiry expiry = entry.expiry();
    if (expiry != null) {
      queue.remove(expiry);
    }
    entry.remove();
    accountFrame();
  }

  /** Gives the entry this expiry time, or none. */
  void expiry(Entry entry, long expireAt) {
    Expiry expiry = entry.expiry();
    if (entry.expireAt() == expireAt) {
      return;
    }
    beforeChange(entry);
    if (expiry == null) {
      expire(entry, new Expiry(valid(expireAt)));
    } else if (expireAt != Entry.NO_EXPIRY) {
      queue.update(expiry, valid(expireAt));
    } else {
      queue.remove(expiry);
      entry.expiry(null);
    }
    afterChange(entry);
    accountFrame();
  }

  private void expire(Entry entry, Expiry expiry) {
    entry.expiry(expiry);
    queue.add(expiry);
  }

  @Nullable Entry find(byte[] key) {
    return table.find(key, 0, key.length);
  }

  /** Every change of an entry that is in the table begins here. */
  void beforeChange(Entry entry) {
    entry.require(table);
    beforeOverwrite(entry);
    account(-entry.memory(sizes));
  }

  /** As {@link #beforeChange}, of a change that leaves the entry's memory as it is. */
  void beforeOverwrite(Entry entry) {
    if (part != null) {
      part.changing(entry);
    }
  }

  /** Every change of an entry that is then in the table ends here. */
  void afterChange(Entry entry) {
    account(entry.memory(sizes));
  }

  /** These contents are given up as a whole. */
  void abandon() {
    account(-used);
  }

  private static long valid(long expireAt) {
    if (expireAt < 0) {
      throw new IllegalArgumentException("an expiry time before 1970: " + expireAt);
    }
    return expireAt;
  }

  private void accountFrame() {
    long now = table.memory(sizes) + queue.memory(sizes);
    account(now - frame);
    frame = now;
  }

  private void account(long bytes) {
    used += bytes;
    account.accept(bytes);
  }
}
