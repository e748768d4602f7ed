package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ScanCommandsTest {
  private static final int MANY = ScanCommands.AT_ONCE + 5000;

  private final CommandHarness redis = new CommandHarness();

  @Test
  void keysThatStayAreScannedOnceWhateverTheOthersDo() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      redis.say("SET stays" + i + " v");
    }
    var seen = new ArrayList<String>();
    String cursor = "0";
    int extra = 0;
    do {
      cursor = scan(cursor, seen, "COUNT", "3");
      boolean growing = extra < 1500 && random.nextInt(3) > 0;
      for (int i = 0; i < 40; i++) {
        redis.say(growing ? "SET comes" + extra++ + " v" : "DEL comes" + --extra);
      }
    } while (!cursor.equals("0"));
    var staying = seen.stream().filter(key -> key.startsWith("stays")).toList();
    assertEquals(500, staying.size());
    assertEquals(500, Set.copyOf(staying).size());
  }

  @Test
  void countIsHowManyKeysAreLookedAtNotHowManyMatch() {
    for (int i = 0; i < 1000; i++) {
      redis.say("SET key" + i + " v");
    }
    var seen = new ArrayList<String>();
    String cursor = scan("0", seen, "MATCH", "key99?", "COUNT", "100");
    assertFalse(cursor.equals("0"));
    assertTrue(seen.size() <= 10);
    while (!cursor.equals("0")) {
      cursor = scan(cursor, seen, "match", "key99?", "count", "100");
    }
    assertEquals(10, Set.copyOf(seen).size());
  }

  @Test
  void aScanOfEverythingAtOnceIsComplete() {
    fill(MANY);
    var seen = new ArrayList<String>();
    assertEquals("0", scan("0", seen, "COUNT", "1000000000000"));
    assertEquals(MANY, seen.size());
    assertEquals(MANY, new HashSet<>(seen).size());
  }

  @Test
  void expiredKeysAreNotScannedButRemoved() {
    redis.say("SET stays v");
    redis.say("SET goes v PX 10");
    redis.clock().advance(11);
    redis.effects();
    assertEquals("[\"0\", [\"stays\"]]", redis.say("SCAN 0 COUNT 100"));
    assertEquals(List.of("DEL goes"), redis.effects());
  }

  @Test
  void typesAreComparedInAnyCase() {
    redis.say("SET k v");
    assertEquals("[\"0\", [\"k\"]]", redis.say("SCAN 0 TYPE STRING"));
    assertEquals("[\"0\", []]", redis.say("SCAN 0 TYPE list"));
    assertEquals("[\"0\", []]", redis.say("SCAN 0 TYPE nonsense"));
  }

  @Test
  void everyTypeCanBeScannedFor() {
    redis.say("SET a v");
    redis.say("RPUSH b v");
    redis.say("SADD c v");
    redis.say("ZADD d 1 v");
    redis.say("HSET e f v");
    assertEquals("[\"0\", [\"a\"]]", redis.say("SCAN 0 TYPE string"));
    assertEquals("[\"0\", [\"b\"]]", redis.say("SCAN 0 TYPE list"));
    assertEquals("[\"0\", [\"c\"]]", redis.say("SCAN 0 TYPE set"));
    assertEquals("[\"0\", [\"d\"]]", redis.say("SCAN 0 TYPE zset"));
    assertEquals("[\"0\", [\"e\"]]", redis.say("SCAN 0 TYPE hash"));
    assertEquals("[\"0\", []]", redis.say("SCAN 0 TYPE zset MATCH e"));
  }

  @Test
  void keysOfALargeDatabaseAreGatheredOutsideTheLock() {
    fill(MANY);
    assertEquals(MANY, Set.copyOf(elements(redis.run("KEYS", "*"))).size());
    assertEquals(MANY, elements(redis.run("KEYS", "*")).size());
    assertEquals(11, elements(redis.run("KEYS", "key1234*")).size());
    assertEquals(0, elements(redis.run("KEYS", "nothing")).size());
  }

  @Test
  void keysThatExpireAreLeftOutOfALargeDatabaseToo() {
    fill(MANY);
    redis.say("PEXPIRE key1 10");
    redis.say("PEXPIRE key2 10");
    redis.clock().advance(11);
    redis.effects();
    assertEquals(MANY - 2, elements(redis.run("KEYS", "*")).size());
    List<String> effects = new ArrayList<>(redis.effects());
    effects.removeAll(List.of("MULTI", "EXEC"));
    assertEquals(Set.of("DEL key1", "DEL key2"), Set.copyOf(effects));
    redis.say("SET next v");
    assertEquals(List.of("SET next v"), redis.effects());
  }

  @Test
  void keysAreOfTheSelectedDatabase() {
    redis.say("SET a v");
    redis.say("SELECT 1");
    redis.say("SET b v");
    assertEquals("[\"b\"]", redis.say("KEYS *"));
    assertEquals("[\"0\", [\"b\"]]", redis.say("SCAN 0"));
  }

  private void fill(int count) {
    for (int i = 0; i < count; i += 100) {
      var words = new ArrayList<String>(List.of("MSET"));
      for (int j = i; j < i + 100; j++) {
        words.addAll(List.of("key" + j, "v"));
      }
      redis.run(words.toArray(String[]::new));
    }
  }

  /** Adds the keys to {@code seen} and returns the next cursor. */
  private String scan(String cursor, List<String> seen, String... options) {
    var words = new ArrayList<String>(List.of("SCAN", cursor));
    words.addAll(List.of(options));
    var reply = (Reply.Array) redis.run(words.toArray(String[]::new));
    seen.addAll(elements(reply.elements().get(1)));
    return ((Reply.Bulk) reply.elements().get(0)).text();
  }

  private static List<String> elements(Reply reply) {
    return ((Reply.Array) reply).elements().stream().map(e -> ((Reply.Bulk) e).text()).toList();
  }
}
