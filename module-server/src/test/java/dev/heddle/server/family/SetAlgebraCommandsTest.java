package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SetAlgebraCommandsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandHarness redis = new CommandHarness();

  @Test
  void integersAreAnsweredInOrder() {
    redis.say("SADD a 3 1 2 100000");
    redis.say("SADD b 4 3 2");
    assertEquals("[\"2\", \"3\"]", redis.say("SINTER a b"));
    assertEquals("[\"1\", \"2\", \"3\", \"4\", \"100000\"]", redis.say("SUNION a b"));
    assertEquals("[\"1\", \"100000\"]", redis.say("SDIFF a b"));
  }

  @Test
  void packedMembersAreAnsweredInTheOrderOfTheSmallestSet() {
    redis.say("SADD a c b a 1");
    redis.say("SADD b x a 1 b y c");
    assertEquals("[\"c\", \"b\", \"a\", \"1\"]", redis.say("SINTER b a"));
    assertEquals("[\"x\", \"y\"]", redis.say("SDIFF b a"));
  }

  @Test
  void repliesAreSetsInResp3() {
    redis.resp(3).say("SADD a 1 2");
    assertEquals("#{\"1\", \"2\"}", redis.say("SINTER a"));
    assertEquals("#{\"1\", \"2\"}", redis.say("SUNION a a"));
    assertEquals("#{\"1\", \"2\"}", redis.say("SDIFF a none"));
    assertEquals("#{}", redis.say("SDIFF a a"));
    assertEquals("#{}", redis.say("SINTER a none"));
  }

  @Test
  void aMissingKeyIsAnEmptySet() {
    redis.say("SADD a 1");
    assertEquals("[]", redis.say("SINTER none a"));
    assertEquals("[]", redis.say("SINTER a none"));
    assertEquals(":0", redis.say("SINTERCARD 2 a none"));
    assertEquals("[\"1\"]", redis.say("SUNION none a none"));
    assertEquals("[]", redis.say("SUNION none"));
    assertEquals("[]", redis.say("SDIFF none a"));
    assertEquals("[\"1\"]", redis.say("SDIFF a none"));
  }

  @Test
  void anotherTypeIsAnErrorEvenBehindAMissingKey() {
    redis.say("SET str x");
    redis.say("SADD d 1");
    redis.effects();
    for (String command : List.of("SINTER", "SUNION", "SDIFF", "SINTERCARD 2")) {
      assertEquals(WRONG_TYPE, redis.say(command + " none str"), command);
    }
    for (String command : List.of("SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE")) {
      assertEquals(WRONG_TYPE, redis.say(command + " d none str"), command);
    }
    assertEquals(List.of(), redis.effects());
    assertEquals("[\"1\"]", redis.say("SMEMBERS d"));
  }

  @Test
  void storingOverwritesWhateverWasThere() {
    redis.say("SADD a 1 2");
    redis.say("SADD b 2 3");
    redis.say("SET d x EX 100");
    redis.effects();
    long dirty = redis.dirty();
    assertEquals(":3", redis.say("SUNIONSTORE d a b"));
    assertEquals(":-1", redis.say("TTL d"));
    assertEquals("[\"1\", \"2\", \"3\"]", redis.say("SMEMBERS d"));
    assertEquals(":1", redis.say("SINTERSTORE d a b"));
    assertEquals("[\"2\"]", redis.say("SMEMBERS d"));
    assertEquals(":1", redis.say("SDIFFSTORE d a b"));
    assertEquals("[\"1\"]", redis.say("SMEMBERS d"));
    assertEquals(3, redis.dirty() - dirty);
    assertEquals(
        List.of("SUNIONSTORE d a b", "SINTERSTORE d a b", "SDIFFSTORE d a b"), redis.effects());
  }

  @Test
  void theDestinationMayBeASource() {
    redis.say("SADD a 1 2 3");
    redis.say("SADD b 2 3 4");
    assertEquals(":4", redis.say("SUNIONSTORE a a b"));
    assertEquals("[\"1\", \"2\", \"3\", \"4\"]", redis.say("SMEMBERS a"));
    assertEquals(":1", redis.say("SDIFFSTORE a a b"));
    assertEquals("[\"1\"]", redis.say("SMEMBERS a"));
    assertEquals(":0", redis.say("SINTERSTORE b b a"));
    assertEquals(":0", redis.say("EXISTS b"));
    assertEquals(":0", redis.say("SDIFFSTORE a a a"));
    assertEquals(":0", redis.say("EXISTS a"));
  }

  @Test
  void anEmptyResultRemovesTheDestination() {
    redis.say("SADD a 1");
    for (String command :
        List.of("SINTERSTORE d a none", "SUNIONSTORE d none", "SDIFFSTORE d a a")) {
      redis.say("SET d x");
      redis.effects();
      assertEquals(":0", redis.say(command));
      assertEquals(":0", redis.say("EXISTS d"));
      assertEquals(":0", redis.say(command));
      assertEquals(List.of(command), redis.effects());
    }
  }

  @Test
  void whatIsStoredChoosesItsEncodingAnew() {
    redis.say("SADD a 1 2 a");
    redis.say("SADD b 1 2 " + "x".repeat(100));
    redis.say(
        "SADD many " + String.join(" ", IntStream.range(0, 200).mapToObj(i -> "m" + i).toList()));
    stores("intset", "SINTERSTORE d a b");
    stores("intset", "SINTERSTORE d b b a");
    stores("listpack", "SDIFFSTORE d a none");
    stores("hashtable", "SDIFFSTORE d b a");
    stores("hashtable", "SUNIONSTORE d a b");
    stores("hashtable", "SUNIONSTORE d many");
    redis.say("SADD few m1 m2");
    stores("listpack", "SINTERSTORE d many few");
  }

  private void stores(String encoding, String command) {
    redis.say(command);
    assertEquals('"' + encoding + '"', redis.say("OBJECT ENCODING d"), command);
  }

  @Test
  void anIntersectionIsCountedUpToALimit() {
    redis.say("SADD a 1 2 3 4 5");
    redis.say("SADD b 2 3 4 5 6");
    assertEquals(":4", redis.say("SINTERCARD 2 a b"));
    assertEquals(":4", redis.say("SINTERCARD 2 a b LIMIT 0"));
    assertEquals(":3", redis.say("SINTERCARD 2 a b LIMIT 3"));
    assertEquals(":4", redis.say("SINTERCARD 2 a b limit 9223372036854775807"));
    assertEquals(":1", redis.say("SINTERCARD 2 a b LIMIT 3 LIMIT 1"));
    redis.say(
        "SADD large " + String.join(" ", IntStream.range(0, 2000).mapToObj(i -> "m" + i).toList()));
    assertEquals(":2000", redis.say("SINTERCARD 1 large"));
    assertEquals(":7", redis.say("SINTERCARD 2 large large LIMIT 7"));
  }

  @Test
  void theArgumentsOfSintercardAreCheckedBeforeTheKeys() {
    redis.say("SET str x");
    for (String numkeys : List.of("0", "-1", "x", "9223372036854775808")) {
      assertEquals(
          "-ERR numkeys should be greater than 0", redis.say("SINTERCARD " + numkeys + " str"));
    }
    for (String numkeys : List.of("2", "9223372036854775807")) {
      assertEquals(
          "-ERR Number of keys can't be greater than number of args",
          redis.say("SINTERCARD " + numkeys + " str"));
    }
    for (String limit : List.of("-1", "x", "9223372036854775808")) {
      assertEquals("-ERR LIMIT can't be negative", redis.say("SINTERCARD 1 str LIMIT " + limit));
    }
    for (String rest : List.of("more", "LIMIT", "LIMIT 1 more", "more 1")) {
      assertEquals("-ERR syntax error", redis.say("SINTERCARD 1 str " + rest));
    }
  }

  @Test
  void readingSourcesIsCountedAsHitsAndMisses() {
    redis.say("SADD a 1");
    var lookups = redis.engine().lookups();
    long hits = lookups.hits();
    long misses = lookups.misses();
    redis.say("SINTER a none");
    redis.say("SUNIONSTORE d a none");
    assertEquals(2, lookups.hits() - hits);
    assertEquals(2, lookups.misses() - misses);
  }

  /** Sets of all encodings and sizes, so that both ways to subtract are gone. */
  @Test
  void agreesWithTheSetsOfJava() {
    var random = new Random(1);
    for (int round = 0; round < 60; round++) {
      List<Set<String>> sets = new ArrayList<>();
      var keys = new StringBuilder();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        sets.add(fill("k" + i, random));
        keys.append(" k").append(i);
      }
      assertEquals(and(sets), members("SINTER" + keys));
      assertEquals(":" + and(sets).size(), redis.say("SINTERCARD " + count + keys));
      assertEquals(or(sets), members("SUNION" + keys));
      assertEquals(without(sets), members("SDIFF" + keys));
      stored("SINTERSTORE", keys, and(sets));
      stored("SUNIONSTORE", keys, or(sets));
      stored("SDIFFSTORE", keys, without(sets));
    }
  }

  private Set<String> fill(String key, Random random) {
    int size = new int[] {1, 8, 100, 700}[random.nextInt(4)];
    String prefix = random.nextBoolean() ? "" : "m";
    Set<String> members = new HashSet<>();
    for (int i = 0; i < size; i++) {
      members.add((random.nextInt(10) == 0 ? "n" : prefix) + random.nextInt(size * 2));
    }
    redis.say("DEL " + key);
    redis.say("SADD " + key + " " + String.join(" ", members));
    return members;
  }

  private void stored(String command, CharSequence keys, Set<String> expected) {
    assertEquals(":" + expected.size(), redis.say(command + " d" + keys));
    assertEquals(expected, members("SMEMBERS d"));
  }

  /** The reply's elements, each there once. */
  private Set<String> members(String command) {
    String reply = redis.say(command).replaceAll("[\\[\\]\"]", "");
    var members = new TreeSet<String>();
    Stream.of(reply.split(", ")).filter(m -> !m.isEmpty()).forEach(m -> assertTrue(members.add(m)));
    return members;
  }

  private static Set<String> and(List<Set<String>> sets) {
    var result = new HashSet<>(sets.getFirst());
    sets.forEach(result::retainAll);
    return result;
  }

  private static Set<String> or(List<Set<String>> sets) {
    var result = new HashSet<String>();
    sets.forEach(result::addAll);
    return result;
  }

  private static Set<String> without(List<Set<String>> sets) {
    var result = new HashSet<>(sets.getFirst());
    sets.subList(1, sets.size()).forEach(result::removeAll);
    return result;
  }
}
