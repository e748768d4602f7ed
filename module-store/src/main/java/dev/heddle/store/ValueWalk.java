package dev.heddle.store;

/**
 * Copies a large collection for a snapshot, bit by bit, while the collection goes on changing.
 *
 * @param walk what reads its elements
 * @param copy what they are put into: complete when the walk is over, and only to be walked over;
 *     good until {@code release}
 * @param release lets the collection forget the walk
 */
record ValueWalk(TableWalk<?> walk, Value copy, Runnable release) {
  /** Collections with fewer elements are copied at once, in some twenty microseconds at most. */
  static final int LARGE = 512;

  /** Copies a little more; false when there is no more. */
  boolean step() {
    return walk.step();
  }

  void close() {
    walk.end();
    release.run();
  }
}
