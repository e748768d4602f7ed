package dev.heddle.store;

/**
 * Brings what several commands are about to look up into the processor's caches, all at once.
 *
 * <p>A look-up in a large table waits for memory some four times, one after the other: bucket,
 * place of the frame, frame, value. The look-ups of one batch do not depend on each other, so loops
 * that only take one of these steps for all of them let the processor wait for many at the same
 * time; the commands that follow find them in the cache. Nothing is decided here: a key that is not
 * there, or no longer in its place, costs a few nanoseconds.
 */
public final class Prefetch {
  private static final int MOST = 64;

  /** A table with fewer entries is in the caches anyway. */
  private static final int WORTHWHILE = 4096;

  private final long[] hashes = new long[MOST];
  private final int[] numbers = new int[MOST];
  private int count;
  private int touched;

  /** With no keys. */
  public Prefetch() {}

  /** Whether look-ups in this database are worth being prepared. */
  public static boolean pays(Database db) {
    return db.size() >= WORTHWHILE;
  }

  /** Adds a key of {@code db}, which is the same database until {@link #run}. */
  public void add(Database db, byte[] a, int off, int len) {
    if (count < MOST) {
      hashes[count++] = db.table().hash(a, off, len);
    }
  }

  /** Touches the entries of all keys that were added. */
  public void run(Database db) {
    KeyTable table = db.table();
    int sum = 0;
    for (int i = 0; i < count; i++) {
      numbers[i] = table.number(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      sum += table.touchSlot(numbers[i]) ? 1 : 0;
    }
    for (int i = 0; i < count; i++) {
      sum += table.touch(numbers[i]);
    }
    touched = sum; // kept, so that the compiler may not leave the loop out
    count = 0;
  }

  @Override
  public String toString() {
    return "Prefetch[" + count + " keys, " + touched + ']';
  }
}
