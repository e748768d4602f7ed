package dev.heddle.store;

/** What a {@link Snapshot} knows of the contents of one database. */
final class SnapshotPart {
  private final Contents contents;
  private final TableWalk<Entry> walk;

  /** Reads what had the index {@code db} for a snapshot. */
  SnapshotPart(Snapshot snapshot, int db, Contents contents) {
    this.contents = contents;
    this.walk = new TableWalk<>(contents.table, entry -> snapshot.read(db, entry));
  }

  /** Reads one bucket; false when that was the last. */
  boolean step() {
    boolean more = walk.step();
    if (!more) {
      close();
    }
    return more;
  }

  /** The entry is about to be changed or removed. */
  void changing(Entry entry) {
    walk.changing(entry);
  }

  /** The key is about to be added. */
  void arriving(long h, byte[] frame) {
    walk.arriving(h, frame, Frame.keyAt(frame), Frame.keyLength(frame));
  }

  void close() {
    walk.end();
    contents.part(null);
  }
}
