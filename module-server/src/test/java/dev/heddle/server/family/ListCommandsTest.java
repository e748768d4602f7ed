package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.store.Thresholds;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ListCommandsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";
  private static final String SYNTAX = "-ERR syntax error";

  private final CommandHarness redis = new CommandHarness();

  private void assertList(String key, String... elements) {
    assertEquals(
        Stream.of(elements).collect(Collectors.joining("\", \"", "[\"", "\"]")),
        redis.say("LRANGE " + key + " 0 -1"));
  }

  private void assertEffects(String... effects) {
    assertEquals(List.of(effects), redis.effects());
  }

  // ---- pushing

  @Test
  void pushingAnswersTheLengthAndCountsEachElement() {
    assertEquals(":3", redis.say("LPUSH l a b c"));
    assertEquals(":5", redis.say("RPUSH l d e"));
    assertList("l", "c", "b", "a", "d", "e");
    assertEquals(5, redis.dirty());
    assertEffects("LPUSH l a b c", "RPUSH l d e");
  }

  @Test
  void pushxPushesOnlyToAListThatIsThere() {
    assertEquals(":0", redis.say("LPUSHX l a"));
    assertEquals(":0", redis.say("RPUSHX l a b"));
    assertEffects();
    redis.say("RPUSH l a");
    assertEquals(":3", redis.say("LPUSHX l b c"));
    assertEquals(":4", redis.say("RPUSHX l d"));
    assertList("l", "c", "b", "a", "d");
    assertEffects("RPUSH l a", "LPUSHX l b c", "RPUSHX l d");
  }

  @Test
  void elementsAreAnyBytes() {
    assertEquals(":2", redis.sayWords("RPUSH", "l", "", "\0\r\n\u00ff"));
    assertEquals("[\"\", \"\0\r\n\u00ff\"]", redis.sayWords("LRANGE", "l", "0", "-1"));
  }

  @Test
  void numbersAreTheirTexts() {
    String numbers = "0 -0 007 +1 127 128 -4096 9223372036854775807 -9223372036854775808";
    redis.say("RPUSH l " + numbers);
    assertList("l", numbers.split(" ", -1));
    assertEquals(":2", redis.say("LPOS l 007"));
    assertEquals("nil", redis.say("LPOS l 7"));
    assertEquals(":8", redis.say("LPOS l -9223372036854775808"));
  }

  // ---- changing in the middle

  @Test
  void lsetReplacesWhatIsThere() {
    assertEquals("-ERR no such key", redis.say("LSET l x a"));
    redis.say("RPUSH l a b c");
    redis.effects();
    assertEquals("OK", redis.say("LSET l 1 x"));
    assertEquals("OK", redis.say("LSET l -1 y"));
    assertList("l", "a", "x", "y");
    assertEquals("-ERR index out of range", redis.say("LSET l 3 z"));
    assertEquals("-ERR index out of range", redis.say("LSET l -4 z"));
    assertEquals(NOT_AN_INTEGER, redis.say("LSET l x z"));
    assertEffects("LSET l 1 x", "LSET l -1 y");
  }

  @Test
  void linsertAddsBesideThePivot() {
    assertEquals(":0", redis.say("LINSERT l BEFORE a b"));
    redis.say("RPUSH l a c a");
    redis.effects();
    assertEquals(":4", redis.say("LINSERT l after a b"));
    assertEquals(":5", redis.say("LINSERT l BEFORE a 0"));
    assertEquals(":-1", redis.say("LINSERT l BEFORE x y"));
    assertList("l", "0", "a", "b", "c", "a");
    assertEffects("LINSERT l after a b", "LINSERT l BEFORE a 0");
    assertEquals(SYNTAX, redis.say("LINSERT missing BESIDE a b"));
  }

  @Test
  void lremTakesFromTheEndThatTheSignNames() {
    redis.say("RPUSH l a b a c a");
    redis.effects();
    assertEquals(":2", redis.say("LREM l -2 a"));
    assertList("l", "a", "b", "c");
    assertEquals(":0", redis.say("LREM l 0 x"));
    assertEquals(":1", redis.say("LREM l 5 a"));
    assertEffects("LREM l -2 a", "LREM l 5 a");
    assertEquals(8, redis.dirty());
    redis.say("RPUSH m a a a");
    assertEquals(":3", redis.say("LREM m -9223372036854775808 a"));
    assertEquals(":0", redis.say("EXISTS m"));
    assertEquals(NOT_AN_INTEGER, redis.say("LREM missing x a"));
    assertEquals(":0", redis.say("LREM missing 1 a"));
  }

  @Test
  void ltrimKeepsAPart() {
    redis.say("RPUSH l a b c d e");
    redis.effects();
    assertEquals("OK", redis.say("LTRIM l 1 -2"));
    assertList("l", "b", "c", "d");
    assertEquals("OK", redis.say("LTRIM l 0 -1"));
    assertEffects("LTRIM l 1 -2");
    assertEquals("OK", redis.say("LTRIM l 5 1"));
    assertEquals(":0", redis.say("EXISTS l"));
    assertEquals(10, redis.dirty());
    assertEquals("OK", redis.say("LTRIM l 0 0"));
    assertEquals(NOT_AN_INTEGER, redis.say("LTRIM l 0 x"));
  }

  // ---- all of them

  @Test
  void anotherTypeIsAnErrorAndChangesNothing() {
    redis.say("SET s v");
    redis.effects();
    for (String line :
        List.of(
            "LPUSH s a",
            "RPUSH s a",
            "LPUSHX s a",
            "RPUSHX s a",
            "LPOP s",
            "RPOP s 1",
            "LLEN s",
            "LRANGE s 0 1",
            "LINDEX s x",
            "LSET s x a",
            "LINSERT s BEFORE a b",
            "LREM s 1 a",
            "LTRIM s 0 1")) {
      assertEquals(WRONG_TYPE, redis.say(line), line);
    }
    assertEquals("\"v\"", redis.say("GET s"));
    assertEffects();
  }

  @Test
  void theEncodingFollowsTheSettings() {
    redis.say("RPUSH l a b c");
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING l"));
    limits(4, 0);
    redis.say("RPUSH l d e");
    assertEquals("\"quicklist\"", redis.say("OBJECT ENCODING l"));
    redis.say("LTRIM l 0 2");
    assertEquals("\"quicklist\"", redis.say("OBJECT ENCODING l"));
    redis.say("LPOP l");
    assertEquals("\"listpack\"", redis.say("OBJECT ENCODING l"));
    assertList("l", "b", "c");
  }

  @Test
  void longListsAreReadAndChangedInTheMiddle() {
    limits(128, 1);
    String items =
        IntStream.range(0, 2000).mapToObj(i -> "item:" + i).collect(Collectors.joining(" "));
    redis.say("RPUSH l " + items);
    assertEquals("[\"item:1000\", \"item:1001\"]", redis.say("LRANGE l 1000 1001"));
    assertEquals(":777", redis.say("LPOS l item:777"));
    assertEquals("OK", redis.say("LSET l 1000 x"));
    assertEquals(":2001", redis.say("LINSERT l BEFORE x y"));
    assertEquals("[\"item:999\", \"y\", \"x\", \"item:1001\"]", redis.say("LRANGE l 999 1002"));
    assertEquals(":1", redis.say("LREM l -1 item:1500"));
    assertEquals("\"item:1999\"", redis.say("RPOP l"));
    assertEquals("\"item:0\"", redis.say("LPOP l"));
    assertEquals(":1998", redis.say("LLEN l"));
  }

  private void limits(int size, int depth) {
    Thresholds limits = new Thresholds(size, depth, 1, 1, 1, 1, 1, 1, 1);
    redis.engine().locked(() -> redis.engine().keyspace().packing().thresholds(limits));
  }
}
