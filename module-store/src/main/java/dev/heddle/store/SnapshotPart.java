package dev.heddle.store;

import java.util.List;

/** What a {@link Snapshot} knows of the contents of one database. */
final class SnapshotPart {
  private final Snapshot snapshot;
  private final int db;
  private final Contents contents;

  /** Keys not yet walked past which were handed over, or were not there. */
  private final HashTable<Mark> marks;

  /** The scan's cursor. */
  private long cursor;

  private boolean walked;

  private static final class Mark extends Node {
    Mark(byte[] key) {
      super(key);
    }
  }

  SnapshotPart(Snapshot snapshot, int db, Contents contents, SipHash hash) {
    this.snapshot = snapshot;
    this.db = db;
    this.contents = contents;
    this.marks = new HashTable<>(hash);
  }

  /** The index that the database had. */
  int db() {
    return db;
  }

  /** Reads one bucket; false when that was the last. */
  boolean step(List<SnapshotEntry> out) {
    cursor =
        contents.table.scan(
            cursor,
            entry -> {
              if (!isMarked(entry.key)) {
                snapshot.freeze(this, entry, out);
              }
            });
    if (cursor == 0) {
      walked = true;
      close();
    }
    return !walked;
  }

  /** The entry is about to be changed or removed. */
  void changing(Entry entry) {
    long h = contents.table.hash(entry.key, 0, entry.key.length);
    if (isAhead(h) && !isMarked(entry.key)) {
      snapshot.handOver(this, entry);
      marks.add(h, new Mark(entry.key));
    }
  }

  /** A key is about to be added. */
  void arriving(long h, byte[] key) {
    if (isAhead(h) && !isMarked(key)) {
      marks.add(h, new Mark(key));
    }
  }

  void close() {
    contents.part(null);
    marks.clear();
  }

  private boolean isAhead(long h) {
    return !walked && HashTable.position(h) >= cursor;
  }

  private boolean isMarked(byte[] key) {
    return marks.size() != 0 && marks.find(key, 0, key.length) != null;
  }
}
