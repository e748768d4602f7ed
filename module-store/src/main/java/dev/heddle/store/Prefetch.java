package dev.heddle.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings what several commands are about to look up into the processor's caches, all at once.
 *
 * <p>A look-up in a large table waits for memory some four times, one after the other: bucket,
 * place of the frame, frame, value. The look-ups of one batch do not depend on each other, so loops
 * that only take one of these steps for all of them let the processor wait for many at the same
 * time; the commands that follow find them in the cache. What is behind the keys is known then, so
 * the elements of large collections can follow in the same way. Nothing is decided here: a key that
 * is not there, or no longer in its place, costs a few nanoseconds.
 */
public final class Prefetch {
  private static final int MOST = 64;

  /** A table with fewer entries is in the caches anyway. */
  private static final int WORTHWHILE = 4096;

  /** Of keys, then of elements. */
  private final long[] hashes = new long[MOST];

  private int count;
  private final int[] numbers = new int[MOST];
  private final @Nullable Value[] collections;
  private int collected;
  private final @Nullable HashTable<?>[] tables;
  private final @Nullable Node[] nodes;
  private int touched;

  /** With no keys. */
  public Prefetch() {
    collections = new @Nullable Value[MOST];
    tables = new @Nullable HashTable<?>[MOST];
    nodes = new @Nullable Node[MOST];
  }

  /** Whether look-ups in this database are worth being prepared. */
  public static boolean pays(Database db) {
    return db.size() >= WORTHWHILE;
  }

  /** Whether look-ups of this key's elements are worth being prepared. */
  public static boolean pays(Database db, byte[] a, int off, int len) {
    KeyTable table = db.table();
    return isLarge(table.touch(table.number(table.hash(a, off, len))));
  }

  private static boolean isLarge(@Nullable Value value) {
    HashTable<?> table = value == null ? null : value.elements();
    return table != null && table.size() >= WORTHWHILE;
  }

  /** Adds a key of {@code db}, which is the same database until {@link #run}. */
  public void add(Database db, byte[] a, int off, int len) {
    if (count < MOST) {
      hashes[count++] = db.table().hash(a, off, len);
    }
  }

  /** Touches the entries of all keys that were added. */
  public void run(Database db) {
    run(db, /* collecting= */ false);
  }

  /**
   * Touches the entries of all keys that were added, and notes which of them have large
   * collections: {@link #runElements} must follow.
   *
   * @return for how many keys {@link #collection} may be asked; 0 where none has a large one
   */
  public int runAndCollect(Database db) {
    return run(db, /* collecting= */ true);
  }

  private int run(Database db, boolean collecting) {
    KeyTable table = db.table();
    int sum = 0;
    for (int i = 0; i < count; i++) {
      numbers[i] = table.number(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      sum += table.touchSlot(numbers[i]) ? 1 : 0;
    }
    collected = 0;
    for (int i = 0; i < count; i++) {
      Value value = table.touch(numbers[i]);
      if (value != null) {
        sum += value.touch();
        if (collecting && isLarge(value)) {
          collections[i] = value;
          collected = i + 1;
        }
      }
    }
    touched = sum; // kept, so that the compiler may not leave the loop out
    count = 0;
    return collected;
  }

  /** The large collection behind the {@code i}-th of the keys; null: there is none. */
  public @Nullable Value collection(int i) {
    return collections[i];
  }

  /** Adds an element of one of the {@link #collection}s. */
  public void addElement(Value collection, byte[] a, int off, int len) {
    HashTable<?> table = collection.elements();
    if (table != null && count < MOST) {
      tables[count] = table;
      hashes[count++] = table.hash(a, off, len);
    }
  }

  /** Touches all elements that were added, and forgets the collections. */
  public void runElements() {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      HashTable<?> table = tables[i];
      nodes[i] = table == null ? null : table.first(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      sum += HashTable.touch(nodes[i]);
    }
    touched = sum;
    // what is given up by its key must not be kept by this
    Arrays.fill(collections, 0, collected, null);
    Arrays.fill(tables, 0, count, null);
    Arrays.fill(nodes, 0, count, null);
    count = 0;
  }

  @Override
  public String toString() {
    return "Prefetch[" + count + " keys, " + touched + ']';
  }
}
