package dev.heddle.store;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads a table as it was at one instant, bit by bit, while the table goes on changing.
 *
 * <p>The table is walked in the order of its scan, see {@link LinearHashing}: it is known of each
 * element whether it was read. One that was not is read before it changes; one that is new there is
 * noted, so that the walk leaves it out.
 *
 * <pre>
 *   positions of a table   |========== read ==========|.......... not yet ..........|
 *   what changes here       is not seen                 is read first, and noted
 * </pre>
 */
final class TableWalk<N> {
  private final Walkable<N> table;
  private final Consumer<? super N> out;

  /** Keys not yet walked past that were read early, or were not there. */
  private final HashTable<Mark> marks;

  /** The scan's cursor. */
  private long cursor;

  private boolean walked;

  private static final class Mark extends Node {
    Mark(byte[] key) {
      super(key);
    }
  }

  /** A walk that reads nothing yet; {@code out} takes each element, before it changes. */
  TableWalk(Walkable<N> table, Consumer<? super N> out) {
    this.table = table;
    this.out = out;
    this.marks = table.ofKeys();
  }

  /** Reads one bucket; false when there is no more. */
  boolean step() {
    if (walked) {
      return false;
    }
    cursor =
        table.scan(
            cursor,
            element -> {
              if (!isMarked(table.hash(element), element)) {
                out.accept(element);
              }
            });
    if (cursor == 0) {
      end();
    }
    return !walked;
  }

  /** Reads all that is left. */
  void finish() {
    while (!walked) {
      step();
    }
  }

  /** Reads no more. */
  void end() {
    walked = true;
    marks.clear();
  }

  /** The element is about to be changed, or was just removed. */
  void changing(N element) {
    long h = table.hash(element);
    if (isAhead(h) && !isMarked(h, element)) {
      out.accept(element);
      mark(h, table.array(element), table.keyAt(element), table.keyLength(element));
    }
  }

  /** The element is about to be added. */
  void arriving(N element) {
    long h = table.hash(element);
    arriving(h, table.array(element), table.keyAt(element), table.keyLength(element));
  }

  /** An element with this key is about to be added. */
  void arriving(long h, byte[] a, int off, int len) {
    if (isAhead(h) && marks.find(h, a, off, len) == null) {
      mark(h, a, off, len);
    }
  }

  private void mark(long h, byte[] a, int off, int len) {
    marks.add(h, new Mark(Arrays.copyOfRange(a, off, off + len)));
  }

  private boolean isAhead(long h) {
    return !walked && LinearHashing.position(h) >= cursor;
  }

  private boolean isMarked(long h, N element) {
    return marks.size() != 0
        && marks.find(h, table.array(element), table.keyAt(element), table.keyLength(element))
            != null;
  }
}
