package dev.heddle.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a keyspace at the instant at which it was opened, read bit by bit while the keyspace
 * goes on changing.
 *
 * <p>Each database is read by a {@link TableWalk}: what changes and was not read yet is copied
 * first. Collections of many elements are copied by a walk of their own, the same way, so that
 * nothing large is ever copied at once but what the groups of a stream wait for.
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
  private final ArrayDeque<Opened> opened = new ArrayDeque<>();

  /** Of the large values in the last slice. */
  private final List<ValueWalk> delivered = new ArrayList<>();

  /** What was copied since the last slice. */
  private List<SnapshotEntry> entries = new ArrayList<>();

  private int current;
  private boolean inTurn;
  private long read;
  private long copied;
  private long handedOver;

  /** A large value that is being copied, in the entry that it will be complete in. */
  private record Opened(ValueWalk walk, SnapshotEntry entry) {}

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
   * besides. The entries of the slice before are good no longer.
   *
   * @param bytes more than this is read only of the last value
   */
  public Slice next(int most, long bytes) {
    release();
    long fullSize = entries.size() + (long) most;
    long full = copied + bytes;
    boolean more = true;
    inTurn = true;
    for (int steps = 0; more && steps < most && copied < full && entries.size() < fullSize; ) {
      more = step();
      steps++;
    }
    inTurn = false;
    var slice = new Slice(entries, !more);
    entries = new ArrayList<>();
    return slice;
  }

  private void release() {
    delivered.forEach(ValueWalk::close);
    delivered.clear();
  }

  /** Reads one bucket; false when everything was read. */
  private boolean step() {
    Opened large = opened.peek();
    if (large != null) {
      if (!large.walk().step()) {
        opened.remove();
        delivered.add(large.walk());
        entries.add(large.entry());
      }
    } else if (current < parts.size() && !parts.get(current).step()) {
      current++;
    }
    return current < parts.size() || !opened.isEmpty();
  }

  /** Gives the whole snapshot up; changes are no longer copied. */
  @Override
  public void close() {
    parts.forEach(SnapshotPart::close);
    opened.forEach(large -> large.walk().close());
    release();
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

  /** Bytes on the heap of the copies of small values that changes have made necessary. */
  public long handedOver() {
    return handedOver;
  }

  /** Copies an entry, or begins to. */
  void read(int db, Entry entry) {
    read++;
    if (entry.expired(now)) {
      return;
    }
    Value value = entry.value();
    ValueWalk walk = value.walk();
    var frozen =
        new SnapshotEntry(
            db,
            entry.key(),
            walk == null ? value.frozen() : walk.copy(),
            entry.expireAt(),
            keyspace.idleSeconds(entry, now),
            keyspace.frequency(entry, now));
    if (walk == null) {
      long memory = entry.memory(keyspace.sizes);
      copied += memory;
      handedOver += inTurn ? 0 : memory;
      entries.add(frozen);
    } else {
      opened.add(new Opened(walk, frozen));
    }
  }
}
