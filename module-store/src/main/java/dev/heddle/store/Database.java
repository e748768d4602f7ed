package dev.heddle.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One database: a table of entries and the queue of those that will expire.
 *
 * <p>Keys are given as a range of a byte array and copied only when an entry is made. Look-ups see
 * no expired keys; what becomes of them is the keyspace's {@link ExpiryMode}. An {@link Entry} is
 * good until the next call that sets, takes or overwrites its expiry or removes it; such calls
 * return the entry that holds the key afterwards.
 *
 * <p>Whoever changes a value in place says so before and after: {@link #edit}, {@link #edited}.
 */
public final class Database {
  /** In the place of an expiry time: the entry keeps the one it has. */
  public static final long KEEP_EXPIRY = -2;

  /** So many times a live key is sought where expired ones may not be removed. */
  private static final int RANDOM_TRIES = 100;

  private final int id;
  private final Keyspace keyspace;
  private HashTable<Entry> table;
  private ExpiryQueue queue = new ExpiryQueue();

  /** Bytes of the table and the queue, as accounted. */
  private long frame;

  /** Bytes of everything, as accounted. */
  private long used;

  Database(int id, Keyspace keyspace, SipHash hash) {
    this.id = id;
    this.keyspace = keyspace;
    this.table = new HashTable<>(hash);
    accountFrame();
  }

  /** The index by which SELECT knows it. */
  public int id() {
    return id;
  }

  /** The number of keys, expired ones that are still there included. */
  public long size() {
    return table.size();
  }

  /** The number of keys with an expiry time. */
  public long expires() {
    return queue.size();
  }

  /** The mean time to live of the keys that have one, in milliseconds. */
  public long averageTtl(long now) {
    return Math.max(0, Math.round(queue.meanTime() - now));
  }

  /** The live entry of a key, or null; an expired one is removed on the way. */
  public @Nullable Entry find(byte[] a, int off, int len, long now) {
    return live(table.find(a, off, len), now);
  }

  /** The live entry of a key, or null; without side effects. */
  public @Nullable Entry peek(byte[] a, int off, int len, long now) {
    Entry entry = table.find(a, off, len);
    return entry != null && visible(entry, now) ? entry : null;
  }

  /** Gives a key this value and no expiry. */
  public Entry put(byte[] a, int off, int len, Value value, long now) {
    return put(a, off, len, value, Entry.NO_EXPIRY, now);
  }

  /**
   * Gives a key this value and an expiry time, {@link Entry#NO_EXPIRY} or {@link #KEEP_EXPIRY}, and
   * returns its entry.
   */
  public Entry put(byte[] a, int off, int len, Value value, long expireAt, long now) {
    long h = table.hash(a, off, len);
    Entry old = table.find(h, a, off, len);
    if (old != null && expiredForGood(old, now)) {
      expire(old);
      old = null;
    }
    if (old == null) {
      long at = expireAt == KEEP_EXPIRY ? Entry.NO_EXPIRY : expireAt;
      byte[] key = Arrays.copyOfRange(a, off, off + len);
      return add(h, key, value, at, keyspace.clock.initial(now));
    }
    replace(old, value);
    old.access = keyspace.clock.overwritten(old.access, now);
    return expireAt == KEEP_EXPIRY ? old : withExpiry(old, expireAt);
  }

  /**
   * Adds a key that is not in the database, not even expired.
   *
   * @param key belongs to the database from now on
   * @param expireAt or {@link Entry#NO_EXPIRY}
   */
  public Entry insert(byte[] key, Value value, long expireAt, long now) {
    long h = table.hash(key, 0, key.length);
    return add(h, key, value, expireAt, keyspace.clock.initial(now));
  }

  /** Removes a key and returns what was its entry; null when it was not there or expired. */
  public @Nullable Entry remove(byte[] a, int off, int len, long now) {
    Entry entry = find(a, off, len, now);
    if (entry != null) {
      remove(entry);
    }
    return entry;
  }

  /** Removes an entry of this database. */
  public void remove(Entry entry) {
    beforeChange(entry);
    if (table.remove(entry.key, 0, entry.key.length) != entry) {
      throw new IllegalStateException("the entry to remove is not in the database");
    }
    if (entry instanceof ExpiringEntry e) {
      queue.remove(e);
    }
    accountFrame();
  }

  /**
   * Moves an entry of this database to another key, here or elsewhere, that is not there; value,
   * expiry and clock of use go with it.
   *
   * @param key belongs to the target from now on
   * @return the entry there
   */
  public Entry move(Entry entry, Database target, byte[] key) {
    remove(entry);
    long h = target.table.hash(key, 0, key.length);
    return target.add(h, key, entry.value, entry.expireAt(), entry.access);
  }

  /** Sets the time at which an entry expires and returns the entry that has it. */
  public Entry setExpiry(Entry entry, long expireAt) {
    if (expireAt < 0) {
      throw new IllegalArgumentException("an expiry time before 1970: " + expireAt);
    }
    return withExpiry(entry, expireAt);
  }

  /** Takes the expiry time from an entry and returns the entry that has none. */
  public Entry clearExpiry(Entry entry) {
    return withExpiry(entry, Entry.NO_EXPIRY);
  }

  /** Must be called before the value of an entry is changed in place; then {@link #edited}. */
  public void edit(Entry entry) {
    beforeChange(entry);
  }

  /** Must be called after the value of an entry was changed in place. */
  public void edited(Entry entry) {
    afterChange(entry);
  }

  /** As {@link #edited(Entry)}, where the change gave another object: it becomes the value. */
  public void edited(Entry entry, Value value) {
    entry.value = value;
    afterChange(entry);
  }

  /** Gives an entry another value and leaves everything else as it is. */
  public void replace(Entry entry, Value value) {
    edit(entry);
    edited(entry, value);
  }

  /** A live entry chosen with equal chances; null when there is none. */
  public @Nullable Entry random(long now) {
    for (int tries = RANDOM_TRIES; tries > 0; ) {
      Entry entry = table.random(keyspace.random);
      if (entry == null || visible(entry, now)) {
        return entry;
      }
      if (expiredForGood(entry, now)) {
        expire(entry);
      } else {
        tries--;
      }
    }
    return null;
  }

  /**
   * Gives the live entries of the bucket at {@code cursor} and returns the next cursor; see {@link
   * HashTable#scan}. Expired ones are removed afterwards. {@code out} must not change the database.
   */
  public long scan(long cursor, long now, Consumer<? super Entry> out) {
    List<Entry> dead = new ArrayList<>(0);
    long next =
        table.scan(
            cursor,
            entry -> {
              if (visible(entry, now)) {
                out.accept(entry);
              } else {
                dead.add(entry);
              }
            });
    dead.forEach(entry -> live(entry, now));
    return next;
  }

  /** Gives all live entries; {@code out} must not change the database. */
  public void forEach(long now, Consumer<? super Entry> out) {
    table.forEach(entry -> {
      if (visible(entry, now)) {
        out.accept(entry);
      }
    });
  }

  /** Removes everything and returns how many keys there were. */
  public long flush() {
    long removed = table.size();
    table.clear();
    queue = new ExpiryQueue();
    account(frame - used);
    accountFrame();
    return removed;
  }

  /**
   * Removes up to {@code max} expired keys, the longest expired first, and returns how many; none
   * unless the mode is {@link ExpiryMode#DELETE}.
   */
  public int expireDue(long now, int max) {
    for (int removed = 0; removed < max; removed++) {
      Entry next = queue.peek();
      if (next == null || !expiredForGood(next, now)) {
        return removed;
      }
      expire(next);
    }
    return max;
  }

  void swap(Database other) {
    var otherTable = other.table;
    var otherQueue = other.queue;
    long otherFrame = other.frame;
    long otherUsed = other.used;
    other.table = table;
    other.queue = queue;
    other.frame = frame;
    other.used = used;
    table = otherTable;
    queue = otherQueue;
    frame = otherFrame;
    used = otherUsed;
  }

  /** The entry of a key whether expired or not. */
  @Nullable Entry any(byte[] key) {
    return table.find(key, 0, key.length);
  }

  /** The entry that expires next. */
  @Nullable Entry nextToExpire() {
    return queue.peek();
  }

  @Nullable Entry randomExpiring(RandomGenerator random) {
    return queue.random(random);
  }

  @Nullable Entry randomOfAll(RandomGenerator random) {
    return table.random(random);
  }

  void sample(RandomGenerator random, int count, Consumer<? super Entry> out) {
    table.sample(random, count, out);
  }

  void evict(Entry entry) {
    remove(entry);
    keyspace.observer().evicted(this, entry.key, entry.value);
  }

  private void expire(Entry entry) {
    remove(entry);
    keyspace.observer().expired(this, entry.key, entry.value);
  }

  private @Nullable Entry live(@Nullable Entry entry, long now) {
    if (entry == null || visible(entry, now)) {
      return entry;
    }
    if (expiredForGood(entry, now)) {
      expire(entry);
    }
    return null;
  }

  private boolean visible(Entry entry, long now) {
    return !entry.expired(now) || keyspace.expiryMode() == ExpiryMode.IGNORE;
  }

  private boolean expiredForGood(Entry entry, long now) {
    return entry.expired(now) && keyspace.expiryMode() == ExpiryMode.DELETE;
  }

  private Entry add(long h, byte[] key, Value value, long expireAt, int access) {
    Entry entry;
    if (expireAt == Entry.NO_EXPIRY) {
      entry = new Entry(key, value, access);
    } else {
      var expiring = new ExpiringEntry(key, value, access, expireAt);
      queue.add(expiring);
      entry = expiring;
    }
    table.add(h, entry);
    afterChange(entry);
    return entry;
  }

  private Entry withExpiry(Entry entry, long expireAt) {
    if (entry.expireAt() == expireAt) {
      return entry;
    }
    beforeChange(entry);
    Entry fresh = entry;
    if (!(entry instanceof ExpiringEntry e)) {
      var expiring = new ExpiringEntry(entry.key, entry.value, entry.access, expireAt);
      table.replace(entry, expiring);
      queue.add(expiring);
      fresh = expiring;
    } else if (expireAt != Entry.NO_EXPIRY) {
      queue.update(e, expireAt);
    } else {
      queue.remove(e);
      fresh = new Entry(entry.key, entry.value, entry.access);
      table.replace(entry, fresh);
    }
    afterChange(fresh);
    return fresh;
  }

  /** Every change of an entry that is in the table begins here. */
  private void beforeChange(Entry entry) {
    account(-entry.memory(keyspace.sizes));
  }

  private void afterChange(Entry entry) {
    account(entry.memory(keyspace.sizes));
    accountFrame();
  }

  private void accountFrame() {
    long now = table.memory(keyspace.sizes) + queue.memory(keyspace.sizes);
    account(now - frame);
    frame = now;
  }

  private void account(long bytes) {
    used += bytes;
    keyspace.account(bytes);
  }
}
