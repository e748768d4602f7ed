package dev.heddle.server.family;

import dev.heddle.store.Database;
import dev.heddle.store.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the keys of a database, by the cursor of SCAN, in steps between which the database
 * may change.
 *
 * <p>No key is met twice, whatever happens meanwhile: a key's place in the order of the walk
 * depends on nothing but the key, not even on the database.
 */
final class KeyWalk {
  /** Empty buckets are passed too, but no more than so many for each key that is asked for. */
  private static final int BUCKETS_PER_KEY = 10;

  private final Database db;
  private final @Nullable String type;
  private final long count;
  private final List<byte[]> keys = new ArrayList<>();
  private long cursor;
  private long seen;
  private long buckets;

  /**
   * Prepares to walk.
   *
   * @param cursor where an earlier walk ended, 0 to begin
   * @param count the walk ends as soon as it has seen as many keys
   * @param type the only type of which keys are wanted; null: all are
   */
  KeyWalk(Database db, long cursor, long count, @Nullable String type) {
    this.db = db;
    this.cursor = cursor;
    this.count = count;
    this.type = type;
  }

  /**
   * Goes on, under the server's lock, until about {@code most} more keys were seen; false: this was
   * the end.
   */
  boolean step(long now, long most) {
    long enough = most < count - seen ? seen + most : count;
    do {
      cursor = db.scan(cursor, now, this::see);
      buckets++;
    } while (cursor != 0 && seen < enough && buckets / BUCKETS_PER_KEY < count);
    return cursor != 0 && seen < count && buckets / BUCKETS_PER_KEY < count;
  }

  private void see(Entry entry) {
    seen++;
    if (type == null || entry.value().type().equalsIgnoreCase(type)) {
      keys.add(entry.key());
    }
  }

  /** The keys that were met since the last call; they may leave the lock. */
  List<byte[]> take() {
    List<byte[]> taken = List.copyOf(keys);
    keys.clear();
    return taken;
  }

  /** Where the next walk goes on; 0 when all keys were met. */
  long cursor() {
    return cursor;
  }
}
