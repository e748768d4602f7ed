package dev.heddle.server.pubsub;

import dev.heddle.store.Node;
import java.util.Arrays;
import java.util.function.LongPredicate;

/** A key, of any database, and the ids of the clients that may have it cached, in order. */
final class TrackedKey extends Node {
  private static final int FIRST_ROOM = 2;

  private long[] ids = new long[FIRST_ROOM];
  private int count;

  TrackedKey(byte[] key) {
    super(key);
  }

  byte[] name() {
    return key;
  }

  int count() {
    return count;
  }

  long id(int i) {
    return ids[i];
  }

  /**
   * Adds an id; where there is no room, those that do not count any more leave first.
   *
   * @return by how many there are more
   */
  int add(long id, LongPredicate alive) {
    int at = Arrays.binarySearch(ids, 0, count, id);
    if (at >= 0) {
      return 0;
    }
    int before = count;
    if (count == ids.length) {
      keep(alive);
      at = Arrays.binarySearch(ids, 0, count, id);
    }
    int place = -at - 1;
    System.arraycopy(ids, place, ids, place + 1, count - place);
    ids[place] = id;
    count++;
    return count - before;
  }

  private void keep(LongPredicate alive) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (alive.test(ids[i])) {
        ids[kept++] = ids[i];
      }
    }
    count = kept;
    if (count > ids.length / 2) {
      ids = Arrays.copyOf(ids, 2 * ids.length);
    }
  }
}
