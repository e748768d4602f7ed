package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ListReadsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range";
  private static final String SYNTAX = "-ERR syntax error";

  private final CommandHarness redis = new CommandHarness();

  @Test
  void rangesCountFromBothEndsAndAreCut() {
    redis.say("RPUSH l a b c d");
    assertEquals("[\"b\", \"c\"]", redis.say("LRANGE l 1 2"));
    assertEquals("[\"c\", \"d\"]", redis.say("LRANGE l -2 -1"));
    assertEquals("[\"a\", \"b\", \"c\", \"d\"]", redis.say("LRANGE l -99 99"));
    assertEquals("[]", redis.say("LRANGE l 3 1"));
    assertEquals("[]", redis.say("LRANGE l 4 9"));
    assertEquals("[]", redis.say("LRANGE missing 0 -1"));
    assertEquals("[]", redis.say("LRANGE l 9223372036854775807 -9223372036854775808"));
    assertEquals(NOT_AN_INTEGER, redis.say("LRANGE missing 0 x"));
  }

  @Test
  void lindexLooksForTheListBeforeItReadsTheIndex() {
    redis.say("RPUSH l a b c");
    assertEquals("\"a\"", redis.say("LINDEX l 0"));
    assertEquals("\"c\"", redis.say("LINDEX l -1"));
    assertEquals("nil", redis.say("LINDEX l 3"));
    assertEquals("nil", redis.say("LINDEX l -4"));
    assertEquals("nil", redis.say("LINDEX l -9223372036854775808"));
    assertEquals("nil", redis.say("LINDEX missing x"));
    assertEquals(NOT_AN_INTEGER, redis.say("LINDEX l x"));
  }

  @Test
  void lposFindsFromEitherEnd() {
    redis.say("RPUSH l a b c a b c a");
    assertEquals(":0", redis.say("LPOS l a"));
    assertEquals(":3", redis.say("LPOS l a RANK 2"));
    assertEquals(":6", redis.say("LPOS l a rank -1"));
    assertEquals("nil", redis.say("LPOS l a RANK 4"));
    assertEquals("nil", redis.say("LPOS l x"));
    assertEquals("[:0, :3, :6]", redis.say("LPOS l a COUNT 0"));
    assertEquals("[:0, :3]", redis.say("LPOS l a COUNT 2"));
    assertEquals("[:3, :0]", redis.say("LPOS l a COUNT 0 RANK -2"));
    assertEquals("[:0]", redis.say("LPOS l a COUNT 0 MAXLEN 3"));
    assertEquals("[:6, :3]", redis.say("LPOS l a COUNT 0 RANK -1 MAXLEN 4"));
    assertEquals("[]", redis.say("LPOS l x COUNT 0"));
    assertEquals("[]", redis.say("LPOS missing x COUNT 1"));
    assertEquals("nil", redis.say("LPOS missing x"));
  }

  @Test
  void lposReadsAllItsOptionsFirst() {
    redis.say("SET s v");
    assertEquals(SYNTAX, redis.say("LPOS s a RANK"));
    assertEquals(SYNTAX, redis.say("LPOS s a FOO 1"));
    assertEquals(NOT_AN_INTEGER, redis.say("LPOS s a RANK x"));
    assertEquals(
        "-ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
            + " negative to start from the end of the list",
        redis.say("LPOS s a RANK 0"));
    assertEquals(
        "-ERR value is out of range, value must between -9223372036854775807 and"
            + " 9223372036854775807",
        redis.say("LPOS s a RANK -9223372036854775808"));
    assertEquals("-ERR COUNT can't be negative", redis.say("LPOS s a COUNT -1"));
    assertEquals("-ERR COUNT can't be negative", redis.say("LPOS s a COUNT x"));
    assertEquals("-ERR MAXLEN can't be negative", redis.say("LPOS s a MAXLEN -1"));
    assertEquals(WRONG_TYPE, redis.say("LPOS s a"));
  }

  @Test
  void readingCountsHitsAndMissesAndWritingDoesNot() {
    redis.say("RPUSH l a");
    var lookups = redis.engine().lookups();
    long hits = lookups.hits();
    long misses = lookups.misses();
    List.of("LLEN l", "LRANGE l 0 0", "LINDEX l 0", "LPOS l a", "LLEN x").forEach(redis::say);
    List.of("LPUSHX x a", "LPOP x", "LREM l 0 x", "LTRIM l 0 0").forEach(redis::say);
    assertEquals(4, lookups.hits() - hits);
    assertEquals(1, lookups.misses() - misses);
  }
}
