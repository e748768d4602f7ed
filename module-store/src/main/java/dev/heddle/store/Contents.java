package dev.heddle.store;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is in a database: the table of its entries, the queue of those that will expire, and the sum
 * of the memory of both. Expired or not makes no difference here.
 */
final class Contents {
  final HashTable<Entry> table;
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
    this.table = new HashTable<>(hash);
    this.sizes = sizes;
    this.account = account;
    accountFrame();
  }

  void part(@Nullable SnapshotPart next) {
    part = next;
  }

  /** Adds a key that is not there; {@code h} is its hash. */
  Entry add(long h, byte[] key, Value value, long expireAt, int access) {
    Entry entry;
    if (expireAt == Entry.NO_EXPIRY) {
      entry = new Entry(key, value, access);
    } else {
      var expiring = new ExpiringEntry(key, value, access, valid(expireAt));
      queue.add(expiring);
      entry = expiring;
    }
    if (part != null) {
      part.arriving(entry);
    }
    table.add(h, entry);
    afterChange(entry);
    return entry;
  }

  /** See {@link HashTable#reserve}. */
  boolean reserve(long keys, int most) {
    boolean done = table.reserve(keys, most);
    accountFrame();
    return done;
  }

  void remove(Entry entry) {
    table.remove(entry);
    beforeChange(entry);
    if (entry instanceof ExpiringEntry e) {
      queue.remove(e);
    }
    accountFrame();
  }

  /** Gives the entry this expiry time, or none, and returns the entry that has its place. */
  Entry withExpiry(Entry entry, long expireAt) {
    if (entry.expireAt() == expireAt) {
      return entry;
    }
    beforeChange(entry);
    Entry fresh = entry;
    if (!(entry instanceof ExpiringEntry e)) {
      fresh = expiring(entry, valid(expireAt));
    } else if (expireAt != Entry.NO_EXPIRY) {
      queue.update(e, valid(expireAt));
    } else {
      queue.remove(e);
      fresh = new Entry(entry.key, entry.value, entry.access);
      table.replace(entry, fresh);
    }
    afterChange(fresh);
    return fresh;
  }

  @Nullable Entry find(byte[] key) {
    return table.find(key, 0, key.length);
  }

  /** Every change of an entry that is in the table begins here. */
  void beforeChange(Entry entry) {
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
    accountFrame();
  }

  /** These contents are given up as a whole. */
  void abandon() {
    account(-used);
  }

  private Entry expiring(Entry entry, long expireAt) {
    var expiring = new ExpiringEntry(entry.key, entry.value, entry.access, expireAt);
    table.replace(entry, expiring);
    queue.add(expiring);
    return expiring;
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
