package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens while a snapshot is read, it gives each key once, as it was at the opening. */
class SnapshotProperties {
  private static final int DATABASES = 3;
  private static final long NOW = 1_000_000;

  private final Random random = new Random(1);
  private Keyspace keyspace = keyspace();

  private static Keyspace keyspace() {
    var keyspace = new Keyspace(DATABASES, new Random(2), Sizes.ofHeader(8));
    keyspace.expiryMode(ExpiryMode.DELETE);
    return keyspace;
  }

  @Property(tries = 300)
  void itIsTheStateOfOneInstant(
      @ForAll @IntRange(max = 400) int keys,
      @ForAll @IntRange(max = 30) int changesBetween,
      @ForAll @IntRange(min = 1, max = 20) int keysAtOnce,
      @ForAll Random chance) {
    keyspace = keyspace();
    for (int i = 0; i < 3 * keys; i++) {
      change(chance, keys, /* flushes= */ false);
    }
    Map<String, String> expected = contents();
    var actual = new HashMap<String, String>();
    try (Snapshot snapshot = keyspace.openSnapshot(NOW)) {
      assertEquals(expected.size(), snapshot.total());
      Snapshot.Slice slice;
      do {
        for (int i = chance.nextInt(changesBetween + 1); i > 0; i--) {
          change(chance, keys, /* flushes= */ true);
        }
        slice = snapshot.next(keysAtOnce, 1000);
        for (SnapshotEntry e : slice.entries()) {
          String text = text(e.value()) + "@" + e.expireAt();
          assertNull(actual.put(e.db() + ":" + Keys.text(e.key()), text), "once only");
        }
      } while (!slice.last());
      assertEquals(expected, actual);
      assertEquals(expected.size(), snapshot.read());
    }
  }

  @Example
  void oneIsOpenAtATime() {
    Snapshot first = keyspace.openSnapshot(NOW);
    assertThrows(IllegalStateException.class, () -> keyspace.openSnapshot(NOW));
    first.close();
    Snapshot second = keyspace.openSnapshot(NOW);
    first.close();
    assertThrows(IllegalStateException.class, () -> keyspace.openSnapshot(NOW));
    second.close();
  }

  @Example
  void whatIsGivenUpHalfWayCostsNothingMore() {
    fill(1000);
    Snapshot snapshot = keyspace.openSnapshot(NOW);
    snapshot.next(10, 1000);
    assertEquals(0, snapshot.handedOver());
    fill(1000);
    long handedOver = snapshot.handedOver();
    assertTrue(handedOver > 0);
    snapshot.close();
    fill(1000);
    assertEquals(handedOver, snapshot.handedOver());
  }

  @Example
  void expiredKeysAreLeftOut() {
    byte[] key = Keys.bytes("k");
    keyspace.database(0).put(key, 0, 1, StringValue.of(1), NOW - 1, NOW - 10);
    try (Snapshot snapshot = keyspace.openSnapshot(NOW)) {
      assertEquals(1, snapshot.total());
      assertEquals(List.of(), snapshot.next(100, 1000).entries());
    }
  }

  @Example
  void slicesAreBounded() {
    fill(1000);
    try (Snapshot snapshot = keyspace.openSnapshot(NOW)) {
      assertTrue(snapshot.next(10, 1 << 20).entries().size() <= 10 + 8);
      assertTrue(snapshot.next(1000, 500).entries().size() <= 20);
    }
  }

  @Example
  void anEmptyTableIsWalkedInSlicesToo() {
    fill(10_000);
    for (int i = 10; i < 10_000; i++) {
      byte[] key = Keys.bytes("k" + i);
      keyspace.database(0).remove(key, 0, key.length, NOW);
    }
    int slices = 0;
    try (Snapshot snapshot = keyspace.openSnapshot(NOW)) {
      while (!snapshot.next(4, 1000).last()) {
        slices++;
      }
    }
    assertTrue(slices > 1, () -> "the table was walked at once");
  }

  private void fill(int keys) {
    for (int i = 0; i < keys; i++) {
      byte[] key = Keys.bytes("k" + i);
      keyspace.database(0).put(key, 0, key.length, StringValue.of(random.nextLong()), NOW);
    }
  }

  private void change(Random chance, int keys, boolean flushes) {
    Database db = keyspace.database(chance.nextInt(DATABASES));
    byte[] key = Keys.bytes("k" + chance.nextInt(keys + 1));
    Entry entry = db.find(key, 0, key.length, NOW);
    int choice = chance.nextInt(flushes ? 40 : 36);
    if (entry == null || choice < 12) {
      set(db, key, chance);
    } else if (choice < 15) {
      db.replace(entry, chance.nextInt(9900, 10_100));
    } else if (choice < 18) {
      db.remove(key, 0, key.length, NOW);
    } else if (choice < 24) {
      append(db, entry);
    } else if (choice < 28) {
      db.setExpiry(entry, NOW + chance.nextInt(1000));
    } else if (choice < 30) {
      db.clearExpiry(entry);
    } else if (choice < 36) {
      move(db, entry, keyspace.database(chance.nextInt(DATABASES)), "k" + chance.nextInt(keys + 1));
    } else if (choice < 39) {
      keyspace.swap(chance.nextInt(DATABASES), chance.nextInt(DATABASES));
    } else if (chance.nextInt(5) == 0) {
      db.flush();
    }
  }

  /** Overwrites what is there, in most cases. */
  private static void set(Database db, byte[] key, Random chance) {
    int number = chance.nextInt(9900, 10_100);
    byte[] value = Keys.bytes(chance.nextBoolean() ? "v" + number : "" + number);
    db.putString(key, 0, key.length, value, 0, value.length, Entry.NO_EXPIRY, NOW);
  }

  private static void append(Database db, Entry entry) {
    db.edit(entry);
    db.edited(entry, ((StringValue) entry.value()).append(Keys.bytes("x"), 0, 1));
  }

  private static void move(Database db, Entry entry, Database target, String name) {
    byte[] key = Keys.bytes(name);
    if (target.find(key, 0, key.length, NOW) == null) {
      db.move(entry, target, key);
    }
  }

  private Map<String, String> contents() {
    var all = new HashMap<String, String>();
    for (int i = 0; i < DATABASES; i++) {
      String prefix = i + ":";
      keyspace
          .database(i)
          .forEach(
              NOW, e -> all.put(prefix + Keys.text(e.key()), text(e.value()) + "@" + e.expireAt()));
    }
    return all;
  }

  private static String text(Value value) {
    return Keys.text((StringValue) value);
  }
}
