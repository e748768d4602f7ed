package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.command.Call;
import dev.heddle.store.Database;
import dev.heddle.store.Keyspace;
import dev.heddle.store.Sizes;
import dev.heddle.store.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class KeyWalkTest {
  private static final long NOW = MovableClock.START;

  private final SplittableRandom random = new SplittableRandom(3);
  private final Keyspace keyspace = new Keyspace(2, random, Sizes.ofHeader(8));
  private final Database db = keyspace.database(0);

  @Test
  void meetsWhatStaysOnceAndNothingTwiceWhileTheDatabaseChanges() {
    for (int i = 0; i < 5000; i++) {
      put("stays" + i);
    }
    var walk = new KeyWalk(db, 0, Long.MAX_VALUE, null);
    var met = new ArrayList<String>();
    boolean more = true;
    for (int round = 0; more; round++) {
      more = walk.step(NOW, 100);
      walk.take().forEach(key -> met.add(new String(key, StandardCharsets.ISO_8859_1)));
      for (int i = 0; i < 300; i++) {
        String key = "moving" + random.nextInt(3000);
        if (random.nextInt(round % 20 < 10 ? 4 : 2) == 0) {
          remove(key);
        } else {
          put(key);
        }
      }
    }
    assertEquals(met.size(), new HashSet<>(met).size());
    assertEquals(5000, met.stream().filter(key -> key.startsWith("stays")).count());
  }

  @Test
  void meetsNothingTwiceWhenDatabasesAreSwappedMeanwhile() {
    for (int i = 0; i < 1000; i++) {
      put("key" + i);
    }
    keyspace.swap(0, 1);
    for (int i = 500; i < 1500; i++) {
      put("key" + i);
    }
    var walk = new KeyWalk(db, 0, Long.MAX_VALUE, null);
    var met = new ArrayList<String>();
    while (walk.step(NOW, 10)) {
      walk.take().forEach(key -> met.add(new String(key, StandardCharsets.ISO_8859_1)));
      keyspace.swap(0, 1);
    }
    assertEquals(met.size(), new HashSet<>(met).size());
  }

  @Test
  void endsAfterAsManyKeysAsWanted() {
    for (int i = 0; i < 1000; i++) {
      put("key" + i);
    }
    var walk = new KeyWalk(db, 0, 50, null);
    assertTrue(walk.step(NOW, 20));
    while (walk.step(NOW, 20)) {
      assertTrue(walk.cursor() != 0);
    }
    int met = walk.take().size();
    assertTrue(met >= 50 && met < 70, () -> met + " keys");
    assertEquals(List.of(), walk.take());
  }

  private void put(String key) {
    byte[] k = Call.ascii(key);
    db.put(k, 0, k.length, StringValue.of(1), NOW);
  }

  private void remove(String key) {
    byte[] k = Call.ascii(key);
    db.remove(k, 0, k.length, NOW);
  }
}
