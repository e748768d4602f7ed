package dev.heddle.store;

import java.util.ArrayList;
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

  /** So many buckets are made in one step: some tenths of a millisecond. */
  private static final int RESERVED_AT_ONCE = 1 << 16;

  private final int id;
  private final Keyspace keyspace;
  private final SipHash hash;
  private Contents contents;

  Database(int id, Keyspace keyspace, SipHash hash) {
    this.id = id;
    this.keyspace = keyspace;
    this.hash = hash;
    this.contents = empty();
  }

  /** The index by which SELECT knows it. */
  public int id() {
    return id;
  }

  /** The number of keys, expired ones that are still there included. */
  public long size() {
    return contents.table.size();
  }

  /** Bytes on the heap that the table of entries takes besides them. */
  public long tableMemory() {
    return contents.table.memory(keyspace.sizes());
  }

  /** Bytes on the heap that the queue of those that will expire takes. */
  public long expiryMemory() {
    return contents.queue.memory(keyspace.sizes());
  }

  /** The number of keys with an expiry time. */
  public long expires() {
    return contents.queue.size();
  }

  /** The mean time to live of the keys that have one, in milliseconds. */
  public long averageTtl(long now) {
    return Math.max(0, Math.round(contents.queue.meanTime() - now));
  }

  /** The live entry of a key, or null; an expired one is removed on the way. */
  public @Nullable Entry find(byte[] a, int off, int len, long now) {
    return live(contents.table.find(a, off, len), now);
  }

  /** The live entry of a key, or null; without side effects. */
  public @Nullable Entry peek(byte[] a, int off, int len, long now) {
    Entry entry = contents.table.find(a, off, len);
    return entry != null && visible(entry, now) ? entry : null;
  }

  KeyTable table() {
    return contents.table;
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
    long h = contents.table.hash(a, off, len);
    Entry old = found(h, a, off, len, now);
    return old == null
        ? add(h, a, off, len, value, initial(now), expireAt)
        : overwrite(old, value, expireAt, now);
  }

  /**
   * As {@link #put}, with the string of a copy of {@code valueLen} bytes: where the key has a
   * string of about that size already, it is overwritten.
   */
  public Entry putString(
      byte[] a, int off, int len, byte[] value, int at, int valueLen, long expireAt, long now) {
    long h = contents.table.hash(a, off, len);
    Entry old = found(h, a, off, len, now);
    if (old == null) {
      return EmbeddedString.takes(value, at, valueLen)
          ? add(h, KeyFrame.of(a, off, len, value, at, valueLen, initial(now)), null, expireAt)
          : add(h, a, off, len, StringValue.copyOf(value, at, valueLen), initial(now), expireAt);
    }
    if (old.value() instanceof StringValue string) {
      contents.beforeOverwrite(old);
      if (string.assign(value, at, valueLen)) {
        return overwritten(old, expireAt, now);
      }
    }
    return overwrite(old, StringValue.copyOf(value, at, valueLen), expireAt, now);
  }

  /** The entry of a key that nobody sees expired: such a one is removed. */
  private @Nullable Entry found(long h, byte[] a, int off, int len, long now) {
    Entry old = contents.table.find(h, a, off, len);
    if (old != null && expiredForGood(old, now)) {
      expire(old);
      return null;
    }
    return old;
  }

  private Entry add(long h, byte[] a, int off, int len, Value value, int access, long expireAt) {
    return add(h, KeyFrame.of(a, off, len, value, access), KeyFrame.beside(value), expireAt);
  }

  private Entry add(long h, byte[] frame, @Nullable Value beside, long expireAt) {
    return contents.add(h, frame, beside, expireAt == KEEP_EXPIRY ? Entry.NO_EXPIRY : expireAt);
  }

  private int initial(long now) {
    return keyspace.clock.initial(now);
  }

  private Entry overwrite(Entry old, Value value, long expireAt, long now) {
    replace(old, value);
    return overwritten(old, expireAt, now);
  }

  private Entry overwritten(Entry old, long expireAt, long now) {
    old.used(keyspace.clock, now); // to overwrite is to use
    if (expireAt != KEEP_EXPIRY) {
      contents.expiry(old, expireAt);
    }
    return old;
  }

  /**
   * Adds a key that is not in the database, not even expired.
   *
   * @param expireAt or {@link Entry#NO_EXPIRY}
   */
  public Entry insert(byte[] key, Value value, long expireAt, long now) {
    long h = contents.table.hash(key, 0, key.length);
    return add(h, key, 0, key.length, value, initial(now), expireAt);
  }

  /**
   * Makes room for so many keys, in steps, where there is none yet.
   *
   * @return whether nothing is left to do
   */
  public boolean reserve(long keys) {
    return contents.reserve(keys, RESERVED_AT_ONCE);
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
    contents.remove(entry);
  }

  /**
   * Moves an entry of this database to another key, here or elsewhere, that is not there; value,
   * expiry and clock of use go with it.
   *
   * @return the entry there
   */
  public Entry move(Entry entry, Database target, byte[] key) {
    long expireAt = entry.expireAt();
    remove(entry);
    long h = target.contents.table.hash(key, 0, key.length);
    return target.add(h, key, 0, key.length, entry.value(), entry.access(), expireAt);
  }

  /** Sets the time at which an entry expires and returns the entry that has it. */
  public Entry setExpiry(Entry entry, long expireAt) {
    if (expireAt < 0) {
      throw new IllegalArgumentException("an expiry time before 1970: " + expireAt);
    }
    contents.expiry(entry, expireAt);
    return entry;
  }

  /** Takes the expiry time from an entry and returns the entry that has none. */
  public Entry clearExpiry(Entry entry) {
    contents.expiry(entry, Entry.NO_EXPIRY);
    return entry;
  }

  /**
   * Must be called before the value of an entry is changed in place; then {@link #edited}, so
   * nothing may fail in between: limits are checked first.
   */
  public void edit(Entry entry) {
    contents.beforeChange(entry);
  }

  /** Must be called after the value of an entry was changed in place. */
  public void edited(Entry entry) {
    contents.afterChange(entry);
  }

  /** As {@link #edited(Entry)}, where the change gave another object: it becomes the value. */
  public void edited(Entry entry, Value value) {
    entry.hold(value);
    contents.afterChange(entry);
  }

  /** Gives an entry another value and leaves everything else as it is. */
  public void replace(Entry entry, Value value) {
    edit(entry);
    edited(entry, value);
  }

  /** Gives an entry that holds a string the text of a number, and leaves everything else. */
  public void replace(Entry entry, long number) {
    contents.beforeOverwrite(entry);
    if (!(entry.value() instanceof StringValue string && string.assign(number))) {
      replace(entry, StringValue.of(number));
    }
  }

  /** A live entry chosen with equal chances; null when there is none. */
  public @Nullable Entry random(long now) {
    for (int tries = RANDOM_TRIES; tries > 0; ) {
      Entry entry = contents.table.random(keyspace.random);
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
   * LinearHashing}. Expired ones are removed afterwards. {@code out} must not change the database.
   */
  public long scan(long cursor, long now, Consumer<? super Entry> out) {
    List<Entry> dead = new ArrayList<>(0);
    long next =
        contents.table.scan(
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
    contents.table.forEach(entry -> {
      if (visible(entry, now)) {
        out.accept(entry);
      }
    });
  }

  /** Removes everything and returns how many keys there were. */
  public long flush() {
    long removed = size();
    contents.abandon();
    contents = empty();
    return removed;
  }

  /**
   * Removes up to {@code max} expired keys, the longest expired first, and returns how many; none
   * unless the mode is {@link ExpiryMode#DELETE}.
   */
  public int expireDue(long now, int max) {
    for (int removed = 0; removed < max; removed++) {
      Entry next = nextToExpire();
      if (next == null || !expiredForGood(next, now)) {
        return removed;
      }
      expire(next);
    }
    return max;
  }

  /** Has a snapshot read these contents from now on. */
  SnapshotPart open(Snapshot snapshot) {
    var part = new SnapshotPart(snapshot, id, contents);
    contents.part(part);
    return part;
  }

  void swap(Database other) {
    Contents others = other.contents;
    other.contents = contents;
    contents = others;
  }

  /** The entry of a key whether expired or not. */
  @Nullable Entry any(byte[] key) {
    return contents.find(key);
  }

  /** The entry that expires next. */
  @Nullable Entry nextToExpire() {
    return entry(contents.queue.peek());
  }

  @Nullable Entry randomExpiring(RandomGenerator random) {
    return entry(contents.queue.random(random));
  }

  private @Nullable Entry entry(@Nullable Expiry expiry) {
    return expiry == null ? null : contents.table.entry(expiry.number);
  }

  @Nullable Entry randomOfAll(RandomGenerator random) {
    return contents.table.random(random);
  }

  void evict(Entry entry) {
    remove(entry);
    keyspace.observer().evicted(this, entry.key());
  }

  private void expire(Entry entry) {
    remove(entry);
    keyspace.observer().expired(this, entry.key());
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

  private Contents empty() {
    return new Contents(hash, keyspace.sizes, keyspace::account);
  }
}
