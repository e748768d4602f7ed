package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What hashes take, compared with the heap of this JVM and with what Redis takes for the same. */
final class HashMemoryTest {
  private static final double REDIS_SMALL_HASHES = 50.6e6;
  private static final double REDIS_LARGE_HASH = 73.6e6;
  private static final Sizes COMPACT = Sizes.ofHeader(8);

  private final Packing packing = new Packing(new SipHash(1, 2));

  @Test
  void whatIsAccountedForSmallHashesIsWithinTenPercentOfTheHeap() {
    assertAccounted(this::smallHashes);
  }

  @Test
  void whatIsAccountedForALargeHashIsWithinTenPercentOfTheHeap() {
    assertAccounted(db -> largeHash(db, 300_000));
  }

  @Test
  void hashesTakeLessThanInRedis() {
    double small = used(this::smallHashes);
    assertTrue(small <= REDIS_SMALL_HASHES, "300,000 hashes of 4 fields: " + small);
    double large = used(db -> largeHash(db, 1_000_000));
    assertTrue(large <= REDIS_LARGE_HASH, "a hash of a million fields: " + large);
  }

  private static double used(Consumer<Database> fill) {
    var keyspace = new Keyspace(1, new SplittableRandom(1), COMPACT);
    fill.accept(keyspace.database(0));
    return keyspace.usedMemory();
  }

  private static void assertAccounted(Consumer<Database> fill) {
    long before = LiveHeap.bytes();
    var keyspace = new Keyspace(1, new SplittableRandom(1), LiveHeap.sizes());
    fill.accept(keyspace.database(0));
    double heap = LiveHeap.bytes() - before;
    assertEquals(1, keyspace.usedMemory() / heap, 0.1);
  }

  private void smallHashes(Database db) {
    for (int i = 0; i < 300_000; i++) {
      Entry entry = put(db, "hash:" + i);
      db.edit(entry);
      for (int field = 1; field <= 4; field++) {
        put(entry, "field" + field, "value" + field);
      }
      db.edited(entry);
    }
  }

  private void largeHash(Database db, int fields) {
    Entry entry = put(db, "hash");
    db.edit(entry);
    for (int i = 0; i < fields; i++) {
      put(entry, "field:" + i, "value:" + i);
    }
    db.edited(entry);
  }

  private static Entry put(Database db, String key) {
    return db.put(Keys.bytes(key), 0, key.length(), new HashValue(), 0);
  }

  private void put(Entry entry, String field, String value) {
    ((HashValue) entry.value())
        .put(Keys.bytes(field), 0, field.length(), Keys.bytes(value), 0, value.length(), packing);
  }
}
