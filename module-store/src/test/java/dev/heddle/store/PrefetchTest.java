package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PrefetchTest {
  private static final int MANY = 5000;

  private final Keyspace keyspace = new Keyspace(1, new SplittableRandom(1), Sizes.ofHeader(8));
  private final Database db = keyspace.database(0);
  private final Prefetch prefetch = new Prefetch();

  private SetValue set(String key, int members) {
    var set = new SetValue();
    for (int i = 0; i < members; i++) {
      byte[] member = Keys.bytes("m" + i);
      set.add(member, 0, member.length, keyspace.packing());
    }
    byte[] name = Keys.bytes(key);
    db.insert(name, set, Entry.NO_EXPIRY, 0);
    return set;
  }

  private boolean pays(String key) {
    byte[] name = Keys.bytes("<" + key + ">");
    return Prefetch.pays(db, name, 1, key.length());
  }

  private void add(String key) {
    byte[] name = Keys.bytes("<" + key + ">");
    prefetch.add(db, name, 1, key.length());
  }

  @Test
  void oneLargeCollectionIsWorthIt() {
    set("large", MANY);
    set("small", 10);
    db.insert(Keys.bytes("text"), StringValue.of(Keys.bytes("abc")), Entry.NO_EXPIRY, 0);
    assertFalse(Prefetch.pays(db));
    assertTrue(pays("large"));
    assertFalse(pays("small"));
    assertFalse(pays("text"));
    assertFalse(pays("none"));
  }

  @Test
  void largeCollectionsAreFoundAtTheirKeysAndLetGo() {
    SetValue large = set("large", MANY);
    set("expires", MANY);
    db.setExpiry(entry("expires"), 1000);
    set("small", 10);
    for (String key : new String[] {"none", "large", "small", "expires", "large", "small"}) {
      add(key);
    }
    assertEquals(5, prefetch.runAndCollect(db), "none behind the last large one");
    assertNull(prefetch.collection(0));
    assertSame(large, prefetch.collection(1));
    assertNull(prefetch.collection(2));
    assertSame(entry("expires").value(), prefetch.collection(3));
    byte[] there = Keys.bytes("m77");
    prefetch.addElement(large, there, 0, there.length);
    prefetch.addElement(large, Keys.bytes("absent"), 0, 6);
    prefetch.runElements();
    for (int i = 0; i < 6; i++) {
      assertNull(prefetch.collection(i), "a set that is deleted must not be kept");
    }
    add("large");
    prefetch.run(db);
    assertNull(prefetch.collection(0), "nobody has asked for it");
    add("none");
    add("small");
    assertEquals(0, prefetch.runAndCollect(db));
  }

  private Entry entry(String key) {
    byte[] name = Keys.bytes(key);
    return Objects.requireNonNull(db.peek(name, 0, name.length, 0));
  }

  @Test
  void whatIsTooManyIsLeftOut() {
    SetValue large = set("large", MANY);
    for (int i = 0; i < 200; i++) {
      add("large");
    }
    int keys = prefetch.runAndCollect(db);
    assertTrue(keys >= 16 && keys < 200, () -> "keys: " + keys);
    for (int i = 0; i < 200; i++) {
      prefetch.addElement(large, Keys.bytes("m1"), 0, 2);
    }
    prefetch.runElements();
  }
}
