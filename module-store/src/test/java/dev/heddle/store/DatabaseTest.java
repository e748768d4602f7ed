package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static final long NOW = 1_800_000_000_000L;

  private final Keyspace keyspace = new Keyspace(3, new SplittableRandom(1), Sizes.ofHeader(12));
  private final Database db = keyspace.database(0);
  private final Database other = keyspace.database(1);
  private final long emptyMemory = keyspace.usedMemory();
  private final List<String> told = new ArrayList<>();

  DatabaseTest() {
    keyspace.observer(
        new KeyspaceObserver() {
          @Override
          public void expired(Database from, byte[] key) {
            told.add(from.id() + " expired " + Keys.text(key));
          }

          @Override
          public void evicted(Database from, byte[] key) {
            told.add(from.id() + " evicted " + Keys.text(key));
          }
        });
  }

  @Test
  void aKeyLivesInItsLastMillisecondAndIsRemovedAfterIt() {
    put("k", NOW + 10);
    assertNotNull(find("k", NOW + 10));
    assertEquals(List.of(), told);
    assertNull(find("k", NOW + 11));
    assertEquals(List.of("0 expired k"), told);
    assertEquals(0, db.size());
    assertEquals(emptyMemory, keyspace.usedMemory());
  }

  @Test
  void peekingRemovesNothing() {
    put("k", NOW);
    byte[] k = Keys.bytes("k");
    assertNull(db.peek(k, 0, 1, NOW + 1));
    assertNotNull(db.peek(k, 0, 1, NOW));
    assertEquals(1, db.size());
  }

  @Test
  void hiddenKeysStayAndCannotBeSeen() {
    keyspace.expiryMode(ExpiryMode.HIDE);
    put("k", NOW);
    assertNull(find("k", NOW + 1));
    assertNull(db.random(NOW + 1));
    assertEquals(0, db.expireDue(NOW + 1, 10));
    db.scan(0, NOW + 1, e -> told.add("scanned"));
    db.forEach(NOW + 1, e -> told.add("walked"));
    assertNull(db.remove(Keys.bytes("k"), 0, 1, NOW + 1));
    assertEquals(1, db.size());
    assertEquals(List.of(), told);
  }

  @Test
  void ignoredExpiryLeavesKeysAlive() {
    keyspace.expiryMode(ExpiryMode.IGNORE);
    put("k", NOW);
    assertNotNull(find("k", NOW + 1));
    assertEquals(0, db.expireDue(NOW + 1, 10));
    assertNotNull(db.random(NOW + 1));
  }

  @Test
  void overwritingAnExpiredKeyTellsFirstThatItExpired() {
    put("k", NOW);
    Entry entry = db.put(Keys.bytes("k"), 0, 1, StringValue.of(2), Database.KEEP_EXPIRY, NOW + 1);
    assertEquals(Entry.NO_EXPIRY, entry.expireAt());
    assertEquals(List.of("0 expired k"), told);
  }

  @Test
  void dueKeysAreRemovedLongestExpiredFirstUpToTheNumberGiven() {
    put("c", NOW + 3);
    put("a", NOW + 1);
    put("d", NOW + 9);
    put("b", NOW + 2);
    assertEquals(2, db.expireDue(NOW + 5, 2));
    assertEquals(List.of("0 expired a", "0 expired b"), told);
    assertEquals(1, db.expireDue(NOW + 5, 2));
    assertEquals(1, db.size());
    assertEquals(4, db.averageTtl(NOW + 5));
  }

  @Test
  void aScanRemovesTheExpiredKeysItMeets() {
    put("dead", NOW);
    put("live", NOW + 100);
    List<String> seen = new ArrayList<>();
    long cursor = 0;
    do {
      cursor = db.scan(cursor, NOW + 1, e -> seen.add(Keys.text(e.key())));
    } while (cursor != 0);
    assertEquals(List.of("live"), seen);
    assertEquals(List.of("0 expired dead"), told);
  }

  @Test
  void aRandomKeyIsNeverAnExpiredOne() {
    put("dead", NOW);
    put("live", NOW + 100);
    for (int i = 0; i < 50; i++) {
      assertEquals("live", Keys.text(db.random(NOW + 1).key()));
    }
  }

  @Test
  void movingTakesValueExpiryAndUseAlong() {
    Entry entry = put("k", NOW + 50);
    keyspace.idleSeconds(entry, 33, NOW);
    Entry moved = db.move(entry, other, Keys.bytes("renamed"));
    assertNull(find("k", NOW));
    assertEquals("renamed", Keys.text(moved.key()));
    assertNotNull(other.find(Keys.bytes("renamed"), 0, 7, NOW));
    assertEquals("value", Keys.text((StringValue) moved.value()));
    assertEquals(NOW + 50, moved.expireAt());
    assertEquals(33, keyspace.idleSeconds(moved, NOW));
    assertEquals(1, other.expires());
    assertEquals(0, db.expires());
  }

  @Test
  void swappingExchangesContentsAndTheirMemory() {
    put("k", NOW + 50);
    long used = keyspace.usedMemory();
    keyspace.swap(0, 1);
    assertNull(find("k", NOW));
    assertNotNull(other.find(Keys.bytes("k"), 0, 1, NOW));
    assertEquals(1, other.expires());
    assertEquals(0, db.flush());
    assertEquals(used, keyspace.usedMemory());
    assertEquals(1, other.flush());
    assertEquals(emptyMemory, keyspace.usedMemory());
    keyspace.swap(1, 1);
  }

  @Test
  void flushingAllLeavesNothing() {
    put("a", NOW + 50);
    other.insert(Keys.bytes("b"), StringValue.of(1), Entry.NO_EXPIRY, NOW);
    assertEquals(2, keyspace.flushAll());
    assertEquals(emptyMemory, keyspace.usedMemory());
    assertEquals(0, db.size() + db.expires() + other.size());
    assertEquals(List.of(), told);
  }

  @Test
  void whatIsNotInTheDatabaseCannotBeRemovedFromIt() {
    Entry entry = put("k", NOW);
    assertThrows(IllegalStateException.class, () -> other.remove(entry));
  }

  @Test
  void anExpiryTimeBefore1970IsRefused() {
    Entry entry = put("k", NOW);
    assertThrows(IllegalArgumentException.class, () -> db.setExpiry(entry, -5));
  }

  private Entry put(String key, long expireAt) {
    byte[] k = Keys.bytes(key);
    return db.put(k, 0, k.length, StringValue.of(Keys.bytes("value")), expireAt, NOW);
  }

  private Entry find(String key, long now) {
    byte[] k = Keys.bytes(key);
    return db.find(k, 0, k.length, now);
  }
}
