package dev.heddle.store;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All databases of a server, with what they share: who is told about removals, what becomes of
 * expired keys, the clocks of use, and the memory that all of it takes.
 */
public final class Keyspace {
  private static final KeyspaceObserver NOBODY =
      new KeyspaceObserver() {
        @Override
        public void expired(Database db, byte[] key) {}

        @Override
        public void evicted(Database db, byte[] key) {}
      };

  final Sizes sizes;
  final RandomGenerator random;
  final AccessClock clock;
  private final Packing packing;
  private final Database[] databases;
  private KeyspaceObserver observer = NOBODY;
  private ExpiryMode expiryMode = ExpiryMode.DELETE;
  private long usedMemory;
  private @Nullable Snapshot snapshot;

  public Keyspace(int databases, RandomGenerator random, Sizes sizes) {
    this.sizes = sizes;
    this.random = random;
    this.clock = new AccessClock(random);
    this.databases = new Database[databases];
    var hash = SipHash.keyedBy(random);
    this.packing = new Packing(hash);
    for (int i = 0; i < databases; i++) {
      this.databases[i] = new Database(i, this, hash);
    }
  }

  /** The number of databases. */
  public int databases() {
    return databases.length;
  }

  /** The database of this index, always the same object. */
  public Database database(int index) {
    return databases[index];
  }

  /** Exchanges the contents of two databases. */
  public void swap(int i, int j) {
    databases[i].swap(databases[j]);
  }

  /** Removes everything and returns how many keys there were. */
  public long flushAll() {
    long removed = 0;
    for (Database db : databases) {
      removed += db.flush();
    }
    return removed;
  }

  /**
   * Opens a snapshot of this instant; one at a time.
   *
   * @param now epoch milliseconds: what has expired by then is left out
   */
  public Snapshot openSnapshot(long now) {
    if (snapshot != null) {
      throw new IllegalStateException("a snapshot is open already");
    }
    Snapshot opened = new Snapshot(this, now);
    snapshot = opened;
    return opened;
  }

  @SuppressWarnings("ReferenceEquality") // a later one stays open
  void closed(Snapshot closed) {
    if (snapshot == closed) {
      snapshot = null;
    }
  }

  /** Bytes on the heap: tables, entries, keys, values and expiry queues. */
  public long usedMemory() {
    return usedMemory;
  }

  void account(long bytes) {
    usedMemory += bytes;
  }

  /** Bytes on the heap of one entry, with its key and value. */
  public long memory(Entry entry) {
    return entry.memory(sizes);
  }

  /** The source of all chance. */
  public RandomGenerator random() {
    return random;
  }

  /** What collections need to change their encoding. */
  public Packing packing() {
    return packing;
  }

  public Sizes sizes() {
    return sizes;
  }

  /** Sets who is told about removals. */
  public void observer(KeyspaceObserver observer) {
    this.observer = observer;
  }

  KeyspaceObserver observer() {
    return observer;
  }

  public ExpiryMode expiryMode() {
    return expiryMode;
  }

  /** Sets what becomes of expired keys; at first they are deleted. */
  public void expiryMode(ExpiryMode mode) {
    this.expiryMode = mode;
  }

  public AccessPolicy accessPolicy() {
    return clock.policy();
  }

  /**
   * Sets what is remembered about the use of keys. What an entry remembers from another policy
   * means nothing until it is used again, as in Redis.
   */
  public void accessPolicy(AccessPolicy policy) {
    clock.policy(policy);
  }

  /** Notes a use of the entry. */
  public void access(Entry entry, long now) {
    entry.used(clock, now);
  }

  /** Seconds since the last use; means something under an LRU policy. */
  public long idleSeconds(Entry entry, long now) {
    return clock.idleSeconds(entry.access(), now);
  }

  /** Makes the entry look unused for so many seconds. */
  public void idleSeconds(Entry entry, long seconds, long now) {
    entry.access(clock.idleBits(seconds, now));
  }

  /** The logarithmic counter of uses, 0 to 255; means something under an LFU policy. */
  public int frequency(Entry entry, long now) {
    return clock.frequency(entry.access(), now);
  }

  /** Sets the counter of uses, 0 to 255. */
  public void frequency(Entry entry, int counter, long now) {
    entry.access(clock.frequencyBits(counter, now));
  }
}
