package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SetCommandsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandHarness redis = new CommandHarness();

  // ---- adding and removing

  @Test
  void addingCountsWhatWasNotThere() {
    assertEquals(":3", redis.say("SADD s a b a c"));
    assertEquals(":0", redis.say("SADD s a b"));
    assertEquals(":1", redis.say("SADD s b d"));
    assertEquals(":4", redis.say("SCARD s"));
    assertEquals(List.of("SADD s a b a c", "SADD s b d"), redis.effects());
    assertEquals(4, redis.dirty());
  }

  @Test
  void removingTheLastMemberRemovesTheKey() {
    redis.say("SADD s a b");
    redis.say("EXPIRE s 100");
    redis.effects();
    assertEquals(":1", redis.say("SREM s a x"));
    assertEquals(":0", redis.say("SREM s a"));
    assertEquals(":1", redis.say("SREM s b b b"));
    assertEquals(":0", redis.say("EXISTS s"));
    assertEquals(":0", redis.say("SREM s b"));
    assertEquals(List.of("SREM s a x", "SREM s b b b"), redis.effects());
    redis.say("SADD s a");
    assertEquals(":-1", redis.say("TTL s"));
  }

  @Test
  void membersAreAnyBytes() {
    redis.run("SADD", "s", "", "\0\r\n\u00ff", "007", "7", "-0");
    assertEquals(
        "[:1, :1, :1, :1, :1, :0]",
        say("SMISMEMBER", "s", "", "\0\r\n\u00ff", "007", "7", "-0", "0"));
    assertEquals(":1", say("SREM", "s", ""));
    assertEquals("[\"\0\r\n\u00ff\", \"007\", \"7\", \"-0\"]", redis.say("SMEMBERS s"));
  }

  @Test
  void anotherTypeIsAnErrorBeforeAnythingChanges() {
    redis.say("SET str x");
    redis.say("SADD s a");
    redis.effects();
    for (String command :
        List.of(
            "SADD str a",
            "SREM str a",
            "SCARD str",
            "SISMEMBER str a",
            "SMISMEMBER str a",
            "SMEMBERS str",
            "SPOP str",
            "SPOP str 0",
            "SRANDMEMBER str",
            "SRANDMEMBER str 0",
            "SSCAN str 0",
            "SMOVE str s a",
            "SMOVE s str a",
            "SMOVE s str missing")) {
      assertEquals(WRONG_TYPE, redis.say(command), command);
    }
    assertEquals(List.of(), redis.effects());
    assertEquals("[\"a\"]", redis.say("SMEMBERS s"));
    assertEquals("\"x\"", redis.say("GET str"));
  }

  @Test
  void aMissingKeyIsAnEmptySet() {
    assertEquals(":0", redis.say("SCARD none"));
    assertEquals(":0", redis.say("SISMEMBER none a"));
    assertEquals("[:0, :0]", redis.say("SMISMEMBER none a b"));
    assertEquals("[]", redis.say("SMEMBERS none"));
    assertEquals(":0", redis.say("SREM none a"));
    assertEquals("nil", redis.say("SPOP none"));
    assertEquals("[]", redis.say("SPOP none 3"));
    assertEquals("nil", redis.say("SRANDMEMBER none"));
    assertEquals("[]", redis.say("SRANDMEMBER none -3"));
    assertEquals("[\"0\", []]", redis.say("SSCAN none 0 COUNT what"));
    assertEquals(":0", redis.say("SMOVE none str a"));
    assertEquals(List.of(), redis.effects());
  }

  @Test
  void setsAreSetsInResp3() {
    redis.resp(3).say("SADD s 2 1");
    assertEquals("#{\"1\", \"2\"}", redis.say("SMEMBERS s"));
    assertEquals("#{}", redis.say("SMEMBERS none"));
    assertEquals("[\"1\", \"2\"]", redis.say("SRANDMEMBER s 2"));
    assertEquals("#{}", redis.say("SPOP s 0"));
    assertEquals("#{\"1\", \"2\"}", redis.say("SPOP s 5"));
    assertEquals("#{}", redis.say("SPOP s 5"));
    assertEquals("nil", redis.say("SPOP s"));
  }

  // ---- encodings

  @Test
  void theEncodingFollowsFromTheMembers() {
    assertEncoding("intset", "SADD s 3 1 2");
    assertEncoding("listpack", "SADD s a");
    assertEquals("[\"1\", \"2\", \"3\", \"a\"]", redis.say("SMEMBERS s"));
    assertEncoding("listpack", "SADD s " + "x".repeat(64));
    assertEncoding("hashtable", "SADD s " + "x".repeat(65));
    redis.say("SREM s " + "x".repeat(65));
    assertEncoding("hashtable", "SREM s a");
    redis.say("DEL s");
    assertEncoding("listpack", "SADD s " + numbered("m", 128));
    assertEncoding("hashtable", "SADD s one-more");
    redis.say("DEL s");
    assertEncoding("hashtable", "SADD s " + numbered("m", 129));
    redis.say("DEL s");
    assertEncoding("intset", "SADD s " + numbered("", 512));
    assertEncoding("hashtable", "SADD s 9999");
  }

  @Test
  void tooManyGivenAtOnceMakeATableEvenIfTheyAreFewDifferentOnes() {
    assertEncoding("hashtable", "SADD s" + " 1".repeat(513));
    redis.say("DEL s");
    assertEncoding("intset", "SADD s" + " 1".repeat(512));
    assertEncoding("hashtable", "SADD s" + " 1".repeat(513));
    redis.say("DEL s");
    assertEncoding("listpack", "SADD s" + " a".repeat(128));
    assertEncoding("hashtable", "SADD s" + " a".repeat(129));
  }

  @Test
  void aLargeIntsetHasNoPlaceInAListpack() {
    redis.say("SADD s " + numbered("", 127));
    assertEncoding("listpack", "SADD s a");
    redis.say("DEL s");
    redis.say("SADD s " + numbered("", 128));
    assertEncoding("hashtable", "SADD s a");
  }

  private void assertEncoding(String encoding, String command) {
    redis.say(command);
    assertEquals('"' + encoding + '"', redis.say("OBJECT ENCODING s"));
  }

  // ---- SMOVE

  @Test
  void movingTakesAMemberFromOneSetToAnother() {
    redis.say("SADD a 1 2");
    redis.effects();
    long dirty = redis.dirty();
    assertEquals(":1", redis.say("SMOVE a b 1"));
    assertEquals(2, redis.dirty() - dirty);
    assertEquals("[\"1\"]", redis.say("SMEMBERS b"));
    assertEquals(":0", redis.say("SMOVE a b missing"));
    assertEquals(List.of("SMOVE a b 1"), redis.effects());
    redis.say("SADD b 2");
    dirty = redis.dirty();
    assertEquals(":1", redis.say("SMOVE a b 2"));
    assertEquals(1, redis.dirty() - dirty);
    assertEquals(":0", redis.say("EXISTS a"));
    assertEquals("[\"1\", \"2\"]", redis.say("SMEMBERS b"));
  }

  @Test
  void movingToTheSameSetOnlyAsksForTheMember() {
    redis.say("SADD a 1");
    redis.effects();
    assertEquals(":1", redis.say("SMOVE a a 1"));
    assertEquals(":0", redis.say("SMOVE a a 2"));
    assertEquals(List.of(), redis.effects());
    assertEquals(":1", redis.say("SCARD a"));
  }

  // ---- chance

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "a-member-that-is-too-long-for-a-listpack-which-ends-at-sixty-four-bytes-"
      })
  void poppedMembersAreJournaledByName(String prefix) {
    var left = add(prefix, 100);
    redis.effects();
    long dirty = redis.dirty();
    String one = run("SPOP", "s").getFirst();
    assertTrue(left.remove(one));
    List<String> three = run("SPOP", "s", "3");
    assertEquals(3, new HashSet<>(three).size());
    assertTrue(left.removeAll(three));
    assertEquals(4, redis.dirty() - dirty);
    assertEquals(List.of("SREM s " + one, "SREM s " + String.join(" ", three)), redis.effects());
    assertEquals(left, new HashSet<>(run("SMEMBERS", "s")));
    assertEquals(96, new HashSet<>(run("SPOP", "s", "1000")).size());
    assertEquals(100, redis.dirty() - dirty);
    assertEquals(List.of("DEL s"), redis.effects());
    assertEquals(":0", redis.say("EXISTS s"));
  }

  @Test
  void theLastPoppedMemberRemovesTheKey() {
    redis.say("SADD s a");
    redis.effects();
    assertEquals("\"a\"", redis.say("SPOP s"));
    assertEquals(List.of("SREM s a"), redis.effects());
    assertEquals(":0", redis.say("EXISTS s"));
  }

  @Test
  void manyPoppedMembersAreJournaledInParts() {
    var left = add("m", 3000);
    redis.effects();
    left.removeAll(run("SPOP", "s", "2500"));
    List<String> effects = redis.effects();
    assertEquals(5, effects.size());
    assertEquals("MULTI", effects.getFirst());
    assertEquals(2500 - 2048 + 2, effects.get(3).split(" ").length);
    effects.subList(1, 4).forEach(effect -> run(effect.split(" ")));
    assertEquals(left, new HashSet<>(run("SMEMBERS", "s")));
  }

  @Test
  void poppingNoneChangesNothing() {
    redis.say("SADD s a");
    redis.effects();
    assertEquals("[]", redis.say("SPOP s 0"));
    assertEquals(List.of(), redis.effects());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "a-member-that-is-too-long-for-a-listpack-which-ends-at-sixty-four-bytes-"
      })
  void aNegativeCountMayGiveAMemberSeveralTimes(String prefix) {
    var members = add(prefix, 10);
    redis.effects();
    assertTrue(members.containsAll(run("SRANDMEMBER", "s")));
    assertEquals(members, new HashSet<>(run("SRANDMEMBER", "s", "-500")));
    assertEquals(500, run("SRANDMEMBER", "s", "-500").size());
    assertEquals(members, new HashSet<>(run("SRANDMEMBER", "s", "9223372036854775807")));
    for (int count = 0; count <= 10; count++) {
      List<String> chosen = run("SRANDMEMBER", "s", "" + count);
      assertEquals(count, chosen.size());
      assertEquals(count, new HashSet<>(chosen).size());
      assertTrue(members.containsAll(chosen));
    }
    assertEquals(List.of(), redis.effects());
  }

  @Test
  void countsAreCheckedFirst() {
    redis.say("SET str x");
    String notPositive = "-ERR value is out of range, must be positive";
    for (String count : List.of("-1", "x", "1.5", "9223372036854775808", "")) {
      assertEquals(notPositive, redis.say("SPOP str " + count), count);
    }
    String notInteger = "-ERR value is not an integer or out of range";
    for (String count : List.of("x", "1.5", "9223372036854775808", "")) {
      assertEquals(notInteger, redis.say("SRANDMEMBER str " + count), count);
    }
    assertEquals(
        "-ERR value is out of range, value must between -9223372036854775807 and"
            + " 9223372036854775807",
        redis.say("SRANDMEMBER str -9223372036854775808"));
    assertEquals("-ERR value is out of range", redis.say("SRANDMEMBER str -100000000"));
    assertEquals("-ERR syntax error", redis.say("SPOP str 1 2"));
    assertEquals("-ERR syntax error", redis.say("SRANDMEMBER str x 2"));
  }

  // ---- SSCAN

  @Test
  void aPackedSetIsScannedAtOnce() {
    redis.say("SADD s 3 1 2 a12 b");
    assertEquals("[\"0\", [\"1\", \"2\", \"3\", \"a12\", \"b\"]]", redis.say("SSCAN s 0 COUNT 1"));
    assertEquals("[\"0\", [\"2\", \"a12\"]]", redis.say("SSCAN s 0 MATCH *2"));
  }

  @Test
  void aLargeSetIsScannedInSteps() {
    var members = add("m", 1000);
    var seen = new ArrayList<String>();
    String cursor = "0";
    int steps = 0;
    do {
      String reply = redis.say("SSCAN s " + cursor + " COUNT 50");
      List<String> words = words(reply);
      cursor = words.getFirst();
      seen.addAll(words.subList(1, words.size()));
      steps++;
    } while (!cursor.equals("0"));
    assertTrue(steps > 10 && steps < 40, steps + " steps");
    assertEquals(1000, seen.size());
    assertEquals(members, new HashSet<>(seen));
  }

  @Test
  void aScanChecksCursorTypeAndOptionsInThisOrder() {
    redis.say("SADD s a");
    redis.say("SET str x");
    assertEquals("-ERR invalid cursor", redis.say("SSCAN str what COUNT 0"));
    assertEquals(WRONG_TYPE, redis.say("SSCAN str 0 COUNT 0"));
    assertEquals("-ERR syntax error", redis.say("SSCAN s 0 COUNT 0"));
    assertEquals("-ERR syntax error", redis.say("SSCAN s 0 TYPE set"));
    assertEquals("-ERR value is not an integer or out of range", redis.say("SSCAN s 0 COUNT what"));
  }

  // ----

  private Set<String> add(String prefix, int n) {
    var members = new HashSet<String>();
    for (int i = 0; i < n; i++) {
      redis.run("SADD", "s", prefix + i);
      members.add(prefix + i);
    }
    return members;
  }

  private String say(String... words) {
    return redis.sayWords(words);
  }

  /** The bulk strings of a reply. */
  private List<String> run(String... words) {
    return words(redis.sayWords(words));
  }

  private static List<String> words(String reply) {
    return Stream.of(reply.replaceAll("[\\[\\]]", "").split(", "))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(1, word.length() - 1))
        .toList();
  }

  private static String numbered(String prefix, int n) {
    return String.join(" ", IntStream.range(0, n).mapToObj(i -> prefix + i).toList());
  }
}
