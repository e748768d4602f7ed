package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ListPopsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NOT_POSITIVE = "-ERR value is out of range, must be positive";
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

  private void assertReply(String expected, String line) {
    byte[][] words =
        Stream.of(line.split(" ", -1))
            .map(w -> w.getBytes(StandardCharsets.ISO_8859_1))
            .toArray(byte[][]::new);
    assertArrayEquals(expected.getBytes(StandardCharsets.ISO_8859_1), redis.reply(words), line);
  }

  // ---- popping

  @Test
  void poppingTheLastElementRemovesTheKey() {
    redis.say("RPUSH l a b");
    redis.effects();
    assertEquals("\"a\"", redis.say("LPOP l"));
    assertEquals("\"b\"", redis.say("RPOP l"));
    assertEquals(":0", redis.say("EXISTS l"));
    assertEquals("nil", redis.say("LPOP l"));
    assertEffects("LPOP l", "RPOP l");
  }

  @Test
  void poppingSeveralAnswersAnArray() {
    redis.say("RPUSH l a b c d e");
    assertEquals("[\"a\", \"b\"]", redis.say("LPOP l 2"));
    assertEquals("[]", redis.say("LPOP l 0"));
    assertEquals("[\"e\", \"d\", \"c\"]", redis.say("RPOP l 9"));
    assertEquals(10, redis.dirty());
    assertEffects("RPUSH l a b c d e", "LPOP l 2", "RPOP l 9");
  }

  @Test
  void absenceHasTheFormOfWhatWasAskedFor() {
    assertReply("$-1\r\n", "LPOP l");
    assertReply("*-1\r\n", "LPOP l 1");
    assertReply("*-1\r\n", "RPOP l 0");
    assertReply("*-1\r\n", "LMPOP 1 l LEFT");
    assertReply("$-1\r\n", "LMOVE l m LEFT LEFT");
    redis.resp(3);
    assertReply("_\r\n", "LPOP l");
    assertReply("_\r\n", "LPOP l 1");
    assertReply("_\r\n", "LMPOP 1 l LEFT");
  }

  @Test
  void theCountIsCheckedBeforeTheKey() {
    redis.say("SET s v");
    assertEquals(NOT_POSITIVE, redis.say("LPOP s x"));
    assertEquals(NOT_POSITIVE, redis.say("LPOP l -1"));
    assertEquals(NOT_POSITIVE, redis.say("RPOP l 9223372036854775808"));
    assertEquals("-ERR wrong number of arguments for 'rpop' command", redis.say("RPOP l 1 2"));
    assertEquals(WRONG_TYPE, redis.say("LPOP s 0"));
  }

  @Test
  void lmpopTakesFromTheFirstListThatIsThere() {
    redis.say("RPUSH b 1 2 3 4");
    redis.effects();
    assertEquals("[\"b\", [\"1\"]]", redis.say("LMPOP 2 a b LEFT"));
    assertEquals("[\"b\", [\"4\", \"3\"]]", redis.say("LMPOP 2 a b right count 2"));
    assertEquals("[\"b\", [\"2\"]]", redis.say("LMPOP 1 b LEFT COUNT 10"));
    assertEquals("nil", redis.say("LMPOP 2 a b LEFT"));
    assertEffects("LPOP b 1", "RPOP b 2", "LPOP b 1");
  }

  @Test
  void lmpopReadsAllItsArgumentsFirst() {
    redis.say("SET s v");
    for (String numkeys : List.of("0", "-1", "x", "9223372036854775808")) {
      assertEquals(
          "-ERR numkeys should be greater than 0", redis.say("LMPOP " + numkeys + " s LEFT"));
    }
    assertEquals(SYNTAX, redis.say("LMPOP 9223372036854775807 s LEFT"));
    assertEquals(SYNTAX, redis.say("LMPOP 2 s LEFT"));
    assertEquals(SYNTAX, redis.say("LMPOP 1 s UP"));
    assertEquals(SYNTAX, redis.say("LMPOP 1 s LEFT COUNT"));
    assertEquals(SYNTAX, redis.say("LMPOP 1 s LEFT COUNT 1 COUNT 2"));
    for (String count : List.of("0", "-1", "x")) {
      assertEquals(
          "-ERR count should be greater than 0", redis.say("LMPOP 1 s LEFT COUNT " + count));
    }
    assertEquals(WRONG_TYPE, redis.say("LMPOP 2 a s LEFT"));
  }

  // ---- moving

  @Test
  void lmoveMovesBetweenAllEnds() {
    redis.say("RPUSH l 1 2 3 4 5");
    redis.effects();
    assertEquals("\"1\"", redis.say("LMOVE l m LEFT LEFT"));
    assertEquals("\"2\"", redis.say("LMOVE l m left right"));
    assertEquals("\"5\"", redis.say("LMOVE l m RIGHT LEFT"));
    assertEquals("\"4\"", redis.say("LMOVE l m RIGHT RIGHT"));
    assertList("m", "5", "1", "2", "4");
    assertEquals("\"3\"", redis.say("RPOPLPUSH l m"));
    assertEquals(":0", redis.say("EXISTS l"));
    assertEffects(
        "LMOVE l m LEFT LEFT",
        "LMOVE l m left right",
        "LMOVE l m RIGHT LEFT",
        "LMOVE l m RIGHT RIGHT",
        "RPOPLPUSH l m");
    assertEquals(10, redis.dirty());
  }

  @Test
  void movingWithinAListRotatesIt() {
    redis.say("RPUSH l a b c");
    assertEquals("\"a\"", redis.say("LMOVE l l LEFT RIGHT"));
    assertList("l", "b", "c", "a");
    assertEquals("\"a\"", redis.say("RPOPLPUSH l l"));
    assertList("l", "a", "b", "c");
    redis.say("RPUSH one x");
    assertEquals("\"x\"", redis.say("LMOVE one one LEFT LEFT"));
    assertList("one", "x");
  }

  @Test
  void aDestinationOfAnotherTypeChangesNothing() {
    redis.say("RPUSH l a");
    redis.say("SET s v");
    redis.effects();
    assertEquals(WRONG_TYPE, redis.say("LMOVE l s LEFT LEFT"));
    assertEquals(WRONG_TYPE, redis.say("RPOPLPUSH s l"));
    assertEquals("nil", redis.say("LMOVE missing s LEFT LEFT"));
    assertEquals(SYNTAX, redis.say("LMOVE s l UP LEFT"));
    assertEquals(SYNTAX, redis.say("LMOVE s l LEFT UP"));
    assertList("l", "a");
    assertEffects();
  }

  // ---- waiting

  @Test
  void whoNeedNotWaitIsAnsweredAtOnce() {
    redis.say("RPUSH l 1 2 3 4 5 6");
    redis.effects();
    assertEquals("[\"l\", \"1\"]", redis.say("BLPOP k l 0"));
    assertEquals("[\"l\", \"6\"]", redis.say("BRPOP l k 0.5"));
    assertEquals("[\"l\", [\"5\", \"4\"]]", redis.say("BLMPOP 0 2 k l RIGHT COUNT 2"));
    assertEquals("\"2\"", redis.say("BLMOVE l m LEFT RIGHT 0"));
    assertEquals("\"3\"", redis.say("BRPOPLPUSH l m 0"));
    assertEffects("LPOP l", "RPOP l", "RPOP l 2", "LMOVE l m LEFT RIGHT", "RPOPLPUSH l m");
  }

  @Test
  void whoWaitsInVainGetsANil() {
    for (String line :
        List.of(
            "BLPOP k 1",
            "BRPOP k 1",
            "BLMPOP 1 1 k LEFT",
            "BLMOVE k l LEFT LEFT 1",
            "BRPOPLPUSH k l 1")) {
      var waiting = redis.newClient();
      redis.as(waiting).block(line);
      redis.clock().advance(1001);
      assertEquals("nil", redis.handedInTime(waiting), line);
    }
  }

  @Test
  void whoWaitsIsServedAsTheOtherFormWouldBe() {
    var pusher = redis.client();
    var waiting = redis.newClient();
    redis.as(waiting).block("BLMPOP 0 2 k l LEFT COUNT 2");
    redis.as(pusher).say("RPUSH l a b c");
    assertEquals("[\"l\", [\"a\", \"b\"]]", redis.handed(waiting));
    redis.as(waiting).block("BRPOPLPUSH k m 0");
    redis.as(pusher).say("RPUSH k x y");
    assertEquals("\"y\"", redis.handed(waiting));
    redis.as(waiting).block("BLMOVE k2 m LEFT RIGHT 0");
    redis.as(pusher).say("RPUSH k2 z");
    assertEquals("\"z\"", redis.handed(waiting));
    assertList("m", "y", "z");
    assertEffects(
        "RPUSH l a b c",
        "LPOP l 2",
        "RPUSH k x y",
        "RPOPLPUSH k m",
        "RPUSH k2 z",
        "LMOVE k2 m LEFT RIGHT");
  }

  @Test
  void aDestinationThatBecameAnotherTypeIsAnError() {
    var pusher = redis.client();
    var waiting = redis.newClient();
    redis.as(waiting).block("BLMOVE k m LEFT RIGHT 0");
    redis.as(pusher).say("SET m v");
    redis.say("RPUSH k a");
    assertEquals(WRONG_TYPE, redis.handed(waiting));
    assertList("k", "a");
  }

  @Test
  void whatIsWrongIsToldBeforeAnybodyWaits() {
    redis.say("SET s v");
    assertEquals("-ERR timeout is not a float or out of range", redis.say("BLPOP s x"));
    assertEquals("-ERR timeout is negative", redis.say("BRPOP s -1"));
    assertEquals(WRONG_TYPE, redis.say("BLPOP k s 0"));
    assertEquals("-ERR numkeys should be greater than 0", redis.say("BLMPOP x 0 s LEFT"));
    assertEquals(SYNTAX, redis.say("BLMPOP x 1 s UP"));
    assertEquals("-ERR timeout is not a float or out of range", redis.say("BLMPOP x 1 s LEFT"));
    assertEquals(WRONG_TYPE, redis.say("BLMPOP 0 2 k s LEFT"));
    assertEquals(SYNTAX, redis.say("BLMOVE s k UP LEFT x"));
    assertEquals(
        "-ERR timeout is not a float or out of range", redis.say("BLMOVE s k LEFT LEFT x"));
    assertEquals(WRONG_TYPE, redis.say("BLMOVE s k LEFT LEFT 0"));
    assertEquals(WRONG_TYPE, redis.say("BRPOPLPUSH s k 0"));
  }

  @Test
  void nobodyWaitsInATransaction() {
    redis.say("MULTI");
    for (String line :
        List.of("BLPOP k 0", "BLMPOP 0 1 k LEFT", "BLMOVE k l LEFT LEFT 0", "BRPOPLPUSH k l 0")) {
      redis.say(line);
    }
    assertReply("*4\r\n*-1\r\n*-1\r\n$-1\r\n$-1\r\n", "EXEC");
  }
}
