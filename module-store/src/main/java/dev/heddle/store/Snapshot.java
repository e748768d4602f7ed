package dev.heddle.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of a keyspace at the instant at which it was opened, read bit by bit while the keyspace
 * goes on changing.
 *
 * <p>Tables are walked in the order of their scan, see {@link HashTable}: it is known of each key
 * whether it was read. Before an entry changes that was not, a copy is handed over; a key that is
 * new there is noted, so that the walk leaves it out.
 *
 * <pre>
 *   positions of a table   |========== read ==========|.......... not yet ..........|
 *   what changes here       is not seen                 is copied first, and noted
 * </pre>
 *
 * <p>SWAPDB moves contents with what was read of them; those that FLUSHALL gives up are read on.
 * All methods are called under the lock that guards the keyspace.
 */
public final class Snapshot implements AutoCloseable {
  private final Keyspace keyspace;
  private final long now;
  private final List<SnapshotPart> parts = new ArrayList<>();
  private final List<Size> sizes = new ArrayList<>();
  private final long total;
  private List<SnapshotEntry> early = new ArrayList<>();
  private int current;
  private long read;
  private long copied;
  private long handedOver;

  /**
   * A database that was not empty.
   *
   * @param keys how many it had, expired ones that were still there included
   * @param expiring how many of them had an expiry time
   */
  public record Size(int db, long keys, long expiring) {}

  Snapshot(Keyspace keyspace, long now) {
    this.keyspace = keyspace;
    this.now = now;
    long keys = 0;
    for (int i = 0; i < keyspace.databases(); i++) {
      Database db = keyspace.database(i);
      if (db.size() > 0) {
        parts.add(db.open(this));
        sizes.add(new Size(i, db.size(), db.expires()));
        keys += db.size();
      }
    }
    this.total = keys;
  }

  /**
   * Some keys.
   *
   * @param last whether there are no more
   */
  public record Slice(List<SnapshotEntry> entries, boolean last) {}

  /**
   * Reads on: what was handed over since the last call, and about {@code most} buckets and keys
   * besides.
   *
   * @param bytes more than this is read only of the last value
   */
  public Slice next(int most, long bytes) {
    List<SnapshotEntry> entries = early;
    early = new ArrayList<>();
    long full = copied + bytes;
    for (int steps = 0; current < parts.size() && steps < most; steps++) {
      if (!parts.get(current).step(entries)) {
        current++;
      } else if (copied >= full || entries.size() >= most) {
        break;
      }
    }
    return new Slice(entries, current == parts.size());
  }

  /** Gives the whole snapshot up; changes are no longer copied. */
  @Override
  public void close() {
    parts.forEach(SnapshotPart::close);
    keyspace.closed(this);
  }

  /** The databases that were not empty. */
  public List<Size> sizes() {
    return List.copyOf(sizes);
  }

  /** How many keys there were. */
  public long total() {
    return total;
  }

  /** How many of them were read, or found expired. */
  public long read() {
    return read;
  }

  /** Bytes on the heap of the copies that changes have made necessary. */
  public long handedOver() {
    return handedOver;
  }

  void handOver(SnapshotPart part, Entry entry) {
    long before = copied;
    freeze(part, entry, early);
    handedOver += copied - before;
  }

  void freeze(SnapshotPart part, Entry entry, List<SnapshotEntry> out) {
    read++;
    if (entry.expired(now)) {
      return;
    }
    copied += entry.memory(keyspace.sizes);
    out.add(
        new SnapshotEntry(
            part.db(),
            entry.key,
            entry.value.copy(),
            entry.expireAt(),
            keyspace.idleSeconds(entry, now),
            keyspace.frequency(entry, now)));
  }
}
