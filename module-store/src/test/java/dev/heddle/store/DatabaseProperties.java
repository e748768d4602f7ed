package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DatabaseProperties {
  private record Held(String value, long expireAt) {}

  private Keyspace keyspace;
  private Database db;
  private Map<String, Held> model;
  private final Set<String> expired = new HashSet<>();
  private long now;
  private long emptyMemory;

  @Property(tries = 200)
  void agreesWithAMapWhileTheClockMoves(
      @ForAll @IntRange(max = 3000) int steps, @ForAll Random random) {
    start(random);
    for (int i = 0; i < steps; i++) {
      String key = key(random.nextInt(200));
      step(random.nextInt(12), key, random);
      if (i % 100 == 0) {
        check();
      }
    }
    check();
    model.keySet().forEach(k -> db.remove(Keys.bytes(k), 0, k.length(), now));
    long left = keyspace.usedMemory() - emptyMemory;
    assertTrue(left >= 0 && left <= 4 * Long.BYTES, "more than room for four buckets: " + left);
  }

  private void start(Random random) {
    keyspace = new Keyspace(1, random, Sizes.ofHeader(8));
    emptyMemory = keyspace.usedMemory();
    db = keyspace.database(0);
    model = new HashMap<>();
    now = 1_000_000;
    keyspace.observer(
        new KeyspaceObserver() {
          @Override
          public void expired(Database from, byte[] key) {
            assertTrue(expired.add(Keys.text(key)));
          }

          @Override
          public void evicted(Database from, byte[] key) {
            throw new AssertionError();
          }
        });
  }

  /** A tenth of the keys is longer than what one byte says the length of. */
  private static String key(int number) {
    return number % 10 == 0 ? "k".repeat(127 + number) : "k" + number;
  }

  /** Numbers, short texts, and texts about as long as those that lie beside their keys. */
  private static String text(Random random) {
    String number = "" + random.nextInt(20_000);
    return switch (random.nextInt(5)) {
      case 0, 1 -> number;
      case 2 -> "v".repeat(KeyFrame.LONGEST_TEXT - 2) + number;
      default -> "v" + number;
    };
  }

  private void step(int choice, String key, Random random) {
    byte[] k = Keys.bytes(key);
    forgetExpired();
    Held held = model.get(key);
    String text = text(random);
    long at = now + random.nextInt(2000);
    switch (choice) {
      case 0 -> put(key, text, Entry.NO_EXPIRY);
      case 1 -> put(key, text, at);
      case 2 -> put(key, text, Database.KEEP_EXPIRY);
      case 3 -> assertEquals(model.remove(key) != null, db.remove(k, 0, k.length, now) != null);
      case 4 -> expiry(key, at);
      case 5 -> expiry(key, Entry.NO_EXPIRY);
      case 6 -> append(key, text);
      case 7 -> now += random.nextInt(100);
      case 8 -> db.expireDue(now, random.nextInt(5));
      case 9 -> count(key, random.nextInt(20_000));
      case 10 -> {
        Entry any = db.random(now);
        assertEquals(model.isEmpty(), any == null);
        assertTrue(any == null || model.containsKey(Keys.text(any.key())));
      }
      default -> same(held, db.find(k, 0, k.length, now));
    }
  }

  private void put(String key, String text, long at) {
    byte[] k = Keys.bytes("-" + key);
    Held held = model.get(key);
    long kept = held == null ? Entry.NO_EXPIRY : held.expireAt();
    Held fresh = new Held(text, at == Database.KEEP_EXPIRY ? kept : at);
    model.put(key, fresh);
    byte[] value = Keys.bytes(text);
    same(
        fresh,
        text.length() % 2 == 0
            ? db.put(k, 1, key.length(), StringValue.of(value), at, now)
            : db.putString(k, 1, key.length(), value, 0, value.length, at, now));
  }

  private void count(String key, long number) {
    byte[] k = Keys.bytes(key);
    Entry entry = db.find(k, 0, k.length, now);
    if (entry != null) {
      db.replace(entry, number);
      model.compute(key, (same, old) -> new Held(Long.toString(number), old.expireAt()));
    }
  }

  private void expiry(String key, long at) {
    byte[] k = Keys.bytes(key);
    Entry entry = db.find(k, 0, k.length, now);
    if (entry != null) {
      Entry fresh = at == Entry.NO_EXPIRY ? db.clearExpiry(entry) : db.setExpiry(entry, at);
      model.compute(key, (same, old) -> new Held(old.value(), at));
      same(model.get(key), fresh);
    }
  }

  private void append(String key, String text) {
    byte[] k = Keys.bytes(key);
    Entry entry = db.find(k, 0, k.length, now);
    if (entry != null) {
      db.edit(entry);
      db.edited(entry, ((StringValue) entry.value()).append(Keys.bytes(text), 0, text.length()));
      model.compute(key, (same, old) -> new Held(old.value() + text, old.expireAt()));
    }
  }

  private void forgetExpired() {
    model.values().removeIf(h -> h.expireAt() != Entry.NO_EXPIRY && now > h.expireAt());
    expired.clear();
  }

  private void check() {
    forgetExpired();
    Set<String> scanned = new HashSet<>();
    long cursor = 0;
    do {
      cursor = db.scan(cursor, now, e -> assertTrue(scanned.add(Keys.text(e.key()))));
    } while (cursor != 0);
    assertEquals(model.keySet(), scanned);
    assertEquals(model.size(), db.size());
    db.forEach(now, e -> same(model.get(Keys.text(e.key())), e));
    var ttls = model.values().stream().mapToLong(Held::expireAt).filter(t -> t >= 0);
    assertEquals(Math.round(ttls.map(t -> t - now).average().orElse(0)), db.averageTtl(now));
    assertEquals(model.values().stream().filter(h -> h.expireAt() >= 0).count(), db.expires());
    checkMemory();
  }

  /** Entries exactly; table and queue of at most 200 keys within bounds: 28 bytes for each. */
  private void checkMemory() {
    long[] frame = {keyspace.usedMemory() - emptyMemory};
    db.forEach(now, e -> frame[0] -= keyspace.memory(e));
    assertTrue(frame[0] >= 0 && frame[0] < 28 * 256, "" + frame[0]);
  }

  private static void same(Held expected, Entry entry) {
    if (expected == null) {
      assertNull(entry);
    } else {
      assertEquals(expected.value(), Keys.text((StringValue) entry.value()));
      assertEquals(expected.expireAt(), entry.expireAt());
    }
  }
}
