package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the memory as accounted with what the heap of this JVM shows. */
class MemoryAccountingTest {
  private static final int KEYS = 300_000;

  @Test
  void whatIsAccountedIsWithinTenPercentOfTheHeap() {
    long before = LiveHeap.bytes();
    var keyspace = new Keyspace(16, new SplittableRandom(1), LiveHeap.sizes());
    fill(keyspace.database(0));
    long after = LiveHeap.bytes();
    double heap = after - before;
    assertEquals(1, keyspace.usedMemory() / heap, 0.1);
  }

  /** Numbers, short and long strings, appended ones, half of them with expiry times. */
  private static void fill(Database db) {
    for (int i = 0; i < KEYS; i++) {
      byte[] key = Keys.bytes("key:" + i);
      long expireAt = i % 2 == 0 ? Entry.NO_EXPIRY : 1_000_000L + i;
      Entry entry = db.put(key, 0, key.length, value(i), expireAt, 0);
      if (i % 16 == 5) {
        db.edit(entry);
        db.edited(entry, ((StringValue) entry.value()).append(key, 0, key.length));
      }
    }
  }

  private static StringValue value(int i) {
    return i % 3 == 0 ? StringValue.of(i) : StringValue.of(new byte[i % 150]);
  }
}
